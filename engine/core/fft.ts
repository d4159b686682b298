/** Numbers a transform works on in place. */
export type FloatArray = Float32Array | Float64Array;

interface Plan {
  readonly size: number;
  /** cos and −sin of 2πk/size for k < size/2. */
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  /** Index with its bits reversed. */
  readonly reversed: Uint32Array;
}

const plans = new Map<number, Plan>();

function planOf(size: number): Plan {
  const known = plans.get(size);
  if (known) return known;
  if (!Number.isInteger(size) || size < 1 || (size & (size - 1)) !== 0)
    throw new RangeError(`Expected a power of two as transform length but received ${size}.`);
  const half = size >> 1;
  const cos = new Float64Array(half);
  const sin = new Float64Array(half);
  for (let k = 0; k < half; k++) {
    const angleRad = (2 * Math.PI * k) / size;
    cos[k] = Math.cos(angleRad);
    sin[k] = -Math.sin(angleRad);
  }
  const reversed = new Uint32Array(size);
  for (let i = 1; i < size; i++) reversed[i] = ((reversed[i >> 1] as number) >> 1) | (i & 1 ? half : 0);
  const plan = { size, cos, sin, reversed };
  plans.set(size, plan);
  return plan;
}

/** Where each of `size` numbers (a power of two) lies when the bits of its index are reversed. */
export const bitReversal = (size: number): Uint32Array => planOf(size).reversed;

/** The smallest power of two that is at least `length`. */
export function powerOfTwoAtLeast(length: number): number {
  let size = 1;
  while (size < length) size *= 2;
  return size;
}

/**
 * Complex transform in place, X[k] = Σ x[n]·exp(−2πi·kn/N), not scaled. `re` and `im` hold `size` numbers (a power of two) from `offset`.
 * Cooley–Tukey, decimation in time.
 */
export function fft(re: FloatArray, im: FloatArray, offset = 0, size = re.length): void {
  const { reversed } = planOf(size);
  for (let i = 0; i < size; i++) {
    const j = reversed[i] as number;
    if (j <= i) continue;
    const a = offset + i;
    const b = offset + j;
    const r = re[a] as number;
    const m = im[a] as number;
    re[a] = re[b] as number;
    im[a] = im[b] as number;
    re[b] = r;
    im[b] = m;
  }
  transformReversed(re, im, offset, size, 1);
}

/**
 * Butterflies over `size` rows of `width` numbers that lie in bit-reversed order, down the columns. Two radix-2 stages are done in one pass
 * (radix 4): half the traffic to memory.
 */
function transformReversed(re: FloatArray, im: FloatArray, offset: number, size: number, width: number): void {
  const { cos, sin } = planOf(size);
  let half = 1;
  if (Math.log2(size) % 2 === 1) {
    for (let a = offset, start = 0; start < size; start += 2, a += width)
      for (const end = a + width; a < end; a++) {
        const b = a + width;
        const r = re[b] as number;
        const m = im[b] as number;
        const r0 = re[a] as number;
        const m0 = im[a] as number;
        re[a] = r0 + r;
        im[a] = m0 + m;
        re[b] = r0 - r;
        im[b] = m0 - m;
      }
    half = 2;
  }
  for (; half < size; half *= 4) {
    const stride = size / (4 * half);
    const gap = half * width;
    for (let start = 0; start < size; start += 4 * half)
      for (let k = 0; k < half; k++) {
        const c2 = cos[k * stride] as number;
        const s2 = sin[k * stride] as number;
        const c1 = c2 * c2 - s2 * s2;
        const s1 = 2 * c2 * s2;
        const from = offset + (start + k) * width;
        for (let p = from; p < from + width; p++) {
          const q = p + gap;
          const u = q + gap;
          const v = u + gap;
          const qr = re[q] as number;
          const qm = im[q] as number;
          const ur = re[u] as number;
          const um = im[u] as number;
          const vr = re[v] as number;
          const vm = im[v] as number;
          const br = qr * c1 - qm * s1;
          const bm = qr * s1 + qm * c1;
          const dr = vr * c1 - vm * s1;
          const dm = vr * s1 + vm * c1;
          const pr = re[p] as number;
          const pm = im[p] as number;
          const sumR = ur + dr;
          const sumM = um + dm;
          const differenceR = ur - dr;
          const differenceM = um - dm;
          const er = sumR * c2 - sumM * s2;
          const em = sumR * s2 + sumM * c2;
          // Times −i on top of the twiddle.
          const fr = differenceR * s2 + differenceM * c2;
          const fm = differenceM * s2 - differenceR * c2;
          const ar = pr + br;
          const am = pm + bm;
          const gr = pr - br;
          const gm = pm - bm;
          re[p] = ar + er;
          im[p] = am + em;
          re[u] = ar - er;
          im[u] = am - em;
          re[q] = gr + fr;
          im[q] = gm + fm;
          re[v] = gr - fr;
          im[v] = gm - fm;
        }
      }
  }
}

