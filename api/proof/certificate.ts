import { z } from 'zod';
import { depositRecordSchema } from './deposit.ts';
import { openDepositRecordSchema } from './open-deposit.ts';
import { provenRecordSchema } from './proven-record.ts';
import { decisionRecordSchema, loggedRegistrationSchema } from './records.ts';

/**
 * What a certificate says, as a file inside its PDF for programs to read. `registration`: of a work. `filing`: of a folk work, which is
 * filed and not authored by anybody. `pre-registration`: of a date.
 */
export const certificateSchema = z.strictObject({
  type: z.literal('selvedge/certificate/v1'),
  id: z.string().max(64),
  kind: z.enum(['registration', 'filing', 'pre-registration']),
  issuedAt: z.iso.datetime(),
  /** The office that issues it. */
  issuer: z.string().max(200),
  registration: loggedRegistrationSchema,
  /** The form as it is recorded; its digest is in the registration. */
  form: z.record(z.string(), z.unknown()),
  /** The certificate that this one takes the place of. */
  replaces: z.string().max(64).nullable(),
  /** The deposit that the applicant named (双证): each of the two is valid alone. */
  depositReference: z.string().max(200).nullable(),
  verifyAt: z.string().max(400),
  proof: provenRecordSchema(decisionRecordSchema),
});
export type CertificateContent = z.infer<typeof certificateSchema>;

/** What the certificate of a sealed deposit says: nothing of the file, which the registry never saw. */
export const depositCertificateSchema = z.strictObject({
  type: z.literal('selvedge/deposit-certificate/v1'),
  id: z.string().max(64),
  issuedAt: z.iso.datetime(),
  issuer: z.string().max(200),
  /** In force when it was issued, naming this deposit, by a party that the depositor belongs to (双证): each of the two is valid alone. */
  registrations: z.array(z.strictObject({ number: z.string().max(100), application: z.string().max(64) })).max(100),
  verifyAt: z.string().max(400),
  proof: provenRecordSchema(depositRecordSchema),
});
export type DepositCertificateContent = z.infer<typeof depositCertificateSchema>;

/** What the certificate of an open deposit says: the registry has the picture, and has compared it. */
export const openDepositCertificateSchema = depositCertificateSchema.extend({
  type: z.literal('selvedge/open-deposit-certificate/v1'),
  proof: provenRecordSchema(openDepositRecordSchema),
});
export type OpenDepositCertificateContent = z.infer<typeof openDepositCertificateSchema>;

/**
 * What a certificate is worth now. `reissued`: another copy takes its place, what it says is in force. `superseded`: what it says has
 * changed since. `revoked`: the registration was cancelled. `expired`, `lapsed`: it ended by time. `converted`: a pre-registration was
 * taken up by a registration.
 */
export const CERTIFICATE_STATUSES = [
  'valid',
  'reissued',
  'superseded',
  'revoked',
  'expired',
  'lapsed',
  'converted',
] as const;
export type CertificateStatus = (typeof CERTIFICATE_STATUSES)[number];
