import { ProofError } from '../../proof/errors.ts';
import { consistencyProof } from '../../proof/merkle/tree.ts';
import { formatNote, type NoteSignature, parseNote, verifyNote } from '../../proof/note/signed-note.ts';
import type { VerifierKey } from '../../proof/note/verifier-key.ts';
import { formatWitnessRequest } from '../../proof/note/witness-request.ts';
import type { SignedCheckpoint } from '../../store/log/log-folder.ts';
import { nodesOnDisk } from '../../store/log/tile-writer.ts';
import { readAnswer } from './bounded-answer.ts';

/** A witness of our log: where its add-checkpoint lies, and whose signature we take. */
export interface WitnessAddress {
  readonly url: string;
  readonly key: VerifierKey;
}

const ANSWER_TIMEOUT_MS = 10_000;
const ANSWER_BYTES_MAX = 10_000;

export type WitnessOutcome =
  | { readonly kind: 'cosigned'; readonly signature: NoteSignature }
  /** It saw another history of this log, or a longer one: nothing that a retry would mend. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Asks a witness to co-sign; learns from it where it stands, then shows that our log goes on from there. Rejects never. */
export async function askWitness(
  folder: string,
  checkpoint: SignedCheckpoint,
  { url, key }: WitnessAddress,
): Promise<WitnessOutcome> {
  try {
    let oldSize = 0;
    for (let attempt = 0; attempt < 2; attempt++) {
      const proof = await consistencyProof(oldSize, checkpoint.size, nodesOnDisk(folder, checkpoint.size));
      const response = await fetch(`${url}/add-checkpoint`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: formatWitnessRequest({ oldSize, proof, note: checkpoint.note }),
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
        redirect: 'error',
      });
      const text = new TextDecoder().decode(await readAnswer(response, ANSWER_BYTES_MAX));
      if (response.status === 200) return cosignatureOf(checkpoint, text, key);
      const size = response.status === 409 && /^(0|[1-9]\d{0,15})\n$/.test(text) ? Number(text) : undefined;
      if (response.status >= 500 || response.status === 429)
        return { kind: 'unreachable', reason: `status ${response.status}` };
      if (size === undefined || size > checkpoint.size || size === oldSize)
        return { kind: 'refused', reason: `status ${response.status}, ${size ?? 'no'} size` };
      oldSize = size;
    }
    return { kind: 'unreachable', reason: 'its state changes faster than it can be asked' };
  } catch (error) {
    return { kind: 'unreachable', reason: error instanceof Error ? error.message : String(error) };
  }
}

function cosignatureOf({ note }: SignedCheckpoint, answer: string, key: VerifierKey): WitnessOutcome {
  try {
    const { signatures } = parseNote(`${formatNote({ text: note.text, signatures: [] })}${answer}`);
    verifyNote({ text: note.text, signatures }, [key]);
    const signature = signatures.find(({ name, keyId }) => name === key.name && keyId === key.keyId);
    if (signature !== undefined) return { kind: 'cosigned', signature };
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
  }
  return { kind: 'refused', reason: 'an answer without its valid signature' };
}
