import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from './bytes.ts';
import { opens } from './commitment.ts';
import type { LoggedDeposit, Receipt } from './deposit.ts';
import { Fault, type FaultFinding } from './fault.ts';
import { fromHex } from './log-entry.ts';
import type { LoggedOpenDeposit, OpenReceipt } from './open-deposit.ts';
import type { Trust } from './trust.ts';
import {
  NOTHING_FOUND,
  type RecordFindings,
  type Signer,
  type TimestampFinding,
  type Verdict,
  verifyRecord,
} from './verify-record.ts';

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
    /** As he calls himself; null in an open deposit, which names the account alone. */
    readonly depositor: string | null;
    readonly account: string | null;
    readonly at: string | null;
    readonly origin: string | null;
    readonly index: number | null;
  };
}

interface Claim {
  readonly sha256: string;
  readonly bytes: number;
  readonly depositor: string | null;
}

interface Evidence {
  readonly file?: Uint8Array | undefined;
  readonly trust: Trust;
}

/**
 * Proves, without network, that the file was deposited by whom and when the receipt says. Receipt and file may come from an
 * attacker; what is believed in the end rests on `trust` alone.
 */
export function verifyReceipt(receipt: Receipt, evidence: Evidence): Promise<ReceiptVerdict> {
  const { logged, sealed } = receipt;
  return judge(sealed.record, logged, evidence, () => logged !== null && checkCommitment(receipt, logged));
}

/** The same of an open deposit, whose record in the log names the file itself. */
export function verifyOpenReceipt({ logged }: OpenReceipt, evidence: Evidence): Promise<ReceiptVerdict> {
  const { sha256, bytes } = logged.record;
  return judge({ sha256, bytes, depositor: null }, logged, evidence);
}

/** `checkClaim`: throws Fault where what is claimed is not what the record in the log is about. */
async function judge(
  { sha256: digest, bytes, depositor }: Claim,
  logged: LoggedDeposit | LoggedOpenDeposit | null,
  { file, trust }: Evidence,
  checkClaim: () => void = () => undefined,
): Promise<ReceiptVerdict> {
  const findings: RecordFindings = { ...NOTHING_FOUND };
  const verdictOf = (verdict: Verdict, fault?: ReceiptVerdict['fault']): ReceiptVerdict => ({
    verdict,
    ...(fault && { fault }),
    fileCompared: file !== undefined,
    signers: findings.signers,
    timestamp: findings.timestamp,
    facts: {
      sha256: digest,
      bytes,
      depositor,
      account: logged?.record.account ?? null,
      at: logged?.record.at ?? null,
      origin: findings.origin,
      index: logged?.index ?? null,
    },
  });
  try {
    if (logged === null) throw new Fault('complete', 'receipt-incomplete');
    if (file !== undefined && (file.length !== bytes || bytesToHex(sha256(file)) !== digest))
      throw new Fault('file', 'file-differs');
    checkClaim();
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
