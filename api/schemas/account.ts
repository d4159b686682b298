import { z } from 'zod';
import { LANGUAGES } from '../config/settings.ts';
import { PARTY_ROLES, STAFF_ROLES } from '../services/access/roles.ts';
import { WITHOUT_CONTROL_CHARACTERS } from './pattern.ts';

const ULID = '[0-9A-HJKMNP-TV-Z]{26}';
export const accountIdSchema = z.string().regex(new RegExp(`^AC-${ULID}$`));
export const tenantIdSchema = z.string().regex(new RegExp(`^TN-${ULID}$`));
export const partyIdSchema = z.string().regex(new RegExp(`^PT-${ULID}$`));

export const emailSchema = z.email().max(254);
export const personNameSchema = z.string().trim().min(1).max(100).regex(WITHOUT_CONTROL_CHARACTERS);
/** Any characters, spaces included; its rules are the service's, which says which one is broken. */
export const passwordSchema = z.string().min(1).max(1_000);
export const languageSchema = z.enum(LANGUAGES);

export const staffGrantSchema = z.object({
  role: z.enum(STAFF_ROLES),
  /** The office it holds in; null: in every one. */
  tenant: tenantIdSchema.nullable(),
});

/** What the person who asks is, as far as the pages need it. */
export const sessionSchema = z.discriminatedUnion('signedIn', [
  z.object({ signedIn: z.literal(false) }),
  z.object({
    signedIn: z.literal(true),
    account: z.object({
      id: accountIdSchema,
      email: z.string(),
      name: z.string(),
      language: languageSchema,
      tenant: tenantIdSchema.nullable(),
    }),
    staff: z.array(staffGrantSchema),
    parties: z.array(z.object({ party: partyIdSchema, role: z.enum(PARTY_ROLES), manages: z.boolean() })),
    secondFactor: z.object({
      /** In this session; until then staff roles do not count. */
      shown: z.boolean(),
    }),
  }),
]);
export type SessionView = z.infer<typeof sessionSchema>;
