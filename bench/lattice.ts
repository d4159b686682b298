import { designAt, generateDesign, type RepeatTruth, type Vec2 } from '../datasets/index.ts';
import { analyseRepeat } from '../engine/core/repeat/analyse-repeat.ts';
import type { RepeatType } from '../engine/index.ts';
import { progressOf } from './progress.ts';
import { referenceRepeats } from './reference-data.ts';
import { percent } from './report.ts';
import { type Rate, wilsonRate } from './statistics.ts';

/** A vector counts as found when it lies so near, as a share of its length. */
const TOLERANCE = 0.02;

/**
 * How a found lattice stands to the true one: the same; coarser, where each of its vectors is a whole combination of the true ones;
 * finer, where it is the other way round; or another.
 */
export type LatticeAgreement = 'same' | 'coarser' | 'finer' | 'other' | 'none';

interface Miss {
  readonly id: string;
  readonly agreement: LatticeAgreement;
  readonly type: RepeatType;
  readonly found: RepeatType;
}

export interface LatticeReport {
  readonly designs: number;
  /** Generated designs that repeat and show two periods each way. */
  readonly lattice: Rate;
  readonly type: Rate;
  /** Generated designs that do not repeat. */
  readonly none: Rate;
  /** Designs whose lattice or type is not right. */
  readonly misses: readonly Miss[];
  /** Real patterns whose tile is known, which may itself consist of smaller ones. */
  readonly reference: Readonly<Record<LatticeAgreement, number>> | undefined;
}

/** Finds the repeat of generated designs of the test split and of the real patterns, as the engine does at its working size. */
export async function measureLattice(count: number, referenceFolder: string | undefined): Promise<LatticeReport> {
  const progress = progressOf('repeats', count);
  const right = { lattice: 0, type: 0, none: 0 };
  const seen = { repeating: 0, none: 0 };
  const misses: Miss[] = [];
  for (let index = 0; index < count; index++) {
    const { seed, family } = designAt('test', index);
    const { id, truth, ...picture } = await generateDesign(seed, { family, sidePx: 512 });
    progress(index + 1);
    if (!showsTwoPeriods(truth.repeat, picture)) continue;
    const found = analyseRepeat(picture);
    const agreement = compareLattices(truth.repeat.vectorsPx, found.vectorsPx);
    const isNone = truth.repeat.type === 'none';
    seen[isNone ? 'none' : 'repeating']++;
    if (isNone) right.none += found.type === 'none' ? 1 : 0;
    else {
      right.lattice += agreement === 'same' ? 1 : 0;
      right.type += found.type === truth.repeat.type ? 1 : 0;
    }
    const { type } = truth.repeat;
    if (agreement !== 'same' || type !== found.type) misses.push({ id, agreement, type, found: found.type });
  }
  return {
    designs: count,
    lattice: wilsonRate(right.lattice, seen.repeating),
    type: wilsonRate(right.type, seen.repeating),
    none: wilsonRate(right.none, seen.none),
    misses,
    reference: referenceFolder === undefined ? undefined : await measureReference(referenceFolder),
  };
}

async function measureReference(folder: string): Promise<Record<LatticeAgreement, number>> {
  const counts = { same: 0, finer: 0, coarser: 0, other: 0, none: 0 };
  for await (const { raster, vectorsPx } of referenceRepeats(folder))
    counts[compareLattices(vectorsPx, analyseRepeat(raster).vectorsPx)]++;
  return counts;
}

/** A picture of fewer periods shows no repeat: nothing returns in it. */
function showsTwoPeriods(
  { vectorsPx }: RepeatTruth,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): boolean {
  return vectorsPx.every(([x, y]) => 2 * Math.abs(x) <= widthPx && 2 * Math.abs(y) <= heightPx);
}

/** Vectors of up to two dimensions, reduced. Two empty lattices are the same. */
export function compareLattices(truth: readonly Vec2[], found: readonly Vec2[]): LatticeAgreement {
  if (truth.length === 0 && found.length === 0) return 'same';
  if (found.length === 0) return 'none';
  const truthInFound = truth.length <= found.length && truth.every((vector) => isCombination(vector, found));
  const foundInTruth = found.length <= truth.length && found.every((vector) => isCombination(vector, truth));
  if (truthInFound) return foundInTruth ? 'same' : 'finer';
  return foundInTruth ? 'coarser' : 'other';
}

/** Whether a vector is, to the tolerance, a whole combination of one or two others. */
function isCombination([x, y]: Vec2, [a, b]: readonly Vec2[]): boolean {
  if (a === undefined) return false;
  const near = (i: number, j: number) => {
    const [dx, dy] = [x - i * a[0] - j * (b?.[0] ?? 0), y - i * a[1] - j * (b?.[1] ?? 0)];
    return Math.hypot(dx, dy) <= TOLERANCE * Math.hypot(x, y);
  };
  if (b === undefined) return near(Math.round((x * a[0] + y * a[1]) / (a[0] * a[0] + a[1] * a[1])), 0);
  const area = a[0] * b[1] - a[1] * b[0];
  return near(Math.round((x * b[1] - y * b[0]) / area), Math.round((a[0] * y - a[1] * x) / area));
}

export function latticeTable({ designs, lattice, type, none, misses, reference }: LatticeReport): string {
  const rate = (each: Rate) => `${each.hits} of ${each.n}, ${percent(each)}`;
  const wrong = misses.filter(({ agreement }) => agreement !== 'same');
  const mistyped = misses.filter(({ agreement }) => agreement === 'same');
  return [
    `The first ${designs} designs of the test split at 512 px that show at least two periods each way, and those without a repeat.`,
    '',
    '| | |',
    '| --- | --- |',
    `| lattice right: primitive, vectors within 2 % | ${rate(lattice)} |`,
    `| repeat type right | ${rate(type)} |`,
    `| no repeat found where there is none | ${rate(none)} |`,
    ...(reference === undefined
      ? []
      : [
          `| real patterns with a known tile (${sum(Object.values(reference))}) | the tile ${reference.same}, a part of it that repeats by itself ${reference.finer}, several tiles ${reference.coarser}, another lattice ${reference.other}, none ${reference.none} |`,
        ]),
    '',
    `Lattice not right: ${counted(wrong.map(({ id, agreement }) => `${id.replace(/-\d+$/, '')} ${agreement}`))}.`,
    '',
    `Type not right on the right lattice: ${counted(mistyped.map(({ type: truth, found }) => `${truth} called ${found}`))}.`,
  ].join('\n');
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** Each text once with how often it stands there, the most frequent first. */
function counted(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const each of texts) counts.set(each, (counts.get(each) ?? 0) + 1);
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.map(([each, count]) => `${each} ${count}`).join(' · ') || 'none';
}
