import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { bytesToHex } from './bytes.ts';
import { commit, makeSalt } from './commitment.ts';
import { provenRecordSchema } from './proven-record.ts';

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
/** What the depositor alone knows, and shows when he wants to prove something. */
export const sealedFileSchema = z.strictObject({
  type: z.literal('selvedge/sealed-file/v1'),
  sha256: hex32,
  bytes: z.number().int().min(0),
  /** As the depositor calls himself. */
  depositor: z.string().min(1).max(200),
});
export type SealedFile = z.infer<typeof sealedFileSchema>;

/** What the registry enters into its log: who handed in which commitment, and when. */
export const depositRecordSchema = z.strictObject({
  type: z.literal('selvedge/deposit/v1'),
  /** `sealed`: the registry has seen the commitment alone, and compared nothing. */
  kind: z.literal('sealed'),
  id: z.string().max(64),
  algorithm: z.literal('sha256-salted-v1'),
  commitment: hex32,
  /** Account that was signed in. */
  account: z.string().max(200),
  at: z.iso.datetime(),
});
export type DepositRecord = z.infer<typeof depositRecordSchema>;

/** The registry's part of a receipt. */
export const loggedDepositSchema = provenRecordSchema(depositRecordSchema);
export type LoggedDeposit = z.infer<typeof loggedDepositSchema>;

/** The file that the depositor keeps. Without it nothing can be proved, by nobody. */
export const receiptSchema = z.strictObject({
  type: z.literal('selvedge/deposit-receipt/v1'),
  sealed: z.strictObject({ record: sealedFileSchema, salt: hex32 }),
  /** Null until the registry has answered. */
  logged: loggedDepositSchema.nullable(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** A receipt for a file that nothing was sent of yet, with a fresh salt. */
export function sealFile(file: Uint8Array, depositor: string): Receipt {
  const record: SealedFile = {
    type: 'selvedge/sealed-file/v1',
    sha256: bytesToHex(sha256(file)),
    bytes: file.length,
    depositor,
  };
  return {
    type: 'selvedge/deposit-receipt/v1',
    sealed: { record, salt: bytesToHex(makeSalt()) },
    logged: null,
  };
}

/** What of a sealed file is sent: 32 bytes, in hexadecimal, that say nothing of it. */
export function commitmentOf({ sealed }: Receipt): string {
  return bytesToHex(
    commit(
      sealed.record,
      Uint8Array.from(sealed.salt.match(/../g)!, (pair) => Number.parseInt(pair, 16)),
    ),
  );
}
