import type { SimilarityReport } from '../proof/similarity-report.ts';
import { drawQr } from './draw-qr.ts';
import { drawRows, type Row, type RowArea } from './draw-rows.ts';
import { reportFont } from './font.ts';
import { INK, openPdf, type Pdf, QUIET } from './pdf.ts';
import { drawPanels, type ReportPicture } from './report-panels.ts';
import { criteriaRows, judgementRows, orderRows, processingRows, readingRows, recordRows } from './report-rows.ts';
import { REPORT_TEXTS } from './report-texts.ts';
import { type Seal, sealPdf } from './seal-pdf.ts';

/** Points, from the upper left. A4 is 595 × 842. */
const LEFT = 50;
const RIGHT = 545;
const TOP = 56;
const BOTTOM = 790;
const QR_SIZE = 84;
const FOOTER_TOP = 808;
const LABEL_WIDTH = 118;
const TEXT_SIZE = 9;

export interface ReportDrawing {
  readonly report: SimilarityReport;
  readonly language: 'zh' | 'en';
  /** By SHA-256, as far as they are there. */
  readonly pictures: ReadonlyMap<string, ReportPicture>;
  readonly seal: Pick<Seal, 'signer' | 'stamp'>;
  readonly at: Date;
}

/** A similarity report as PDF/A-3b with its JSON inside, sealed. */
export async function reportPdf({ report, language, pictures, seal, at }: ReportDrawing): Promise<Uint8Array> {
  const texts = REPORT_TEXTS[language];
  const { statement, verifyAt } = report.attestation;
  const title = texts.title[statement.kind];
  const pdf = openPdf({ title: `${title} ${statement.id}`, author: statement.issuer, language, createdAt: at });
  const page = new Page(pdf);
  drawHead(pdf, page, { title, id: statement.id, issuer: statement.issuer, meaning: texts.meaning, verifyAt });
  page.section(texts.section.order);
  page.rows(orderRows(report, language));
  const disputed = pictures.get(report.findings.disputed.picture.sha256);
  for (const listed of report.findings.records) {
    page.next();
    page.section(
      `${texts.section.comparison} ${listed.rank}${texts.colon}${reportFont().printable(listed.record.title)}`,
    );
    const record = pictures.get(listed.record.picture.sha256);
    if (disputed !== undefined && record !== undefined)
      page.y = drawPanels(pdf, listed, { disputed, record }, texts.panel, { left: LEFT, right: RIGHT, top: page.y });
    page.rows(recordRows(listed, report, language));
    page.section(texts.section.criteria);
    page.rows(criteriaRows(listed, language));
    const judgements = judgementRows(listed, report, language);
    if (judgements.length > 0) page.section(texts.section.judgements);
    page.rows(judgements);
  }
  page.next();
  page.section(texts.section.processing);
  page.rows(processingRows(report, language));
  page.section(texts.section.reading);
  page.rows(readingRows(report, language));
  drawFeet(pdf, `${title}  ${statement.id}`);
  pdf.file(Buffer.from(`${JSON.stringify(report)}\n`), {
    name: 'report.json',
    type: 'application/json',
    description: title,
    relationship: 'Data',
    creationDate: at,
    modifiedDate: at,
  } as PDFKit.Mixins.PDFAttachmentOptions);
  return sealPdf(pdf, { ...seal, name: statement.issuer, reason: title, at });
}

/** Where drawing goes on. */
class Page {
  readonly #pdf: Pdf;
  y = TOP;

  constructor(pdf: Pdf) {
    this.#pdf = pdf;
  }

  next(): void {
    this.#pdf.addPage();
    this.y = TOP;
  }

  section(title: string): void {
    if (this.y > BOTTOM - 80) this.next();
    this.#pdf
      .fontSize(12.5)
      .fillColor(INK)
      .text(title, LEFT, this.y + 8, { width: RIGHT - LEFT });
    this.y = this.#pdf.y + 6;
  }

  rows(rows: readonly Row[]): void {
    const area: RowArea = {
      left: LEFT,
      right: RIGHT,
      labelWidth: LABEL_WIDTH,
      size: TEXT_SIZE,
      bottom: () => BOTTOM,
      nextPage: () => {
        this.#pdf.addPage();
        return TOP;
      },
    };
    this.y = drawRows(this.#pdf, rows, this.y, area);
  }
}

interface Head {
  readonly title: string;
  readonly id: string;
  readonly issuer: string;
  readonly meaning: string;
  readonly verifyAt: string;
}

function drawHead(pdf: Pdf, page: Page, { title, id, issuer, meaning, verifyAt }: Head): void {
  const width = RIGHT - LEFT - QR_SIZE - 20;
  pdf.fontSize(11).fillColor(QUIET).text(reportFont().printable(issuer), LEFT, TOP, { width });
  pdf
    .fontSize(21)
    .fillColor(INK)
    .text(title, LEFT, pdf.y + 4, { width });
  pdf.fontSize(11).text(id, LEFT, pdf.y + 4, { width });
  pdf
    .fontSize(9)
    .fillColor(QUIET)
    .text(meaning, LEFT, pdf.y + 6, { width, lineGap: 2 });
  const end = pdf.y;
  drawQr(pdf, verifyAt, RIGHT - QR_SIZE, TOP, QR_SIZE);
  page.y = Math.max(end, TOP + QR_SIZE) + 6;
}

function drawFeet(pdf: Pdf, text: string): void {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page);
    pdf
      .fontSize(7.5)
      .fillColor(QUIET)
      .text(`${text}  ${page + 1} / ${count}`, LEFT, FOOTER_TOP, { width: RIGHT - LEFT, align: 'center' });
  }
}
