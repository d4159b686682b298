import { readEmbeddedJson } from '../../proof/sealed-pdf.ts';
import { similarityReportSchema } from '../../proof/similarity-report.ts';

/** What of a report shows that somebody holds it. */
export interface HeldReport {
  readonly id: string;
  readonly findingsSha256: string;
}

/** A PDF's size up to which it is looked into. */
const BYTES_MAX = 64 * 1024 * 1024;

/** The report in a file, PDF or JSON, read in the browser; null where it is none. */
export async function heldReportIn(file: File): Promise<HeldReport | null> {
  if (file.size > BYTES_MAX) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parsed = similarityReportSchema.safeParse(readEmbeddedJson(bytes) ?? jsonOf(bytes));
  if (!parsed.success) return null;
  const { id, findingsSha256 } = parsed.data.attestation.proof.record;
  return { id, findingsSha256 };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
