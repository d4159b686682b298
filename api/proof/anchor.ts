import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { bytesToHex, utf8ToBytes } from './bytes.ts';
import { loggedDepositSchema } from './deposit.ts';
import { ProofError } from './errors.ts';
import { Fault } from './fault.ts';
import { parseNote, verifyNote } from './note/signed-note.ts';
import { COSIGNATURE, fingerprintOf } from './note/verifier-key.ts';
import type { Trust } from './trust.ts';
import { NOTHING_FOUND, type RecordFindings, type Signer, verifyRecord } from './verify-record.ts';

/** Outside things that a state of the log can be anchored in. A chain is one more, with its verification below and its client in services/proof/anchors/. */
export const ANCHOR_KINDS = ['log', 'witness'] as const;
export type AnchorKind = (typeof ANCHOR_KINDS)[number];

/** A state of a log, and what shows that somebody outside knew it. */
export const anchorFileSchema = z.strictObject({
  type: z.literal('selvedge/anchor/v1'),
  /** Signed note of the state; its digest is what was submitted. */
  checkpoint: z.string().max(100_000),
  in: z.enum(ANCHOR_KINDS),
  proof: z.string().max(1_000_000),
});
export type AnchorFile = z.infer<typeof anchorFileSchema>;

/** What a proof shows, and on whose word. */
export interface AnchorFinding {
  readonly at: Date;
  readonly signers: readonly Signer[];
  readonly isVouched: boolean;
}

/** SHA-256 of the text that the log signs, all that an outside chain gets to see. */
export function anchorDigest(noteText: string): Uint8Array {
  return sha256(utf8ToBytes(noteText));
}

/** Shows, without network, that this very digest was anchored. Throws Fault. */
type VerifyAnchor = (digest: Uint8Array, proof: string, trust: Trust) => Promise<AnchorFinding>;

export const VERIFY_ANCHOR: Readonly<Record<AnchorKind, VerifyAnchor>> = {
  log: verifyInLog,
  witness: verifyByWitness,
};

/** The log of another registry has the digest as a sealed deposit. */
async function verifyInLog(digest: Uint8Array, proof: string, trust: Trust): Promise<AnchorFinding> {
  const logged = loggedDepositSchema.safeParse(jsonOf(proof));
  if (!logged.success || logged.data.record.commitment !== bytesToHex(digest))
    throw new Fault('commitment', 'commitment-differs');
  const at = new Date(logged.data.record.at);
  const findings: RecordFindings = { ...NOTHING_FOUND };
  await verifyRecord(logged.data, { at, trust, findings });
  return { at, signers: findings.signers, isVouched: findings.isVouched };
}

/** A witness co-signed the state; its signature bears the time. */
async function verifyByWitness(digest: Uint8Array, proof: string, { keys }: Trust): Promise<AnchorFinding> {
  try {
    const note = parseNote(proof);
    if (bytesToHex(anchorDigest(note.text)) !== bytesToHex(digest)) throw new Fault('commitment', 'commitment-differs');
    const sound = keys.filter(({ key, revokedAsOf }) => key.type === COSIGNATURE && revokedAsOf === null);
    const [{ key, cosignedAt }] = verifyNote(
      note,
      sound.map((each) => each.key),
    );
    const { name, keyId } = key;
    const fingerprint = fingerprintOf(key);
    return {
      at: cosignedAt!,
      signers: [{ name, keyId, fingerprint, role: 'witness', isVouched: true, seenAt: cosignedAt! }],
      isVouched: true,
    };
  } catch (error) {
    // A witness signs and says nothing else: without its key nothing can be told of it.
    if (error instanceof ProofError) throw new Fault('keys', 'signature-wrong');
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
