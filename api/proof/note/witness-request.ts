import { fromBase64, toBase64 } from '../bytes.ts';
import { malformed } from '../errors.ts';
import { HASH_BYTES } from '../merkle/hashes.ts';
import { TREE_SIZE_MAX } from '../merkle/ranges.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { formatNote, parseNote, type SignedNote } from './signed-note.ts';

const PROOF_LINES_MAX = 63;

/** What a log asks a witness: to go on from `oldSize` to the checkpoint (C2SP tlog-witness, add-checkpoint). */
export interface WitnessRequest {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly note: SignedNote;
  readonly checkpoint: Checkpoint;
}

/** Throws ProofError `malformed`. */
export function parseWitnessRequest(body: string): WitnessRequest {
  const split = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, split).split('\n');
  const [, sizeText] = /^old (0|[1-9]\d{0,15})$/.exec(first) ?? [];
  const oldSize = Number(sizeText);
  const proof = lines.map(fromBase64);
  if (
    split < 0 ||
    sizeText === undefined ||
    oldSize > TREE_SIZE_MAX ||
    lines.length > PROOF_LINES_MAX ||
    !areHashes(proof)
  )
    throw malformed(
      'an old size, hashes a line each, a blank line and a checkpoint',
      JSON.stringify(first.slice(0, 80)),
    );
  const note = parseNote(body.slice(split + 2));
  return { oldSize, proof, note, checkpoint: parseCheckpoint(note.text) };
}

export function formatWitnessRequest({ oldSize, proof, note }: Omit<WitnessRequest, 'checkpoint'>): string {
  return `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${formatNote(note)}`;
}

function areHashes(hashes: readonly (Uint8Array | undefined)[]): hashes is Uint8Array[] {
  return hashes.every((hash) => hash?.length === HASH_BYTES);
}
