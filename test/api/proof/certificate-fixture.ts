import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { canonicalText, type Json } from '../../../api/proof/canonical-json.ts';
import type { CertificateContent } from '../../../api/proof/certificate.ts';
import type { NoteSigner } from '../../../api/proof/note/signed-note.ts';
import type { DecisionRecord } from '../../../api/proof/records.ts';
import { createdOnOf, ownersOf } from '../../../api/registration/application-form.ts';
import { certificatePdf } from '../../../api/report/certificate-pdf.ts';
import type { Seal } from '../../../api/report/seal-pdf.ts';
import { EXAMPLES } from '../applications/office.ts';
import { proveRecord } from './receipt-fixture.ts';

export const ISSUED_AT = new Date('2026-05-04T03:02:01.000Z');
const { form } = EXAMPLES[0]!;

/** A certificate as a registry issues it, logged by `log` and sealed by `seal`. */
export async function makeCertificatePdf(
  log: NoteSigner,
  seal: Pick<Seal, 'signer' | 'stamp'>,
  changes: Partial<CertificateContent> = {},
): Promise<Uint8Array> {
  const registration: CertificateContent['registration'] = {
    number: '浙作登字-2026-00000012',
    kind: form.kind,
    title: form.title,
    owners: ownersOf(form).map(({ name, share }) => ({ name, share })),
    pictures: [{ role: 'flat-design', sha256: 'ab'.repeat(32) }],
    createdOn: createdOnOf(form),
    priorityOn: '2026-04-20',
    decidedOn: '2026-05-04',
    formSha256: createHash('sha256')
      .update(canonicalText(form as unknown as Json))
      .digest('hex'),
  };
  const record: DecisionRecord = {
    type: 'selvedge/decision/v1',
    application: 'AP-01JABCDEFGHJKMNPQRSTVWXYZ0',
    ordinal: 5,
    event: 'register',
    state: 'registered',
    at: ISSUED_AT.toISOString(),
    office: 'TN-01JABCDEFGHJKMNPQRSTVWXYZ0',
    reason: null,
    noteSha256: null,
    detailSha256: null,
    registration,
    entered: 'with-the-act',
  };
  const content: CertificateContent = {
    type: 'selvedge/certificate/v1',
    id: 'CE-01JABCDEFGHJKMNPQRSTVWXYZ0',
    kind: 'registration',
    issuedAt: ISSUED_AT.toISOString(),
    issuer: '浙江省版权局',
    registration,
    form: form as unknown as Record<string, unknown>,
    replaces: null,
    depositReference: null,
    verifyAt: 'https://patterns.example/#/verify/CE-01JABCDEFGHJKMNPQRSTVWXYZ0',
    proof: await proveRecord(record, log),
    ...changes,
  };
  const square = { width: 64, height: 64, channels: 3, background: '#8d2f23' } as const;
  const picture = await sharp({ create: square }).jpeg().toBuffer();
  return certificatePdf({ content, form, language: 'zh', picture, seal });
}
