import type { CertificateContent } from '../proof/certificate.ts';
import type { ApplicationForm } from '../registration/application-form.ts';
import { dateInChina } from '../registration/calendar/dates.ts';
import { certificateRows } from './certificate-rows.ts';
import { CERTIFICATE_TEXTS, type CertificateTexts } from './certificate-texts.ts';
import { drawQr } from './draw-qr.ts';
import { drawRows, type RowArea } from './draw-rows.ts';
import { reportFont } from './font.ts';
import { INK, LINE, openPdf, type Pdf, QUIET } from './pdf.ts';
import { type Seal, sealPdf } from './seal-pdf.ts';

/** Points, from the upper left. A4 is 595 × 842. */
const LEFT = 56;
const RIGHT = 539;
const WIDTH = RIGHT - LEFT;
const HEAD_TOP = 60;
const PICTURE = { width: 260, height: 165 };
const FIRST_PAGE_BOTTOM = 684;
const NEXT_PAGE_TOP = 64;
const NEXT_PAGE_BOTTOM = 780;
const FOOT_TOP = 690;
const QR_SIZE = 92;
const FOOTER_TOP = 802;
const LABEL_WIDTH = 112;

export interface CertificateDrawing {
  readonly content: CertificateContent;
  readonly form: ApplicationForm;
  readonly language: 'zh' | 'en';
  /** JPEG of the design. */
  readonly picture: Buffer | undefined;
  readonly seal: Pick<Seal, 'signer' | 'stamp'>;
}

/** The certificate as PDF/A-3b with its twin inside, sealed. */
export async function certificatePdf({
  content,
  form,
  language,
  picture,
  seal,
}: CertificateDrawing): Promise<Uint8Array> {
  const texts = CERTIFICATE_TEXTS[language];
  const title = texts.title[content.kind];
  const at = new Date(content.issuedAt);
  const pdf = openPdf({
    title: `${title} ${content.registration.number}`,
    author: content.issuer,
    language,
    createdAt: at,
  });
  const rows = certificateRows(content, form, texts);
  const belowHead = drawHead(pdf, content, texts);
  const belowPicture = picture === undefined ? belowHead : drawPicture(pdf, picture, belowHead);
  drawRows(pdf, rows, belowPicture, rowArea(pdf));
  drawFeet(pdf, content, texts);
  pdf.file(Buffer.from(`${JSON.stringify(content, null, 2)}\n`), {
    name: 'certificate.json',
    type: 'application/json',
    description: title,
    relationship: 'Data',
    creationDate: at,
    modifiedDate: at,
    // PDF/A-3 wants to know what the file is to the document; the types do not have it yet.
  } as PDFKit.Mixins.PDFAttachmentOptions);
  return sealPdf(pdf, { ...seal, name: content.issuer, reason: title, at });
}

function drawHead(pdf: Pdf, content: CertificateContent, texts: CertificateTexts): number {
  const { printable } = reportFont();
  const centred = { width: WIDTH, align: 'center' } as const;
  pdf
    .rect(LEFT - 24, 32, WIDTH + 48, 786)
    .lineWidth(0.8)
    .stroke(LINE);
  pdf.fontSize(12).fillColor(QUIET).text(printable(content.issuer), LEFT, HEAD_TOP, centred);
  pdf
    .fontSize(24)
    .fillColor(INK)
    .text(texts.title[content.kind], LEFT, pdf.y + 6, centred);
  pdf.fontSize(12).text(`${texts.label.number}  ${content.registration.number}`, LEFT, pdf.y + 6, centred);
  pdf
    .fontSize(9.5)
    .fillColor(QUIET)
    .text(texts.meaning[content.kind], LEFT, pdf.y + 8, { ...centred, lineGap: 2 });
  return pdf.y + 10;
}

function drawPicture(pdf: Pdf, picture: Buffer, top: number): number {
  const left = LEFT + (WIDTH - PICTURE.width) / 2;
  pdf.image(picture, left, top, { fit: [PICTURE.width, PICTURE.height], align: 'center', valign: 'center' });
  return top + PICTURE.height + 12;
}

function rowArea(pdf: Pdf): RowArea {
  let isFirst = true;
  return {
    left: LEFT,
    right: RIGHT,
    labelWidth: LABEL_WIDTH,
    size: 9.5,
    bottom: () => (isFirst ? FIRST_PAGE_BOTTOM : NEXT_PAGE_BOTTOM),
    nextPage() {
      isFirst = false;
      pdf.addPage();
      return NEXT_PAGE_TOP;
    },
  };
}

/** Seal, date and QR code on the first page, and a line at the foot of every page. */
function drawFeet(pdf: Pdf, content: CertificateContent, texts: CertificateTexts): void {
  const { printable } = reportFont();
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page);
    const foot = count === 1 ? texts.footer : `${texts.footer}  ${texts.page(page + 1, count)}`;
    pdf
      .fontSize(7.5)
      .fillColor(QUIET)
      .text(foot, LEFT - 20, FOOTER_TOP, { width: WIDTH + 40, align: 'center' });
  }
  pdf.switchToPage(0);
  const seal = `${texts.sealedBy(printable(content.issuer))}\n${texts.label.issued}  ${dateInChina(new Date(content.issuedAt))}\n${content.id}`;
  pdf
    .fontSize(10)
    .fillColor(INK)
    .text(seal, LEFT, FOOT_TOP + 22, { width: WIDTH - QR_SIZE - 24, lineGap: 4 });
  drawQr(pdf, content.verifyAt, RIGHT - QR_SIZE, FOOT_TOP - 6, QR_SIZE);
  pdf
    .fontSize(8)
    .fillColor(QUIET)
    .text(texts.verify, RIGHT - QR_SIZE, FOOT_TOP + QR_SIZE - 8, { width: QR_SIZE, align: 'center' });
}
