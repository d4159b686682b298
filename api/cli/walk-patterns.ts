import type { Pattern } from '../schemas/pattern.ts';
import type { RecordReader } from './backend.ts';

/** The most that the HTTP API gives at once. */
const PAGE_PATTERNS = 100;

export interface WalkOptions {
  readonly text?: string | undefined;
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal;
}

/** Every record of the library, or those that `text` finds, newest first, read page by page. */
export async function* walkPatterns(
  reader: RecordReader,
  { text, limit, signal }: WalkOptions = {},
): AsyncGenerator<Pattern> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  let cursor: string | undefined;
  do {
    const page = await reader.list({
      limit: Math.min(PAGE_PATTERNS, left),
      ...(cursor !== undefined && { cursor }),
      ...(text !== undefined && { text }),
    });
    for (const pattern of page.patterns) {
      if (signal?.aborted) return;
      yield pattern;
    }
    left -= page.patterns.length;
    cursor = page.nextCursor;
  } while (cursor !== undefined && left > 0);
}
