import { FAMILIES, type Family } from './families/index.ts';
import { mixSeed } from './random.ts';

/** Each purpose draws its seeds from a range of its own, so that no design serves two. Ends are exclusive. */
export const SPLITS = {
  train: { from: 1_000_000, to: 10_000_000 },
  calibration: { from: 10_000_000, to: 12_000_000 },
  test: { from: 12_000_000, to: 15_000_000 },
  sample: { from: 15_000_000, to: 15_100_000 },
  /** Drawings that belong to everyone, which the engine ships as its background. */
  background: { from: 15_100_000, to: 15_200_000 },
  /** Anything goes: unit tests, contact sheets, trying things out. */
  development: { from: 0, to: 1_000_000 },
} as const;

export type Split = keyof typeof SPLITS;

/** Families that no training and no calibration may use: they show what the engine does with kinds of cloth it never saw. */
export const TEST_ONLY_FAMILIES: readonly Family[] = ['ikat', 'star-tiles', 'cross-stitch', 'cutouts', 'madras'];

/** Families a split may use. */
export function familiesOf(split: Split): readonly Family[] {
  const reserved = split === 'train' || split === 'calibration';
  return reserved ? FAMILIES.filter((family) => !TEST_ONLY_FAMILIES.includes(family)) : FAMILIES;
}

/** The seed and family of the design at `index` of a split; families take turns in a shuffled order. Throws RangeError beyond the range. */
export function designAt(split: Split, index: number): { readonly seed: number; readonly family: Family } {
  const { from, to } = SPLITS[split];
  if (!Number.isInteger(index) || index < 0 || index >= to - from)
    throw new RangeError(`Expected an index from 0 to ${to - from - 1} but received ${index}.`);
  const families = familiesOf(split);
  const round = Math.floor(index / families.length);
  const offset = mixSeed('round', round) % families.length;
  return { seed: from + index, family: families[(index + offset) % families.length]! };
}

/** The split whose seeds hold this one; undefined for a look-alike's or a companion's. */
export const splitOf = (seed: number): Split | undefined =>
  (Object.keys(SPLITS) as Split[]).find((split) => seed >= SPLITS[split].from && seed < SPLITS[split].to);
