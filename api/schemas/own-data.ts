import { z } from 'zod';
import { evidenceRecordSchema } from '../proof/evidence.ts';
import { typedFormSchema } from './application.ts';

const instant = z.iso.datetime();

/** What somebody takes along of what the registry holds of him. */
export const ownDataSchema = z.object({
  format: z.literal('selvedge-own-data'),
  formatVersion: z.literal(1),
  exportedAt: instant,
  account: z.string(),
  applications: z.array(
    z.object({
      id: z.string(),
      state: z.string(),
      number: z.string().nullable(),
      form: typedFormSchema,
      pictures: z.array(z.object({ ordinal: z.int(), sha256: z.string(), role: z.string(), fileName: z.string() })),
      evidence: z.array(
        z.object({ id: z.string(), about: z.string(), title: z.string(), sha256: z.string(), fileName: z.string() }),
      ),
      events: z.array(
        z.object({
          at: instant,
          event: z.string(),
          state: z.string(),
          reason: z.string().nullable(),
          note: z.string().nullable(),
        }),
      ),
      title: z.array(z.unknown()),
    }),
  ),
  notifications: z.array(z.object({ at: instant, applicationId: z.string(), event: z.string(), state: z.string() })),
  deposits: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('sealed'), id: z.string(), at: instant, commitment: z.string() }),
      z.object({
        kind: z.literal('open'),
        id: z.string(),
        at: instant,
        sha256: z.string(),
        bytes: z.int(),
        record: z.string().describe('The record that was made of it in the library.'),
      }),
    ]),
  ),
  reports: z.array(
    z.object({
      id: z.string(),
      orderedAt: instant,
      grade: z.string(),
      findingsSha256: z.string(),
      counters: z.string().nullable(),
      replaces: z.string().nullable(),
    }),
  ),
  /** Evidence of suspected copies that one took or was handed. */
  captures: z.array(
    evidenceRecordSchema.pick({ id: true, at: true, way: true, operator: true, sha256: true, stated: true }),
  ),
});
