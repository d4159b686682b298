import { readTrust, type Trust } from '../../proof/trust.ts';

/** Keys that came with the page: those of the registry that it was fetched from. */
export interface Anchors {
  readonly origin: string;
  readonly trust: Trust;
}

/** What a registry wrote into the page when it was fetched; null in a page that came without. */
export function pinnedAnchors(page: Document): Anchors | null {
  try {
    const content: unknown = JSON.parse(page.getElementById('anchors')?.textContent ?? 'null');
    if (content === null) return null;
    return { origin: String((content as { origin?: unknown }).origin), trust: readTrust(content) };
  } catch {
    return null;
  }
}
