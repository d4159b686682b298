import { fromBase64, toBase64 } from '../bytes.ts';
import { malformed } from '../errors.ts';
import { HASH_BYTES } from '../merkle/hashes.ts';
import { TREE_SIZE_MAX } from '../merkle/ranges.ts';

/** The state of a log that it signs: who it is, how many entries, and the root over them (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads the text of a note; extension lines are allowed and say nothing to us. Throws ProofError `malformed`. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, sizeText, rootText, ...extensions] = text.split('\n');
  const size = /^(0|[1-9]\d{0,15})$/.test(sizeText ?? '') ? Number(sizeText) : Number.NaN;
  const root = fromBase64(rootText ?? '');
  if (!origin || !(size <= TREE_SIZE_MAX) || root?.length !== HASH_BYTES || !isEnded(extensions))
    throw malformed('origin, size and root hash, a line each', JSON.stringify(text.slice(0, 120)));
  return { origin, size, root };
}

/** Every line, extensions too, is closed by a newline and none is empty. */
function isEnded(extensions: readonly string[]): boolean {
  return extensions.at(-1) === '' && extensions.slice(0, -1).every((line) => line !== '');
}
