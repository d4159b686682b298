import type { Engine } from '../../../engine/index.ts';
import { canonicalText, type Json } from '../../proof/canonical-json.ts';
import type { SimilarityReport } from '../../proof/similarity-report.ts';
import { findingsOf } from './findings.ts';
import {
  type Distances,
  distancesBetween,
  type FrozenFingerprint,
  largestOf,
  TOLERANCE,
} from './fingerprint-distances.ts';
import type { FrozenInputs } from './frozen-inputs.ts';

export interface Difference {
  /** Where: names and places, separated by dots. */
  readonly at: string;
  /** Absent where there is no such value on that side, which is something else than null. */
  readonly reported?: Json;
  readonly recomputed?: Json;
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
  /** The same but for the build that computed it: every number, and every version and digest that numbers follow from. */
  readonly measurementsIdentical: boolean;
  readonly differences: readonly Difference[];
  readonly pictures: readonly RecomputedPicture[];
}

const DIFFERENCES_MAX = 200;

/** What another build of the same methods and models has of its own. */
const OF_THE_BUILD: ReadonlySet<string> = new Set(['processing.programSha256', 'processing.versions.engine']);

/**
 * Computes a report's findings again, from its frozen fingerprints and, where the pictures are there, these fingerprints from the pictures. `pictureOf`
 * gives a picture by its SHA-256. Throws EngineError `version-mismatch` for fingerprints of another version than the engine's.
 */
export async function reproduce(
  engine: Pick<Engine, 'compare' | 'versions' | 'errorRates' | 'buildDigests' | 'fingerprint'>,
  { findings }: Pick<SimilarityReport, 'findings'>,
  inputs: FrozenInputs,
  pictureOf: (sha256: string) => Uint8Array | undefined,
): Promise<Reproduction> {
  const again = (await findingsOf(engine, inputs)) as unknown as Json;
  const reported = findings as unknown as Json;
  const findingsIdentical = canonicalText(reported) === canonicalText(again);
  const differences = findingsIdentical ? [] : differencesOf(reported, again);
  const measurementsIdentical = differences.every(({ at }) => OF_THE_BUILD.has(at));
  // A copy, byte for byte, is disputed picture and record in one: then both were frozen.
  const frozen = new Map<string, FrozenFingerprint[]>();
  for (const { sha256, fingerprint } of [inputs.disputed, ...inputs.records])
    frozen.set(sha256, [...(frozen.get(sha256) ?? []), fingerprint]);
  const pictures: RecomputedPicture[] = [];
  for (const [sha256, fingerprints] of frozen)
    pictures.push({ sha256, ...(await recomputed(engine, pictureOf(sha256), fingerprints)) });
  return { findingsIdentical, measurementsIdentical, differences, pictures };
}

/** Every place where two values differ, at most so many. */
export function differencesOf(reported: Json | undefined, recomputed: Json | undefined, at = ''): Difference[] {
  if (reported === recomputed) return [];
  const bothHold = isHolder(reported) && isHolder(recomputed) && Array.isArray(reported) === Array.isArray(recomputed);
  if (!bothHold) {
    const values = { ...(reported !== undefined && { reported }), ...(recomputed !== undefined && { recomputed }) };
    return [{ at, ...values }];
  }
  const [a, b] = [new Map(Object.entries(reported)), new Map(Object.entries(recomputed))];
  return [...new Set([...a.keys(), ...b.keys()])]
    .flatMap((name) => differencesOf(a.get(name), b.get(name), at === '' ? name : `${at}.${name}`))
    .slice(0, DIFFERENCES_MAX);
}

const isHolder = (value: Json | undefined): value is Json[] | { [name: string]: Json } =>
  typeof value === 'object' && value !== null;

async function recomputed(
  engine: Pick<Engine, 'fingerprint'>,
  picture: Uint8Array | undefined,
  frozen: readonly FrozenFingerprint[],
): Promise<Pick<RecomputedPicture, 'state' | 'distances'>> {
  if (picture === undefined) return { state: 'missing', distances: {} };
  const outcome = await engine.fingerprint(picture);
  if (outcome.status !== 'fingerprinted') return { state: 'not-comparable', distances: {} };
  const distances = frozen.map((each) => distancesBetween(each, outcome.fingerprint)).reduce(largestOf);
  const names = (Object.keys(distances) as (keyof Distances)[]).filter((name) => distances[name] > 0);
  const isWithin = names.every((name) => distances[name] <= TOLERANCE[name]);
  return {
    state: names.length === 0 ? 'identical' : isWithin ? 'within-tolerance' : 'different',
    distances: Object.fromEntries(names.map((name) => [name, distances[name]])),
  };
}
