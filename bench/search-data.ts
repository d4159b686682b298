import { COLOUR_HISTOGRAM_LENGTH, COLOUR_HISTOGRAM_SUM } from '../engine/core/colour-histogram.ts';
import { type DihedralHashes, type PdqHash, type SearchEntry, VIEW_KINDS } from '../engine/core/fingerprint.ts';
import { randomNumbers } from './random.ts';

export const SEARCH_DIMENSION = 256;
export const SEARCH_VERSION = 'made-up';
const FAMILY_SIZE = 200;
const FORMS = 8;
const HASH_BYTES = 32;

/**
 * Made-up patterns as cloth lies: families round centres, each design round its family, its three views round it; hashes at random, a few colours.
 * The entry of a number is always the same, so that no list of them has to be kept.
 */
export function madeUpEntry(index: number): SearchEntry {
  const random = randomNumbers(index + 1);
  const centre = around(
    randomNumbers(1_000_000_007 + Math.floor(index / FAMILY_SIZE)),
    new Float32Array(SEARCH_DIMENSION),
    1,
  );
  const design = around(random, centre, 0.8);
  return {
    version: SEARCH_VERSION,
    widthPx: 1_024,
    heightPx: 1_024,
    pdq: hash(random),
    edgePdq: hash(random),
    repeat: { type: 'none', vectorsPx: [], confidence: 0 },
    colour: { palette: [{ lab: [50, 0, 0], share: 1 }], histogram: histogram(random) },
    views: VIEW_KINDS.map((kind) => ({ kind, vector: around(random, design, 0.3) })),
  };
}

/** A design close to a stored one, as an edited picture of it would be: its vectors and one of its hashes moved a little. */
export function madeUpQuery(index: number): { readonly entry: SearchEntry; readonly forms: DihedralHashes } {
  const random = randomNumbers(2_000_000_011 + index);
  const entry = madeUpEntry(index);
  const pdq = { ...entry.pdq, bits: entry.pdq.bits.map((byte) => byte ^ (1 << Math.floor(random() * 8))) };
  const edited = {
    ...entry,
    pdq,
    views: entry.views.map(({ kind, vector }) => ({ kind, vector: around(random, vector, 0.2) })),
  };
  const others = () => Array.from({ length: FORMS - 1 }, () => hash(random));
  return { entry: edited, forms: { pdq: [edited.pdq, ...others()], edgePdq: [edited.edgePdq, ...others()] } };
}

function around(random: () => number, centre: Float32Array, spread: number): Float32Array {
  return centre.map((value) => value + spread * (random() + random() - 1));
}

function hash(random: () => number): PdqHash {
  return { bits: Uint8Array.from({ length: HASH_BYTES }, () => random() * 256), quality: 100 };
}

function histogram(random: () => number): Uint8Array {
  const cells = new Uint8Array(COLOUR_HISTOGRAM_LENGTH);
  let left = COLOUR_HISTOGRAM_SUM;
  for (let step = 0; left > 0; step++) {
    const count = step === 20 ? left : Math.ceil(left * random() * 0.4);
    const cell = Math.floor(random() * cells.length);
    cells[cell] = cells[cell]! + count;
    left -= count;
  }
  return cells;
}
