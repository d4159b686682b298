import { z } from 'zod';
import { LINK_KINDS } from '../registration/link-kinds.ts';
import { isCreditCode, isResidentId } from '../services/parties/identity-numbers.ts';
import { PARTY_KINDS } from '../store/parties/party-rows.ts';
import { accountIdSchema, partyIdSchema, personNameSchema, tenantIdSchema } from './account.ts';

const idOf = (prefix: string) => z.string().regex(new RegExp(`^${prefix}-[0-9A-HJKMNP-TV-Z]{26}$`));
export const documentIdSchema = idOf('DC');
export const attorneyIdSchema = idOf('PA');
export const linkIdSchema = idOf('LK');

export const creditCodeSchema = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isCreditCode, 'is no unified social credit code (GB 32100): 18 signs, the last a check sign')
  .describe('统一社会信用代码, GB 32100-2015.');
export const residentIdSchema = z
  .string()
  .trim()
  .toUpperCase()
  .refine(
    (id) => isResidentId(id, new Date()),
    'is no resident identity number (GB 11643): 18 signs, the last a check sign',
  )
  .describe('公民身份号码, GB 11643-1999; kept sealed.');

export const regionSchema = z
  .string()
  .regex(/^[1-9][0-9]$/)
  .describe('Province, first two digits of GB/T 2260.');

export const newPartySchema = z
  .strictObject({
    kind: z.enum(PARTY_KINDS),
    name: personNameSchema,
    tenant: tenantIdSchema.describe('The office that reviews its identity.'),
    region: regionSchema.nullable().default(null),
    creditCode: creditCodeSchema.nullable().default(null),
    residentId: residentIdSchema.nullable().default(null),
  })
  .refine(({ kind, creditCode }) => kind !== 'person' || creditCode === null, {
    path: ['creditCode'],
    message: 'is of firms and workstations',
  })
  .refine(({ kind, residentId }) => kind === 'person' || residentId === null, {
    path: ['residentId'],
    message: 'is of persons',
  });

export const partySchema = z.object({
  id: partyIdSchema,
  kind: z.enum(PARTY_KINDS),
  name: z.string().nullable(),
  tenant: tenantIdSchema,
  region: z.string().nullable(),
  creditCode: z.string().nullable(),
  verification: z.enum(['unverified', 'pending', 'verified', 'refused']),
});

export const documentSchema = z.object({
  id: documentIdSchema,
  purpose: z.enum(['identity', 'power-of-attorney']),
  file: z.string(),
  sha256: z.string(),
  byteLength: z.int(),
  addedAt: z.iso.datetime(),
});

export const attorneySchema = z.object({
  id: attorneyIdSchema,
  principal: partyIdSchema,
  agent: partyIdSchema,
  document: documentIdSchema,
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
});

export const partyFileSchema = partySchema.extend({
  /** Last four signs of a person's number, for whoever reviews it. */
  residentIdEnd: z.string().nullable(),
  members: z.array(z.object({ account: accountIdSchema, name: z.string().nullable(), manages: z.boolean() })),
  documents: z.array(documentSchema),
  /** Given by the party, and held by it. */
  attorneys: z.array(attorneySchema.extend({ principalName: z.string().nullable(), agentName: z.string().nullable() })),
});

export type PartyFileView = z.infer<typeof partyFileSchema>;

export const linkSchema = z.object({
  id: linkIdSchema,
  party: partyIdSchema,
  /** Null where the account may not read the party, or its name was erased. */
  partyName: z.string().nullable(),
  kind: z.enum(LINK_KINDS),
  note: z.string().nullable(),
  declaredAt: z.iso.datetime(),
});
export type LinkView = z.infer<typeof linkSchema>;
