import { type ComparedPattern, type Fingerprint, hammingDistance, type SearchEntry } from '../../../engine/index.ts';

/** How far a fingerprint computed on another processor may be from the frozen one: sums of floating-point numbers differ in their last bits. */
export const TOLERANCE = {
  /** Pixels of the upright picture. */
  size: 0,
  /** Bits of a perceptual hash, of 256; its quality, of 100. */
  hashBits: 2,
  hashQuality: 1,
  /** 1 − cosine of a view. */
  viewDistance: 1e-4,
  /** Entries of the colour histogram, of 255. */
  histogramSteps: 2,
  /** Share of a palette colour; distance of the colours in L*a*b*. */
  paletteShare: 0.01,
  paletteColour: 0.5,
  /** Lattice vectors, as a share of their length; the confidence in them. */
  repeat: 0.005,
  repeatConfidence: 0.01,
  /** Bytes of the verification features that differ, as a share. */
  features: 0.02,
} as const;

const HASH_BITS = 256;

export type Distances = Readonly<Record<keyof typeof TOLERANCE, number>>;

/** As inputs are frozen: the disputed picture with what only a query needs, records without. */
export type FrozenFingerprint = ComparedPattern & Partial<Pick<Fingerprint, 'dihedral' | 'screenless'>>;

/** The largest distance of each quantity between what was frozen and what was computed again; of whatever was frozen. */
export function distancesBetween(frozen: FrozenFingerprint, again: Fingerprint): Distances {
  const hashes = [
    [frozen.pdq, again.pdq],
    [frozen.edgePdq, again.edgePdq],
    ...(frozen.dihedral === undefined
      ? []
      : [...pairs(frozen.dihedral.pdq, again.dihedral.pdq), ...pairs(frozen.dihedral.edgePdq, again.dihedral.edgePdq)]),
  ] as const;
  const looks: readonly (readonly [Look | null, Look | null])[] = [
    [frozen, again],
    ...(frozen.screenless === undefined ? [] : [[frozen.screenless, again.screenless] as const]),
  ];
  const palettes = pairs(frozen.colour.palette, again.colour.palette);
  return {
    size: Math.max(Math.abs(frozen.widthPx - again.widthPx), Math.abs(frozen.heightPx - again.heightPx)),
    hashBits: largest(hashes, (a, b) => bitsBetween(a.bits, b.bits), HASH_BITS),
    hashQuality: largest(hashes, (a, b) => Math.abs(a.quality - b.quality), 100),
    viewDistance: largest(looks, (a, b) => viewsBetween(a.views, b.views), 1),
    histogramSteps: largestStep(frozen.colour.histogram, again.colour.histogram),
    paletteShare: largest(palettes, (a, b) => Math.abs(a.share - b.share), 1),
    paletteColour: largest(palettes, (a, b) => Math.hypot(...a.lab.map((value, i) => value - b.lab[i]!)), 100),
    repeat: repeatBetween(frozen.repeat, again.repeat),
    repeatConfidence: Math.abs(frozen.repeat.confidence - again.repeat.confidence),
    features: largest(looks, (a, b) => shareOfBytes(a.features, b.features), 1),
  };
}

/** The larger of each. */
export function largestOf(a: Distances, b: Distances): Distances {
  const names = Object.keys(TOLERANCE) as (keyof Distances)[];
  return Object.fromEntries(names.map((name) => [name, Math.max(a[name], b[name])])) as Distances;
}

type Look = Pick<Fingerprint, 'views' | 'features'>;
type Pair<T> = readonly [T | null | undefined, T | null | undefined];

/** One with one; what has no partner stays alone. */
function pairs<T>(a: readonly T[], b: readonly T[]): Pair<T>[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => [a[i], b[i]]);
}

/** `apart`: what counts where one of two is missing. */
function largest<T>(
  compared: readonly Pair<NonNullable<T>>[],
  distance: (a: NonNullable<T>, b: NonNullable<T>) => number,
  apart: number,
): number {
  const distances = compared.map(([a, b]) =>
    a == null || b == null ? (a == null && b == null ? 0 : apart) : distance(a, b),
  );
  return Math.max(0, ...distances);
}

/** Frozen bits come from a file: they may be fewer or more than a hash has. */
function bitsBetween(a: Uint8Array, b: Uint8Array): number {
  return a.length === b.length ? hammingDistance(a, b) : HASH_BITS;
}

function viewsBetween(a: Look['views'], b: Look['views']): number {
  return largest(
    pairs(a, b),
    (one, other) => (one.kind === other.kind ? vectorDistance(one.vector, other.vector) : 1),
    1,
  );
}

/** 1 − cosine of vectors of unit length; 0 for the same numbers, whatever their length rounds to. */
function vectorDistance(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 1;
  if (a.every((value, i) => value === b[i])) return 0;
  // Rounding can bring the product of vectors that are not the same to 1, or above.
  return Math.max(Number.EPSILON, 1 - a.reduce((sum, value, i) => sum + value * b[i]!, 0));
}

function largestStep(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return 255;
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

function repeatBetween(a: SearchEntry['repeat'], b: SearchEntry['repeat']): number {
  if (a.type !== b.type) return 1;
  const distance = ([x, y]: readonly [number, number], [u, v]: readonly [number, number]) =>
    Math.hypot(x - u, y - v) / Math.hypot(x, y);
  return largest(pairs(a.vectorsPx, b.vectorsPx), distance, 1);
}

function shareOfBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length);
  let differing = 0;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) differing++;
  return length === 0 ? 0 : differing / length;
}
