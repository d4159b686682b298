import { z } from 'zod';
import { accountIdSchema } from './account.ts';
import { applicationIdSchema } from './application.ts';

const instant = z.iso.datetime();

export const opinionIdSchema = z.string().regex(/^OP-[0-9A-HJKMNP-TV-Z]{26}$/);

export const capacitySchema = z.enum(['expert-panel', 'lay-panel', 'technical-investigator', 'appraiser']);

export const advisersSchema = z.object({
  advisers: z.array(
    z.object({
      account: accountIdSchema,
      name: z.string().nullable(),
      /** Asked in this capacity already. */
      asked: z.boolean(),
      /** Tied to a party of the case, and so not to be asked (回避). */
      tied: z.boolean(),
    }),
  ),
});
export type AdvisersView = z.infer<typeof advisersSchema>;

export const opinionSummarySchema = z.object({
  opinions: z.array(
    z.object({
      id: opinionIdSchema,
      capacity: capacitySchema,
      account: z.string(),
      /** For staff and for oneself. */
      name: z.string().nullable(),
      invitedAt: instant,
      givenAt: instant.nullable(),
      conflict: z.boolean().nullable(),
      /** What ties them to a party; for staff and for oneself. */
      conflictNote: z.string().nullable(),
      vote: z.enum(['grant', 'refuse']).nullable(),
      statement: z.string().nullable(),
      /** Null where it was not given yet, or before opinions were signed. */
      signature: z
        .object({
          recordSha256: z.string().describe('Of the RFC 8785 text of the record that was signed.'),
          entry: z.int().nullable().describe('Place in the log; null for the moment until it is there.'),
          intact: z
            .boolean()
            .describe('Whether the opinion, and the checks beside it, are still those that were signed.'),
        })
        .nullable(),
    }),
  ),
  panels: z.record(
    z.enum(['expert-panel', 'lay-panel']),
    z.object({
      given: z.int(),
      votes: z.object({ grant: z.int(), refuse: z.int() }).nullable(),
      majorityShare: z.number().nullable(),
    }),
  ),
  alpha: z.number().nullable(),
});

export const awaitedOpinionsSchema = z.object({
  awaited: z.array(
    z.object({ applicationId: applicationIdSchema, title: z.string(), capacity: capacitySchema, invitedAt: instant }),
  ),
});
export type AwaitedOpinionsView = z.infer<typeof awaitedOpinionsSchema>;

export type OpinionSummaryView = z.infer<typeof opinionSummarySchema>;
