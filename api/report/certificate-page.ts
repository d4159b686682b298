import { dateInChina } from '../registration/calendar/dates.ts';
import { drawQr } from './draw-qr.ts';
import { drawRows, type Row, type RowArea } from './draw-rows.ts';
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

/** What every certificate has, whatever it certifies. */
export interface CertificatePage {
  readonly language: 'zh' | 'en';
  readonly title: string;
  /** Below the title: what it is the certificate of. */
  readonly subject: string;
  /** What the certificate is, and what it is not. */
  readonly meaning: string;
  readonly rows: readonly Row[];
  /** JPEG. */
  readonly picture: Buffer | undefined;
  readonly id: string;
  readonly issuer: string;
  readonly issuedAt: string;
  /** Where the QR code leads, and what stands below it. */
  readonly verifyAt: string;
  readonly verify: string;
  /** Lines beside the code. */
  readonly signature: string;
  readonly footer: string;
  readonly pageOf: (page: number, pages: number) => string;
  /** What the certificate says to programs: certificate.json inside it. */
  readonly twin: unknown;
  readonly seal: Pick<Seal, 'signer' | 'stamp'>;
}

/** A certificate as PDF/A-3b with its twin inside, sealed. */
export async function certificatePagePdf(page: CertificatePage): Promise<Uint8Array> {
  const { title, subject, issuer, language, rows, picture, twin, seal } = page;
  const at = new Date(page.issuedAt);
  const pdf = openPdf({ title: `${title} ${subject}`, author: issuer, language, createdAt: at });
  const belowHead = drawHead(pdf, page);
  const belowPicture = picture === undefined ? belowHead : drawPicture(pdf, picture, belowHead);
  drawRows(pdf, rows, belowPicture, rowArea(pdf));
  drawFeet(pdf, page);
  pdf.file(Buffer.from(`${JSON.stringify(twin, null, 2)}\n`), {
    name: 'certificate.json',
    type: 'application/json',
    description: title,
    relationship: 'Data',
    creationDate: at,
    modifiedDate: at,
    // PDF/A-3 wants to know what the file is to the document; the types do not have it yet.
  } as PDFKit.Mixins.PDFAttachmentOptions);
  return sealPdf(pdf, { ...seal, name: issuer, reason: title, at });
}

function drawHead(pdf: Pdf, { issuer, title, subject, meaning }: CertificatePage): number {
  const { printable } = reportFont();
  const centred = { width: WIDTH, align: 'center' } as const;
  pdf
    .rect(LEFT - 24, 32, WIDTH + 48, 786)
    .lineWidth(0.8)
    .stroke(LINE);
  pdf.fontSize(12).fillColor(QUIET).text(printable(issuer), LEFT, HEAD_TOP, centred);
  pdf
    .fontSize(24)
    .fillColor(INK)
    .text(title, LEFT, pdf.y + 6, centred);
  pdf.fontSize(12).text(subject, LEFT, pdf.y + 6, centred);
  pdf
    .fontSize(9.5)
    .fillColor(QUIET)
    .text(meaning, LEFT, pdf.y + 8, { ...centred, lineGap: 2 });
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
function drawFeet(pdf: Pdf, { footer, pageOf, signature, verifyAt, verify }: CertificatePage): void {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page);
    const foot = count === 1 ? footer : `${footer}  ${pageOf(page + 1, count)}`;
    pdf
      .fontSize(7.5)
      .fillColor(QUIET)
      .text(foot, LEFT - 20, FOOTER_TOP, { width: WIDTH + 40, align: 'center' });
  }
  pdf.switchToPage(0);
  pdf
    .fontSize(10)
    .fillColor(INK)
    .text(signature, LEFT, FOOT_TOP + 22, { width: WIDTH - QR_SIZE - 24, lineGap: 4 });
  drawQr(pdf, verifyAt, RIGHT - QR_SIZE, FOOT_TOP - 6, QR_SIZE);
  pdf
    .fontSize(8)
    .fillColor(QUIET)
    .text(verify, RIGHT - QR_SIZE, FOOT_TOP + QR_SIZE - 8, { width: QR_SIZE, align: 'center' });
}

/** Who seals, when it was issued, and its id. */
export function signatureOf(
  sealedBy: string,
  issued: string,
  { id, issuedAt }: { readonly id: string; readonly issuedAt: string },
): string {
  return `${sealedBy}\n${issued}  ${dateInChina(new Date(issuedAt))}\n${id}`;
}
