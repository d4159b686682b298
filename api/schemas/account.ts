import { z } from 'zod';
import { LANGUAGES } from '../config/settings.ts';
import { PARTY_ROLES, STAFF_ROLES } from '../services/access/roles.ts';
import { DUTIES, PERSONAL_DATA } from '../services/accounts/erasure-statement.ts';
import { WITHOUT_CONTROL_CHARACTERS } from './pattern.ts';

const ULID = '[0-9A-HJKMNP-TV-Z]{26}';
export const accountIdSchema = z.string().regex(new RegExp(`^AC-${ULID}$`));
export const tenantIdSchema = z.string().regex(new RegExp(`^TN-${ULID}$`));
export const partyIdSchema = z.string().regex(new RegExp(`^PT-${ULID}$`));

/** RFC 5321, 4.5.3.1: the part before the @ has at most 64 octets. */
export const emailSchema = z
  .email()
  .max(254)
  .refine((address) => address.lastIndexOf('@') <= 64, 'no more than 64 characters before the @');
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
      totp: z.boolean(),
      passkeys: z.int(),
      /** Not yet used. */
      recoveryCodes: z.int(),
    }),
  }),
]);
export type SessionView = z.infer<typeof sessionSchema>;

export const apiKeyIdSchema = z.string().regex(new RegExp(`^KY-${ULID}$`));
export const apiKeySchema = z.object({
  id: apiKeyIdSchema,
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
});

/** Codes for the day on which the authenticator is lost; empty where there were some already. */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

/** What a browser's WebAuthn interface takes and gives, which a library of its own checks. */
export const webAuthnSchema = z.looseObject({});

export const erasureStatementSchema = z.object({
  erased: z.array(z.enum(PERSONAL_DATA)),
  kept: z.array(z.object({ what: z.enum(PERSONAL_DATA), why: z.enum(DUTIES) })),
});

export const listedAccountSchema = z.object({
  id: accountIdSchema,
  email: z.string().nullable(),
  name: z.string().nullable(),
  language: languageSchema,
  tenant: tenantIdSchema.nullable(),
  status: z.enum(['invited', 'active', 'disabled', 'erased']),
  createdAt: z.iso.datetime(),
  staff: z.array(staffGrantSchema),
});

const sideSchema = z.object({ id: z.string(), name: z.string().nullable() });
/** An account with every role that it has or had, for its administrator. */
export const accountFileSchema = listedAccountSchema.omit({ staff: true }).extend({
  grants: z.array(
    z.object({
      ...staffGrantSchema.shape,
      grantedAt: z.iso.datetime(),
      grantedBy: sideSchema,
      revokedAt: z.iso.datetime().nullable(),
      revokedBy: sideSchema.nullable(),
    }),
  ),
  /** Of somebody whose data were erased: when and why, and what was kept on what ground. */
  erasure: z
    .object({ at: z.iso.datetime(), reason: z.string().nullable(), ...erasureStatementSchema.shape })
    .nullable(),
});
export type AccountFileView = z.infer<typeof accountFileSchema>;

export const reasonSchema = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(WITHOUT_CONTROL_CHARACTERS)
  .describe('Why, for the audit trail.');

export const tenantSchema = z.object({
  id: tenantIdSchema,
  name: z.string(),
  /** Province, by the first two digits of GB/T 2260. */
  region: z.string().nullable(),
  contact: z.string(),
});
