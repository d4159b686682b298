import { z } from 'zod';
import { CERTIFICATE_STATUSES } from '../proof/certificate.ts';
import { reportIdSchema, supersededSchema } from './report.ts';

export const certificateIdSchema = z.string().regex(/^CE-[0-9A-HJKMNP-TV-Z]{26}$/);
export const certificateLanguageSchema = z.enum(['zh', 'en']);

const kindSchema = z
  .enum(['registration', 'filing', 'pre-registration'])
  .describe('`filing`: of a folk work, which is filed and not authored by anybody.');

export const issuedCertificateSchema = z.object({
  id: certificateIdSchema,
  kind: kindSchema,
  language: certificateLanguageSchema,
  sha256: z.string().describe('Of the file.'),
  issuedAt: z.iso.datetime(),
  replaces: certificateIdSchema.nullable().describe('The certificate that this one takes the place of.'),
});

export type IssuedCertificate = z.infer<typeof issuedCertificateSchema>;

const verifiedCertificateSchema = z.object({
  id: certificateIdSchema,
  kind: kindSchema,
  language: certificateLanguageSchema,
  sha256: z.string(),
  issuedAt: z.iso.datetime(),
  status: z
    .enum(CERTIFICATE_STATUSES)
    .describe(
      '`reissued`: another copy takes its place, what it says is in force; `superseded`: what it says has changed; `revoked`: the registration was cancelled.',
    ),
  since: z.iso.datetime().nullable(),
  replacedBy: certificateIdSchema.nullable(),
});

const registrationVerificationSchema = z.object({
  found: z.enum(['certificate', 'registration', 'picture']),
  registration: z.object({
    application: z.string(),
    number: z.string(),
    kind: z.string(),
    title: z.string(),
    owners: z.array(z.string()),
    state: z.string(),
    decidedOn: z.iso.date().nullable(),
  }),
  certificate: verifiedCertificateSchema.nullable().describe('The certificate that was shown; null where none was.'),
  certificates: z.array(verifiedCertificateSchema).describe('All that were issued, oldest first.'),
});
export type RegistrationVerification = z.infer<typeof registrationVerificationSchema>;

const verifiedDepositCertificateSchema = verifiedCertificateSchema
  .omit({ kind: true })
  .extend({ status: z.enum(['valid', 'reissued']).describe('`reissued`: another copy takes its place.') });

const depositVerificationSchema = z.object({
  found: z.enum(['deposit-certificate', 'deposit']),
  deposit: z.object({
    id: z.string(),
    kind: z
      .enum(['sealed', 'open'])
      .describe(
        '`sealed`: the registry has seen the commitment alone, and compared nothing. `open`: it has the picture.',
      ),
    depositedAt: z.iso.datetime(),
    account: z.string().nullable().describe('As the certificate names it; null where the number alone was shown.'),
    commitment: z.string().nullable().describe('Of a sealed deposit.'),
    sha256: z
      .string()
      .nullable()
      .describe(
        'Of the picture of an open deposit, as the certificate names it; null where the number alone was shown.',
      ),
    registrations: z.array(z.string()).describe('Numbers of the registrations in force that name the deposit (双证).'),
  }),
  certificate: verifiedDepositCertificateSchema
    .nullable()
    .describe('The certificate that was shown; null where none was.'),
  certificates: z.array(verifiedDepositCertificateSchema).describe('All that were issued, oldest first.'),
});
export type DepositVerification = z.infer<typeof depositVerificationSchema>;

const reportVerificationSchema = z.object({
  found: z.literal('report'),
  report: z.object({
    id: reportIdSchema,
    kind: z.enum(['report', 'counter-report']),
    orderedAt: z.iso.datetime(),
    findingsSha256: z.string(),
    superseded: supersededSchema.nullable(),
    replacedBy: z.array(reportIdSchema).describe('Reports that were ordered in its place.'),
    counteredBy: z.array(reportIdSchema).describe('Reports that others ordered from the same inputs.'),
  }),
});
export type ReportVerification = z.infer<typeof reportVerificationSchema>;

export const verificationSchema = z.discriminatedUnion('found', [
  registrationVerificationSchema,
  depositVerificationSchema,
  reportVerificationSchema,
]);
export type Verification = z.infer<typeof verificationSchema>;
/** Of what certificates are issued of. */
export type CertifiedVerification = RegistrationVerification | DepositVerification;
