import type { ClothView } from './cloth-view.ts';

/** Means of L*, a*, b* along one direction of a view, interleaved. */
export type Profile = Float32Array;

/** How far a view is the sum of something that depends on the column alone and something that depends on the row alone. */
export interface BandShares {
  /** Share of the view's variance that columns explain (upright bands), and rows. */
  readonly columns: number;
  readonly rows: number;
  /** Mean colour of each column, and of each row. */
  readonly columnProfile: Profile;
  readonly rowProfile: Profile;
}

/** Side of the square over which threads are levelled out before bands are judged, as a share of the view's shorter side: two or three threads. */
const THREADS_SHARE = 0.018;

/** Splits the variance of a view into what its columns and rows explain (two-way analysis of variance, without interaction). */
export function bandShares(view: ClothView): BandShares {
  const { widthPx, heightPx, lab } = view;
  const columnProfile = new Float32Array(widthPx * 3);
  const rowProfile = new Float32Array(heightPx * 3);
  const reach = Math.round((THREADS_SHARE * Math.min(widthPx, heightPx)) / 2);
  let [ofColumns, ofRows, total] = [0, 0, 0];
  for (const [channel, plane] of lab.entries()) {
    const columns = new Float64Array(widthPx);
    const rows = new Float64Array(heightPx);
    for (let y = 0, i = 0; y < heightPx; y++)
      for (let x = 0; x < widthPx; x++, i++) {
        columns[x]! += plane[i]!;
        rows[y]! += plane[i]!;
      }
    for (let x = 0; x < widthPx; x++) columnProfile[3 * x + channel] = columns[x]! / heightPx;
    for (let y = 0; y < heightPx; y++) rowProfile[3 * y + channel] = rows[y]! / widthPx;
    total += variance(levelled(plane, widthPx, heightPx, reach));
    ofColumns += variance(levelledLine(columns, reach)) / heightPx ** 2;
    ofRows += variance(levelledLine(rows, reach)) / widthPx ** 2;
  }
  // Without contrast there is nothing to explain.
  return { columns: ofColumns / (total || 1), rows: ofRows / (total || 1), columnProfile, rowProfile };
}

/** Means over squares of 2 · reach + 1, the border continued. */
function levelled(plane: Float32Array, widthPx: number, heightPx: number, reach: number): Float64Array {
  const across = new Float64Array(plane.length);
  const out = new Float64Array(plane.length);
  for (let y = 0; y < heightPx; y++)
    across.set(levelledLine(plane.subarray(y * widthPx, (y + 1) * widthPx), reach), y * widthPx);
  const column = new Float64Array(heightPx);
  for (let x = 0; x < widthPx; x++) {
    for (let y = 0; y < heightPx; y++) column[y] = across[y * widthPx + x]!;
    const smooth = levelledLine(column, reach);
    for (let y = 0; y < heightPx; y++) out[y * widthPx + x] = smooth[y]!;
  }
  return out;
}

function levelledLine(line: Float32Array | Float64Array, reach: number): Float64Array {
  const last = line.length - 1;
  const at = (i: number) => line[Math.min(last, Math.max(0, i))]!;
  const out = new Float64Array(line.length);
  let sum = 0;
  for (let i = -reach; i <= reach; i++) sum += at(i);
  for (let i = 0; i <= last; i++) {
    out[i] = sum / (2 * reach + 1);
    sum += at(i + reach + 1) - at(i - reach);
  }
  return out;
}

function variance(values: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return squares / values.length - (sum / values.length) ** 2;
}
