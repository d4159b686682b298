import type { Engine, SearchEntry } from '../../../engine/index.ts';
import { canonicalText, type Json } from '../../proof/canonical-json.ts';
import type { SimilarityReport } from '../../proof/similarity-report.ts';
import { findingsOf } from './findings.ts';
import type { FrozenInputs } from './frozen-inputs.ts';

/** How far a fingerprint computed on another processor may be from the frozen one: sums of floating-point numbers differ in their last bits. */
export const TOLERANCE = {
  /** Bits of a perceptual hash, of 256. */
  hashBits: 2,
  /** 1 − cosine of a view. */
  viewDistance: 1e-4,
  /** Entries of the colour histogram, of 255; share of a palette colour. */
  histogramSteps: 2,
  paletteShare: 0.01,
  /** Lattice vectors, as a share of their length. */
  repeat: 0.005,
  /** Bytes of the verification features that differ, as a share. */
  features: 0.02,
} as const;

export interface Difference {
  /** Where: names and places, separated by dots. */
  readonly at: string;
  readonly reported: Json;
  readonly recomputed: Json;
}

export interface RecomputedPicture {
  readonly sha256: string;
  readonly state: 'identical' | 'within-tolerance' | 'different' | 'missing' | 'not-comparable';
  /** Largest distance of each quantity that is not the same, in the units of TOLERANCE. */
  readonly distances: Readonly<Record<string, number>>;
}

export interface Reproduction {
  /** The same bytes under RFC 8785. */
  readonly findingsIdentical: boolean;
  /** The same but for what computed it: another build of the program comes to the same numbers. */
  readonly measurementsIdentical: boolean;
  readonly differences: readonly Difference[];
  readonly pictures: readonly RecomputedPicture[];
}

const DIFFERENCES_MAX = 200;

/**
 * Computes a report's findings again, from its frozen fingerprints and, where the pictures are there, these fingerprints from the pictures. `pictureOf`
 * gives a picture by its SHA-256. Throws EngineError for fingerprints of another version than the engine's.
 */
export async function reproduce(
  engine: Engine,
  { findings }: Pick<SimilarityReport, 'findings'>,
  inputs: FrozenInputs,
  pictureOf: (sha256: string) => Uint8Array | undefined,
): Promise<Reproduction> {
  const again = (await findingsOf(engine, inputs)) as unknown as Json;
  const reported = findings as unknown as Json;
  const findingsIdentical = canonicalText(reported) === canonicalText(again);
  const pictures: RecomputedPicture[] = [];
  for (const { sha256, fingerprint } of [inputs.disputed, ...inputs.records]) {
    if (pictures.some((known) => known.sha256 === sha256)) continue;
    const picture = pictureOf(sha256);
    pictures.push(
      picture === undefined
        ? { sha256, state: 'missing', distances: {} }
        : { sha256, ...(await recomputed(engine, picture, fingerprint)) },
    );
  }
  const differences = findingsIdentical ? [] : differencesOf(reported, again);
  const measurementsIdentical = differences.every(({ at }) => at.startsWith('processing.'));
  return { findingsIdentical, measurementsIdentical, differences, pictures };
}

/** Every place where two values differ, at most so many. */
export function differencesOf(reported: Json, recomputed: Json, at = ''): Difference[] {
  if (reported === recomputed) return [];
  const bothHold = isHolder(reported) && isHolder(recomputed) && Array.isArray(reported) === Array.isArray(recomputed);
  if (!bothHold) return [{ at, reported: reported ?? null, recomputed: recomputed ?? null }];
  const [a, b] = [reported, recomputed] as [Record<string, Json>, Record<string, Json>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .flatMap((name) => differencesOf(a[name] ?? null, b[name] ?? null, at === '' ? name : `${at}.${name}`))
    .slice(0, DIFFERENCES_MAX);
}

const isHolder = (value: Json): boolean => typeof value === 'object' && value !== null;

type Pattern = Pick<SearchEntry, 'pdq' | 'edgePdq' | 'repeat' | 'colour' | 'views'> & {
  readonly features: Uint8Array;
};

async function recomputed(
  engine: Engine,
  picture: Uint8Array,
  frozen: Pattern,
): Promise<Pick<RecomputedPicture, 'state' | 'distances'>> {
  const outcome = await engine.fingerprint(picture);
  if (outcome.status !== 'fingerprinted') return { state: 'not-comparable', distances: {} };
  const all = distancesOf(frozen, outcome.fingerprint);
  const distances = Object.fromEntries(Object.entries(all).filter(([, distance]) => distance > 0));
  const isWithin = (Object.keys(all) as (keyof typeof all)[]).every((name) => all[name] <= TOLERANCE[name]);
  const state = Object.keys(distances).length === 0 ? 'identical' : isWithin ? 'within-tolerance' : 'different';
  return { state, distances };
}

function distancesOf(a: Pattern, b: Pattern): Record<keyof typeof TOLERANCE, number> {
  return {
    hashBits: Math.max(bitsBetween(a.pdq.bits, b.pdq.bits), bitsBetween(a.edgePdq.bits, b.edgePdq.bits)),
    viewDistance:
      a.views.length === b.views.length
        ? Math.max(...a.views.map(({ vector }, i) => vectorDistance(vector, b.views[i]!.vector)))
        : 1,
    histogramSteps: largestStep(a.colour.histogram, b.colour.histogram),
    paletteShare: shareBetween(a.colour.palette, b.colour.palette),
    repeat: repeatBetween(a.repeat, b.repeat),
    features: shareOfBytes(a.features, b.features),
  };
}

function bitsBetween(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, byte, i) => sum + popCount(byte ^ (b[i] ?? 0xff)), 0);
}

function popCount(byte: number): number {
  let [rest, count] = [byte, 0];
  for (; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** 1 − cosine of vectors of unit length; 0 for the same numbers, whatever their length rounds to. */
function vectorDistance(a: Float32Array, b: Float32Array): number {
  if (a.length === b.length && a.every((value, i) => value === b[i])) return 0;
  return 1 - a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

function largestStep(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return 255;
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

function shareBetween(a: SearchEntry['colour']['palette'], b: SearchEntry['colour']['palette']): number {
  if (a.length !== b.length) return 1;
  return a.reduce((most, { share }, i) => Math.max(most, Math.abs(share - b[i]!.share)), 0);
}

function repeatBetween(a: SearchEntry['repeat'], b: SearchEntry['repeat']): number {
  if (a.type !== b.type || a.vectorsPx.length !== b.vectorsPx.length) return 1;
  return a.vectorsPx.reduce((most, [x, y], i) => {
    const [u, v] = b.vectorsPx[i]!;
    return Math.max(most, Math.hypot(x - u, y - v) / Math.hypot(x, y));
  }, 0);
}

function shareOfBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length);
  let differing = 0;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) differing++;
  return length === 0 ? 0 : differing / length;
}
