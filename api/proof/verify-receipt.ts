import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from './bytes.ts';
import { opens } from './commitment.ts';
import type { LoggedDeposit, Receipt } from './deposit.ts';
import { Fault, type FaultFinding } from './fault.ts';
import { fromHex } from './log-entry.ts';
import type { Trust } from './trust.ts';
import {
  NOTHING_FOUND,
  type RecordFindings,
  type Signer,
  type TimestampFinding,
  verifyRecord,
} from './verify-record.ts';

/**
 * `proven`: everything holds, by keys that are vouched for. `consistent`: everything fits together, but anyone could have made it with
 * keys of his own. `failed`: it does not hold.
 */
export type Verdict = 'proven' | 'consistent' | 'failed';

export interface ReceiptVerdict {
  readonly verdict: Verdict;
  readonly fault?: FaultFinding;
  /** False where no file was given: then only the digest in the receipt is proved to have been deposited. */
  readonly fileCompared: boolean;
  readonly signers: readonly Signer[];
  readonly timestamp: TimestampFinding;
  readonly facts: {
    readonly sha256: string;
    readonly bytes: number;
    readonly depositor: string;
    readonly account: string | null;
    readonly at: string | null;
    readonly origin: string | null;
    readonly index: number | null;
  };
}

/**
 * Proves, without network, that the file was deposited by whom and when the receipt says. Receipt and file may come from an
 * attacker; what is believed in the end rests on `trust` alone.
 */
export async function verifyReceipt(
  receipt: Receipt,
  { file, trust }: { readonly file?: Uint8Array | undefined; readonly trust: Trust },
): Promise<ReceiptVerdict> {
  const { record } = receipt.sealed;
  const findings: RecordFindings = { ...NOTHING_FOUND };
  const verdictOf = (verdict: Verdict, fault?: ReceiptVerdict['fault']): ReceiptVerdict => ({
    verdict,
    ...(fault && { fault }),
    fileCompared: file !== undefined,
    signers: findings.signers,
    timestamp: findings.timestamp,
    facts: {
      sha256: record.sha256,
      bytes: record.bytes,
      depositor: record.depositor,
      account: receipt.logged?.record.account ?? null,
      at: receipt.logged?.record.at ?? null,
      origin: findings.origin,
      index: receipt.logged?.index ?? null,
    },
  });
  try {
    const { logged } = receipt;
    if (logged === null) throw new Fault('complete', 'receipt-incomplete');
    if (file !== undefined && (file.length !== record.bytes || bytesToHex(sha256(file)) !== record.sha256))
      throw new Fault('file', 'file-differs');
    checkCommitment(receipt, logged);
    await verifyRecord(logged, { at: new Date(logged.record.at), trust, findings });
    return verdictOf(findings.isVouched ? 'proven' : 'consistent');
  } catch (error) {
    if (error instanceof Fault) return verdictOf('failed', error.finding);
    throw error;
  }
}

/** The commitment in the log is to this very record, with this very salt. */
function checkCommitment({ sealed }: Receipt, logged: LoggedDeposit): void {
  const commitment = fromHex(logged.record.commitment, 32);
  const salt = fromHex(sealed.salt, 32);
  if (commitment === undefined || salt === undefined || !opens(commitment, sealed.record, salt))
    throw new Fault('commitment', 'commitment-differs');
}
