import type { CertificateContent } from '../proof/certificate.ts';
import type { ApplicationForm } from '../registration/application-form.ts';
import { certificatePagePdf, signatureOf } from './certificate-page.ts';
import { certificateRows } from './certificate-rows.ts';
import { CERTIFICATE_TEXTS } from './certificate-texts.ts';
import { reportFont } from './font.ts';
import type { Seal } from './seal-pdf.ts';

export interface CertificateDrawing {
  readonly content: CertificateContent;
  readonly form: ApplicationForm;
  readonly language: 'zh' | 'en';
  /** JPEG of the design. */
  readonly picture: Buffer | undefined;
  readonly seal: Pick<Seal, 'signer' | 'stamp'>;
}

/** The certificate of a registration, filing or pre-registration. */
export function certificatePdf({ content, form, language, picture, seal }: CertificateDrawing): Promise<Uint8Array> {
  const texts = CERTIFICATE_TEXTS[language];
  const { kind, registration, issuer, id, issuedAt, verifyAt } = content;
  return certificatePagePdf({
    language,
    title: texts.title[kind],
    subject: `${texts.label.number}  ${registration.number}`,
    meaning: texts.meaning[kind],
    rows: certificateRows(content, form, texts),
    picture,
    id,
    issuer,
    issuedAt,
    verifyAt,
    verify: texts.verify,
    signature: signatureOf(texts.sealedBy(reportFont().printable(issuer)), texts.label.issued, content),
    footer: texts.footer,
    pageOf: texts.page,
    twin: content,
    seal,
  });
}
