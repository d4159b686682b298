import { type AnchorFile, type AnchorFinding, anchorDigest, VERIFY_ANCHOR } from './anchor.ts';
import { bytesToHex } from './bytes.ts';
import { ProofError } from './errors.ts';
import { Fault, type FaultFinding } from './fault.ts';
import { type Checkpoint, parseCheckpoint } from './note/checkpoint.ts';
import { parseNote } from './note/signed-note.ts';
import type { Trust } from './trust.ts';
import type { Signer, TimestampFinding, Verdict } from './verify-record.ts';

export interface AnchorVerdict {
  readonly verdict: Verdict;
  readonly fault?: FaultFinding;
  /** Of the outside log, or the witness. */
  readonly signers: readonly Signer[];
  readonly timestamp: TimestampFinding;
  readonly facts: {
    readonly origin: string | null;
    readonly size: number | null;
    readonly root: string | null;
    readonly anchoredIn: string;
    readonly anchoredAt: string | null;
  };
}

/** Proves, without network, that a state of a log was known outside, and since when. The file may come from an attacker. */
export async function verifyAnchor(file: AnchorFile, trust: Trust): Promise<AnchorVerdict> {
  let checkpoint: Checkpoint | undefined;
  let finding: AnchorFinding | undefined;
  const verdictOf = (verdict: Verdict, fault?: FaultFinding): AnchorVerdict => ({
    verdict,
    ...(fault && { fault }),
    signers: finding?.signers ?? [],
    timestamp: { state: 'none' },
    facts: {
      origin: checkpoint?.origin ?? null,
      size: checkpoint?.size ?? null,
      root: checkpoint === undefined ? null : bytesToHex(checkpoint.root),
      anchoredIn: file.in,
      anchoredAt: finding?.at.toISOString() ?? null,
    },
  });
  try {
    const note = parseNote(file.checkpoint);
    checkpoint = parseCheckpoint(note.text);
    finding = await VERIFY_ANCHOR[file.in](anchorDigest(note.text), file.proof, trust);
    return verdictOf(finding.isVouched ? 'proven' : 'consistent');
  } catch (error) {
    if (error instanceof Fault) return verdictOf('failed', error.finding);
    if (error instanceof ProofError)
      return verdictOf('failed', new Fault('checkpoint', 'checkpoint-malformed').finding);
    throw error;
  }
}
