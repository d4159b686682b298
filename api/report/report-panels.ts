import type { ReportFindings } from '../proof/similarity-report.ts';
import { INK, LINE, type Pdf, QUIET } from './pdf.ts';

type Listed = ReportFindings['records'][number];

/** A picture as a page shows it: JPEG, and the size in which regions and matrices are stated. */
export interface ReportPicture {
  readonly jpeg: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
}

const GAP = 10;
const PANEL_HEIGHT = 150;
const CAPTION_SIZE = 8;
const REGION = '#c2410c';
const OVERLAY_OPACITY = 0.55;

interface Frame {
  readonly left: number;
  readonly top: number;
  /** Points for a pixel. */
  readonly scale: number;
}

/**
 * Disputed picture and earlier record side by side with the outline of what they have in common, and the one laid on the other. Points from the upper left;
 * gives where it ended.
 */
export function drawPanels(
  pdf: Pdf,
  { comparison }: Listed,
  pictures: { readonly disputed: ReportPicture; readonly record: ReportPicture },
  captions: Readonly<Record<'disputed' | 'record' | 'overlay', string>>,
  area: { readonly left: number; readonly right: number; readonly top: number },
): number {
  const width = (area.right - area.left - 2 * GAP) / 3;
  const frameOf = (panel: number, { widthPx, heightPx }: ReportPicture): Frame => {
    const scale = Math.min(width / widthPx, PANEL_HEIGHT / heightPx);
    const left = area.left + panel * (width + GAP) + (width - widthPx * scale) / 2;
    return { left, top: area.top + (PANEL_HEIGHT - heightPx * scale) / 2, scale };
  };
  const { disputed, record } = pictures;
  drawPicture(pdf, disputed, frameOf(0, disputed), comparison.region.query);
  drawPicture(pdf, record, frameOf(1, record), comparison.region.candidate);
  if (comparison.transform !== null) drawOverlay(pdf, pictures, frameOf(2, record), comparison.transform.matrix);
  const caption = (panel: number, text: string) =>
    pdf
      .fontSize(CAPTION_SIZE)
      .fillColor(QUIET)
      .text(text, area.left + panel * (width + GAP), area.top + PANEL_HEIGHT + 4, { width, align: 'center' });
  caption(0, captions.disputed);
  caption(1, captions.record);
  if (comparison.transform !== null) caption(2, captions.overlay);
  pdf.fillColor(INK);
  return area.top + PANEL_HEIGHT + 22;
}

function drawPicture(
  pdf: Pdf,
  { jpeg, widthPx, heightPx }: ReportPicture,
  { left, top, scale }: Frame,
  region: readonly (readonly (readonly [number, number])[])[],
): void {
  pdf.image(jpeg, left, top, { width: widthPx * scale, height: heightPx * scale });
  pdf.save();
  pdf.rect(left, top, widthPx * scale, heightPx * scale).clip();
  for (const polygon of region)
    if (polygon.length > 2)
      pdf
        .polygon(...polygon.map(([x, y]): [number, number] => [left + x * scale, top + y * scale]))
        .lineWidth(1.2)
        .stroke(REGION);
  pdf.restore();
  outline(pdf, { left, top, scale }, widthPx, heightPx);
}

function drawOverlay(
  pdf: Pdf,
  { disputed, record }: { readonly disputed: ReportPicture; readonly record: ReportPicture },
  { left, top, scale }: Frame,
  matrix: readonly number[],
): void {
  const [a, b, tx, c, d, ty] = matrix as [number, number, number, number, number, number];
  pdf.save();
  pdf.rect(left, top, record.widthPx * scale, record.heightPx * scale).clip();
  pdf.image(record.jpeg, left, top, { width: record.widthPx * scale, height: record.heightPx * scale });
  pdf.transform(scale, 0, 0, scale, left, top).transform(a, c, b, d, tx, ty).opacity(OVERLAY_OPACITY);
  pdf.image(disputed.jpeg, 0, 0, { width: disputed.widthPx, height: disputed.heightPx });
  pdf.restore();
  outline(pdf, { left, top, scale }, record.widthPx, record.heightPx);
}

function outline(pdf: Pdf, { left, top, scale }: Frame, widthPx: number, heightPx: number): void {
  pdf
    .rect(left, top, widthPx * scale, heightPx * scale)
    .lineWidth(0.4)
    .stroke(LINE);
}
