import { z } from 'zod';
import { provenRecordSchema } from './proven-record.ts';

const count = z.number().int().min(0);

/** What the registry enters into its log of a picture that was handed in: the entry is a salted commitment, which discloses none of it. */
export const openDepositRecordSchema = z.strictObject({
  type: z.literal('selvedge/open-deposit/v1'),
  /** `open`: the registry has the picture, and has compared it. */
  kind: z.literal('open'),
  id: z.string().max(64),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: count,
  /** Account that was signed in. */
  account: z.string().max(200),
  at: z.iso.datetime(),
  /** What the depositor was told of earlier patterns. */
  check: z.strictObject({
    grade: z.string().max(40),
    worksSearched: count,
    libraryPosition: count,
    /** Of the rule file that the grade follows. */
    rules: z.string().max(100),
  }),
});
export type OpenDepositRecord = z.infer<typeof openDepositRecordSchema>;

export const loggedOpenDepositSchema = provenRecordSchema(openDepositRecordSchema);
export type LoggedOpenDeposit = z.infer<typeof loggedOpenDepositSchema>;

/** The file that the depositor keeps: with the picture it proves what was deposited, when and by whom. It can be fetched again. */
export const openReceiptSchema = z.strictObject({
  type: z.literal('selvedge/open-deposit-receipt/v1'),
  logged: loggedOpenDepositSchema,
});
export type OpenReceipt = z.infer<typeof openReceiptSchema>;

export const openReceiptOf = (logged: LoggedOpenDeposit): OpenReceipt => ({
  type: 'selvedge/open-deposit-receipt/v1',
  logged,
});
