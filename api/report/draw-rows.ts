import { INK, LINE, type Pdf, QUIET } from './pdf.ts';

export type Row = readonly [label: string, value: string];

/** Where rows may stand: points from the upper left, and what to do when a page is full. */
export interface RowArea {
  readonly left: number;
  readonly right: number;
  readonly labelWidth: number;
  readonly size: number;
  /** Lowest point on the page that is begun. */
  bottom(): number;
  /** Begins another page; gives where rows go on. */
  nextPage(): number;
}

const GAP = 4.5;
const LINE_GAP = 3;

/** Rows of label and value, one below the other, long values over as many pages as they need. Gives where it ended. */
export function drawRows(pdf: Pdf, rows: readonly Row[], top: number, area: RowArea): number {
  let y = top;
  for (const [label, value] of rows) y = drawRow(pdf, label, value, y, area);
  return y;
}

function drawRow(pdf: Pdf, label: string, value: string, top: number, area: RowArea): number {
  const width = area.right - area.left - area.labelWidth;
  let [y, rest] = [top, value];
  pdf.fontSize(area.size);
  do {
    let room = area.bottom() - y - 2 * GAP;
    if (room < 2 * area.size) {
      y = area.nextPage();
      room = area.bottom() - y - 2 * GAP;
      pdf.fontSize(area.size);
    }
    const part = rest.slice(0, fitting(pdf, rest, width, room));
    rest = rest.slice(part.length);
    pdf.moveTo(area.left, y).lineTo(area.right, y).lineWidth(0.4).stroke(LINE);
    pdf.fillColor(QUIET).text(label, area.left, y + GAP, { width: area.labelWidth - GAP, lineGap: LINE_GAP });
    const labelEnd = pdf.y;
    pdf.fillColor(INK).text(part, area.left + area.labelWidth, y + GAP, { width, lineGap: LINE_GAP });
    y = Math.max(labelEnd, pdf.y) + GAP - LINE_GAP;
  } while (rest !== '');
  return y;
}

/** How many UTF-16 units of the text fit; at least one, so that every page brings it further. */
function fitting(pdf: Pdf, text: string, width: number, height: number): number {
  const fits = (length: number) => pdf.heightOfString(text.slice(0, length), { width, lineGap: LINE_GAP }) <= height;
  if (fits(text.length)) return text.length;
  let [low, high] = [1, text.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  // Not in the midst of a character of two units.
  return /[\uD800-\uDBFF]/.test(text[low - 1]!) ? Math.max(low - 1, 2) : low;
}