/** Inverse of `fft`, scaled by 1/size. */
export function inverseFft(re: FloatArray, im: FloatArray, offset = 0, size = re.length): void {
  fft(im, re, offset, size);
  for (let i = offset; i < offset + size; i++) {
    re[i] = (re[i] as number) / size;
    im[i] = (im[i] as number) / size;
  }
}

/** Transform of real numbers (length a power of two ≥ 2): the first length/2 + 1 coefficients; the others are their conjugates. */
export function realFft(values: FloatArray): { readonly re: Float64Array; readonly im: Float64Array } {
  const size = values.length;
  const half = size >> 1;
  if (half < 1) throw new RangeError(`Expected at least 2 numbers but received ${size}.`);
  const { cos, sin } = planOf(size);
  const evenRe = new Float64Array(half);
  const oddIm = new Float64Array(half);
  for (let i = 0; i < half; i++) {
    evenRe[i] = values[2 * i] as number;
    oddIm[i] = values[2 * i + 1] as number;
  }
  fft(evenRe, oddIm);
  const re = new Float64Array(half + 1);
  const im = new Float64Array(half + 1);
  for (let k = 0; k <= half; k++) {
    const a = k % half;
    const b = (half - k) % half;
    const er = ((evenRe[a] as number) + (evenRe[b] as number)) / 2;
    const ei = ((oddIm[a] as number) - (oddIm[b] as number)) / 2;
    const or = ((oddIm[a] as number) + (oddIm[b] as number)) / 2;
    const oi = ((evenRe[b] as number) - (evenRe[a] as number)) / 2;
    const c = k < half ? (cos[k] as number) : -1;
    const s = k < half ? (sin[k] as number) : 0;
    re[k] = er + or * c - oi * s;
    im[k] = ei + or * s + oi * c;
  }
  return { re, im };
}

export interface Fft2dOptions {
  /** Rows from this one on are known to be zero on the way in. Default: none. */
  readonly filledRows?: number;
}

/** Columns handled together, so that a block of them stays in the first-level caches. */
const COLUMN_BLOCK = 16;

/** Complex 2-D transform in place, row-major, both sides powers of two, not scaled. */
export function fft2d(
  re: FloatArray,
  im: FloatArray,
  width: number,
  height: number,
  { filledRows = height }: Fft2dOptions = {},
): void {
  for (let y = 0; y < filledRows; y++) fft(re, im, y * width, width);
  transformColumns(re, im, width, height);
}

export interface InverseFft2dOptions {
  /** Only the first rows of the result are wanted; the rest is left undefined. Default: all. */
  readonly wantedRows?: number;
}

/** Inverse of `fft2d`, scaled by 1/(width·height). */
export function inverseFft2d(
  re: FloatArray,
  im: FloatArray,
  width: number,
  height: number,
  { wantedRows = height }: InverseFft2dOptions = {},
): void {
  transformColumns(im, re, width, height);
  for (let y = 0; y < wantedRows; y++) fft(im, re, y * width, width);
  const scale = 1 / (width * height);
  for (let i = 0; i < wantedRows * width; i++) {
    re[i] = (re[i] as number) * scale;
    im[i] = (im[i] as number) * scale;
  }
}

function transformColumns(re: FloatArray, im: FloatArray, width: number, height: number): void {
  const block = Math.min(COLUMN_BLOCK, width);
  const size = height * block;
  const blockRe = new Float64Array(size);
  const blockIm = new Float64Array(size);
  const { reversed } = planOf(height);
  for (let left = 0; left < width; left += block) {
    for (let y = 0; y < height; y++) {
      const from = y * width + left;
      const to = (reversed[y] as number) * block;
      for (let x = 0; x < block; x++) {
        blockRe[to + x] = re[from + x] as number;
        blockIm[to + x] = im[from + x] as number;
      }
    }
    transformReversed(blockRe, blockIm, 0, height, block);
    for (let y = 0; y < height; y++) {
      const to = y * width + left;
      const from = y * block;
      for (let x = 0; x < block; x++) {
        re[to + x] = blockRe[from + x] as number;
        im[to + x] = blockIm[from + x] as number;
      }
    }
  }
}
