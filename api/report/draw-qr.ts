import encodeQR from 'qr';
import { INK, type Pdf } from './pdf.ts';

/** Draws the text as a QR code (ISO/IEC 18004, error correction M), `sizePt` wide with its quiet border. */
export function drawQr(pdf: Pdf, text: string, xPt: number, yPt: number, sizePt: number): void {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const modulePt = sizePt / modules.length;
  for (const [row, cells] of modules.entries())
    for (const [column, isDark] of cells.entries())
      if (isDark) pdf.rect(xPt + column * modulePt, yPt + row * modulePt, modulePt, modulePt);
  pdf.fill(INK);
}
