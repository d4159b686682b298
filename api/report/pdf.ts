import PDFDocument from 'pdfkit';
import { reportFont } from './font.ts';

export type Pdf = PDFKit.PDFDocument;

export interface PdfOptions {
  readonly title: string;
  readonly author: string;
  readonly language: 'zh' | 'en';
  readonly createdAt: Date;
}

export const INK = '#1b1b18';
export const QUIET = '#5c5a52';
export const LINE = '#b9b5a8';
export const FONT = 'text';

/** An A4 document for the archive: PDF/A-3b (ISO 19005-3), sRGB, the font embedded. Nothing is on it yet. */
export function openPdf({ title, author, language, createdAt }: PdfOptions): Pdf {
  const font = reportFont();
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    // Pages stay open until the end: each says how many there are.
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/A-3b',
    lang: language === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
    // The font that pdfkit starts with is one that it would not embed.
    font: Buffer.from(font.bytes) as unknown as string,
    info: {
      Title: title,
      Author: author,
      Creator: 'Selvedge',
      Producer: 'Selvedge',
      CreationDate: createdAt,
      ModDate: createdAt,
    },
  });
  pdf.registerFont(FONT, Buffer.from(font.bytes));
  return pdf.font(FONT).fillColor(INK);
}

/** Whatever is drawn, as one file. */
export function bytesOf(pdf: Pdf): Promise<Uint8Array> {
  return new Promise((done, failed) => {
    const parts: Buffer[] = [];
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => done(new Uint8Array(Buffer.concat(parts))));
    pdf.on('error', failed);
    pdf.end();
  });
}
