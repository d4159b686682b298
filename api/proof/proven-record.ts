import { z } from 'zod';

const pathSchema = z.array(z.string().max(44)).max(48);

/** A time on a state of the log that has the record, by an authority of RFC 3161; or that it is still asked for. */
export const stampSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('stamped'),
    /** Signed note: the very text that the token is on. */
    checkpoint: z.string().max(100_000),
    /** From the record up to the root of that state. */
    path: pathSchema,
    /** DER, base64. */
    token: z.string().max(100_000),
  }),
  z.strictObject({
    state: z.literal('queued'),
    /** Who is asked, as often as it takes. */
    authority: z.string().max(300),
  }),
]);
export type Stamp = z.infer<typeof stampSchema>;

/** What shows a record of ours to be in the log: it opens the entry, and leads from there to a signed state. */
export const provenRecordSchema = <Record extends z.ZodType>(record: Record) =>
  z.strictObject({
    record,
    salt: z.string().regex(/^[0-9a-f]{64}$/),
    index: z
      .number()
      .int()
      .min(0)
      .max(2 ** 48),
    path: pathSchema,
    /** Signed note, cosignatures included. */
    checkpoint: z.string().max(100_000),
    /** Keys of the log as the registry itself states them: to tell a proof that is merely consistent, not to be believed. */
    statedKeys: z.array(z.string().max(300)).max(100),
    /** Absent in proofs that are older than timestamps. */
    timestamp: stampSchema.optional(),
  });

export type ProvenRecord<Record> = Omit<z.infer<ReturnType<typeof provenRecordSchema<z.ZodUnknown>>>, 'record'> & {
  readonly record: Record;
};
