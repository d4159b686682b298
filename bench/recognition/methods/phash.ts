import sharp from 'sharp';
import type { Content, Similarity } from './method.ts';

const SIDE = 32;
const LOW = 8;
const BITS = LOW * LOW;

type Bits = Uint8Array;

/**
 * pHash (Zauner, 2010, after Marr and others' DCT hash): 32 × 32 luma, discrete cosine transform, the 8 × 8 lowest frequencies against their median. Described in the eight turned and
 * mirrored forms of the square; the first form is the picture itself.
 */
export const perceptualHash = (pathOf: (content: Content) => string): Similarity<readonly Bits[]> => ({
  name: 'pHash, 8 forms',
  describe: async (content) => {
    const pixels = await sharp(pathOf(content))
      .rotate()
      .flatten({ background: '#ffffff' })
      .greyscale()
      .resize(SIDE, SIDE, { fit: 'fill' })
      .raw()
      .toBuffer();
    return forms(Float64Array.from(pixels)).map(hashOf);
  },
  similarity: (query, [record]) => {
    let least = BITS;
    for (const form of query) {
      let distance = 0;
      for (let i = 0; i < BITS; i++) if (form[i] !== record![i]) distance++;
      least = Math.min(least, distance);
    }
    return 1 - least / BITS;
  },
});

function forms(square: Float64Array): Float64Array[] {
  const at = (change: (x: number, y: number) => readonly [number, number]): Float64Array =>
    Float64Array.from(square, (_, i) => {
      const [x, y] = change(i % SIDE, Math.floor(i / SIDE));
      return square[y * SIDE + x]!;
    });
  const end = SIDE - 1;
  return [
    square,
    at((x, y) => [end - x, y]),
    at((x, y) => [x, end - y]),
    at((x, y) => [end - x, end - y]),
    at((x, y) => [y, x]),
    at((x, y) => [end - y, x]),
    at((x, y) => [y, end - x]),
    at((x, y) => [end - y, end - x]),
  ];
}

const COSINES = Float64Array.from({ length: LOW * SIDE }, (_, i) =>
  Math.cos((Math.PI * Math.floor(i / SIDE) * (2 * (i % SIDE) + 1)) / (2 * SIDE)),
);

function hashOf(square: Float64Array): Bits {
  const rows = new Float64Array(LOW * SIDE);
  for (let k = 0; k < LOW; k++)
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) rows[k * SIDE + y]! += square[y * SIDE + x]! * COSINES[k * SIDE + x]!;
  const low = new Float64Array(BITS);
  for (let v = 0; v < LOW; v++)
    for (let k = 0; k < LOW; k++)
      for (let y = 0; y < SIDE; y++) low[v * LOW + k]! += rows[k * SIDE + y]! * COSINES[v * SIDE + y]!;
  const median = Float64Array.from(low.subarray(1)).sort()[BITS >> 1]!;
  return Uint8Array.from(low, (value) => (value > median ? 1 : 0));
}
