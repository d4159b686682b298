/**
 * Centres of the cells along L*, a* and b*. Along a* and b* they lie closer together near grey, where cloth has most of its colours and a step shows most.
 * Colours beyond the outermost centre count wholly for it.
 */
const L_CENTRES = [5, 30, 55, 75, 95] as const;
const A_CENTRES = [-60, -34, -14, 0, 14, 34, 62] as const;
const B_CENTRES = [-70, -38, -15, 0, 16, 40, 72] as const;

/** Number of cells: 5 × 7 × 7. */
export const COLOUR_HISTOGRAM_LENGTH = L_CENTRES.length * A_CENTRES.length * B_CENTRES.length;

/** What the counts of a histogram sum to. */
export const COLOUR_HISTOGRAM_SUM = 255;

/**
 * Histogram of interleaved L*, a*, b* values: each pixel is shared among the eight cells round it by trilinear weights, so that a small shift of colour moves a small share.
 * Counts are whole numbers that sum to 255, rounded by largest remainders; order L*, a*, b*, the last fastest.
 */
export function colourHistogram(lab: Float32Array): Uint8Array {
  const shares = new Float64Array(COLOUR_HISTOGRAM_LENGTH);
  for (let at = 0; at < lab.length; at += 3) {
    const l = positionAmong(L_CENTRES, lab[at]!);
    const a = positionAmong(A_CENTRES, lab[at + 1]!);
    const b = positionAmong(B_CENTRES, lab[at + 2]!);
    for (let corner = 0; corner < 8; corner++) {
      const weightL = corner & 4 ? l - Math.floor(l) : 1 - (l - Math.floor(l));
      const weightA = corner & 2 ? a - Math.floor(a) : 1 - (a - Math.floor(a));
      const weightB = corner & 1 ? b - Math.floor(b) : 1 - (b - Math.floor(b));
      const weight = weightL * weightA * weightB;
      if (weight === 0) continue;
      const cellL = Math.floor(l) + (corner >> 2);
      const cellA = Math.floor(a) + ((corner >> 1) & 1);
      const cellB = Math.floor(b) + (corner & 1);
      const cell = (cellL * A_CENTRES.length + cellA) * B_CENTRES.length + cellB;
      shares[cell] = shares[cell]! + weight;
    }
  }
  return wholeCounts(shares, lab.length / 3 || 1);
}

/** Share of colour that two pictures have in common, 0–1: the intersection of their histograms (Swain and Ballard, "Color Indexing", 1991). */
export function histogramSimilarity(a: Uint8Array, b: Uint8Array): number {
  let common = 0;
  for (let cell = 0; cell < a.length; cell++) common += Math.min(a[cell]!, b[cell]!);
  return common / COLOUR_HISTOGRAM_SUM;
}

/** Where a value lies among ascending centres: 2.25 is a quarter of the way from the third to the fourth. */
function positionAmong(centres: readonly number[], value: number): number {
  let lower = 0;
  while (lower < centres.length - 2 && value >= centres[lower + 1]!) lower++;
  const from = centres[lower]!;
  const share = (value - from) / (centres[lower + 1]! - from);
  return lower + Math.min(1, Math.max(0, share));
}

function wholeCounts(shares: Float64Array, total: number): Uint8Array {
  const counts = new Uint8Array(shares.length);
  const remainders = shares.map((share, cell) => {
    const exact = (share / total) * COLOUR_HISTOGRAM_SUM;
    counts[cell] = Math.floor(exact);
    return exact - Math.floor(exact);
  });
  const missing = COLOUR_HISTOGRAM_SUM - counts.reduce((sum, count) => sum + count, 0);
  const order = Array.from(remainders.keys()).sort((a, b) => remainders[b]! - remainders[a]! || a - b);
  for (const cell of order.slice(0, missing)) counts[cell] = counts[cell]! + 1;
  return counts;
}
