import { bytesToHex } from '../../proof/bytes.ts';
import { ProofError } from '../../proof/errors.ts';
import { fromHex } from '../../proof/log-entry.ts';
import { emptyRoot } from '../../proof/merkle/hashes.ts';
import { verifyConsistency } from '../../proof/merkle/verify.ts';
import { cosignText, formatSignature, verifyNote } from '../../proof/note/signed-note.ts';
import type { VerifierKey } from '../../proof/note/verifier-key.ts';
import { parseWitnessRequest, type WitnessRequest } from '../../proof/note/witness-request.ts';
import { ServiceError } from '../../store/errors.ts';
import { keepWitnessed, lastCosignedAt, lockWitnessed } from '../../store/witnessed-logs.ts';
import type { ServiceContext } from '../context.ts';

/** What the witness answers, by the status that C2SP tlog-witness gives it. */
export type WitnessAnswer =
  | { readonly status: 200; readonly signatures: string }
  /** The log has to go on from this size; or it showed another root for it. */
  | { readonly status: 409; readonly size: number }
  | { readonly status: 400 | 403 | 404 | 422; readonly reason: string };

/**
 * Co-signs the checkpoint of a log that we know, when it continues the one that we co-signed last, and never otherwise: one that
 * was rewritten gets no signature, however well it is signed. The new state is on disk before the signature goes out. A time before one that
 * was signed earlier is never signed: throws `clock-set-back`.
 */
export async function witnessCheckpoint(
  { store, keyring, clock }: Pick<ServiceContext, 'store' | 'keyring' | 'clock'>,
  logs: readonly VerifierKey[],
  body: string,
): Promise<WitnessAnswer> {
  let request: WitnessRequest;
  try {
    request = parseWitnessRequest(body);
  } catch (error) {
    if (error instanceof ProofError) return { status: 400, reason: error.message };
    throw error;
  }
  const { checkpoint, oldSize, note } = request;
  const keys = logs.filter(({ name }) => name === checkpoint.origin);
  if (keys.length === 0) return { status: 404, reason: 'This log is not one that we are a witness of.' };
  try {
    verifyNote(note, keys);
  } catch (error) {
    if (error instanceof ProofError) return { status: 403, reason: error.message };
    throw error;
  }
  if (oldSize > checkpoint.size) return { status: 400, reason: 'The old size is larger than the new one.' };
  // Before anything is kept: without a key that may sign there is nothing to answer with.
  const signers = await keyring.signers('witness');
  let at = clock();
  const refusal = await store.transaction(async (tx): Promise<WitnessAnswer | undefined> => {
    const last = await lockWitnessed(tx, checkpoint.origin);
    if (last.size !== oldSize) return { status: 409, size: last.size };
    const root = bytesToHex(checkpoint.root);
    if (last.root !== null && oldSize === checkpoint.size && last.root !== root)
      return { status: 409, size: last.size };
    const from = { size: oldSize, root: (last.root !== null && fromHex(last.root, 32)) || emptyRoot() };
    if (!verifyConsistency({ from, to: checkpoint }, request.proof))
      return { status: 422, reason: 'The new state does not continue the one that was co-signed last.' };
    at = notBefore(await lastCosignedAt(tx), at);
    await keepWitnessed(tx, checkpoint.origin, { size: checkpoint.size, root }, at);
    return undefined;
  });
  if (refusal !== undefined) return refusal;
  const signatures = await Promise.all(signers.map((signer) => cosignText(note.text, signer, at)));
  return { status: 200, signatures: signatures.map(formatSignature).join('') };
}

/** A clock may be put right by so much; the witness then goes on with the time that it signed last. */
const CLOCK_STEP_MS = 5_000;

function notBefore(last: Date | undefined, now: Date): Date {
  if (last === undefined || now >= last) return now;
  if (last.getTime() - now.getTime() <= CLOCK_STEP_MS) return last;
  throw new ServiceError('clock-set-back', {
    expected: `a time after the last co-signature, ${last.toISOString()}`,
    received: now.toISOString(),
    remedy: 'Set the clock of the server right.',
  });
}
