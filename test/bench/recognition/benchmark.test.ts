import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Ranked } from '../../../bench/recognition/answer.ts';
import { failuresOf } from '../../../bench/recognition/measure/failures.ts';
import { falseFindings } from '../../../bench/recognition/measure/false-findings.ts';
import { GOALS, goalOf } from '../../../bench/recognition/measure/goals.ts';
import { retrievalSummary } from '../../../bench/recognition/measure/retrieval-table.ts';
import { scoredCheck } from '../../../bench/recognition/measure/scored-check.ts';
import { combined, exhaustive, normalised, scoreChecks } from '../../../bench/recognition/methods/method.ts';
import { type Check, makePlan, type Plan, SIZES } from '../../../bench/recognition/plan.ts';
import { EDIT_NAMES, UNSEEN_EDITS } from '../../../datasets/edits/index.ts';

const check = (id: string, change: Partial<Check> = {}): Check => ({
  id,
  kind: 'copy',
  source: 'generated',
  edit: 'crop',
  severity: 1,
  design: id,
  family: 'gingham',
  originals: ['a'],
  passed: [],
  recipe: { kind: 'design', split: 'test', index: 0, sidePx: 320 },
  ...change,
});

const ranked = (name: string, logOdds: number, grade: Ranked['grade'] = 'no-match'): Ranked => ({
  name,
  logOdds,
  grade,
  score: 1 / (1 + Math.exp(-logOdds)),
  log10LR: null,
});

const answer = (id: string, records: readonly Ranked[], right: Answer['right'] = null): Answer => ({
  id,
  status: 'checked',
  content: id,
  size: [320, 320],
  truth: null,
  ranked: records,
  right,
  ms: 1,
});

const rightAt = (rank: number | null, logOdds: number): Answer['right'] => ({
  ...ranked('a', logOdds),
  rank,
  edits: [],
  transform: null,
  region: { query: [], candidate: [] },
});

describe('the plan', () => {
  let plan: Plan;
  beforeAll(() => {
    plan = makePlan(SIZES.full, []);
  });

  it('asks as much as the statements need', () => {
    expect(plan.library.length).toBe(22_000);
    const copies = plan.checks.filter(({ kind }) => kind === 'copy');
    const cells = new Map<string, number>();
    for (const { edit, severity } of copies)
      cells.set(`${edit}/${severity}`, (cells.get(`${edit}/${severity}`) ?? 0) + 1);
    expect(Math.min(...cells.values())).toBeGreaterThanOrEqual(150);
    expect(new Set(copies.map(({ edit }) => edit))).toEqual(new Set(EDIT_NAMES));
    const unrelated = plan.checks.filter(({ kind }) => kind !== 'look-alike').length;
    expect(unrelated).toBeGreaterThanOrEqual(40_000);
    expect(plan.checks.filter(({ kind }) => kind === 'look-alike').length).toBeGreaterThanOrEqual(4000);
  });

  it('names every check and every record once, and only originals that are in the library', () => {
    const names = new Set(plan.library.map(({ name }) => name));
    expect(names.size).toBe(plan.library.length);
    expect(new Set(plan.checks.map(({ id }) => id)).size).toBe(plan.checks.length);
    for (const { originals } of plan.checks) for (const name of originals) expect(names.has(name)).toBe(true);
    for (const { name } of plan.background) expect(names.has(name)).toBe(false);
  });

  it('gives every edit a goal or, where it is an unseen kind, a comparison', () => {
    for (const edit of EDIT_NAMES)
      for (const severity of [1, 2, 3]) {
        const row = goalOf({ edit, severity });
        expect(row !== undefined, edit).toBe(!(edit in UNSEEN_EDITS));
        if (row !== undefined) expect(GOALS[row]).toBeDefined();
      }
    expect(goalOf({ edit: 'crop', severity: 3 })).not.toBe(goalOf({ edit: 'crop', severity: 2 }));
  });
});

describe('the measures', () => {
  it('count a wrong strong record once a check, and not the original', () => {
    const checks = [check('1'), check('2'), check('3', { kind: 'left-out', originals: [] })];
    const answers = new Map(
      [
        answer('1', [ranked('a', 5, 'identical'), ranked('b', 1)]),
        answer('2', [ranked('b', 4, 'substantially-similar'), ranked('c', 3, 'identical'), ranked('a', 2)]),
        answer('3', [ranked('a', -1)]),
      ].map((one) => [one.id, one]),
    );
    const { rate, findings, exactUpper } = falseFindings(checks, answers);
    expect([rate.hits, rate.n]).toEqual([1, 3]);
    expect(findings[0]).toMatchObject({ check: '2', record: 'b' });
    expect(exactUpper).toBeGreaterThan(1 / 3);
  });

  it('tell why an original was not first', () => {
    const answers = new Map(
      [
        answer('first', [ranked('a', 3)], rightAt(1, 3)),
        answer('outranked', [ranked('b', 4), ranked('a', 3)], rightAt(2, 3)),
        answer('passed over', [ranked('b', -4)], rightAt(null, 3)),
        answer('unknown', [ranked('b', -4)], rightAt(null, -5)),
        { ...answer('refused', []), status: 'not-comparable' as const },
      ].map((one) => [one.id, one]),
    );
    const kinds = failuresOf(
      [...answers.keys()].map((id) => check(id)),
      answers,
    ).map(({ kind }) => kind);
    expect(kinds).toEqual(['outranked', 'not-retrieved', 'misjudged', 'not-comparable']);
  });

  it('give a method that always scores the original highest full marks, and one that never does none', () => {
    const checks = [check('1'), check('2', { kind: 'left-out', originals: [] })];
    const good = checks.map((one) =>
      scoredCheck(one, one.kind === 'copy' ? [{ name: 'a', score: 0.9 }] : [{ name: 'b', score: 0.2 }]),
    );
    expect(retrievalSummary(good)).toMatchObject({ first: 1, microAveragePrecision: 1, recallAtNoFalseAlarm: 1 });
    const bad = checks.map((one) => scoredCheck(one, [{ name: 'b', score: 0.9 }]));
    expect(retrievalSummary(bad)).toMatchObject({ first: 0, microAveragePrecision: 0, recallAtNoFalseAlarm: 0 });
  });
});

describe('methods', () => {
  const numbers = { name: 'near', describe: async (content: string) => Number(content), similarity: nearness };

  it('rank by similarity and pass over what is neither right nor wrong', async () => {
    const method = await exhaustive(numbers, ['1', '5', '9']);
    const [scored] = await scoreChecks(
      method,
      { names: ['b', 'a', 'c'], checks: [{ check: check('1', { passed: ['b'] }), content: '2' }] },
      () => {},
    );
    expect(scored?.ranked.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(scored?.rightRank).toBe(1);
  });

  it('are normalised by the nearest background, which changes no order of one query', async () => {
    const raw = await exhaustive(numbers, ['1', '5', '9']);
    const level = normalised(raw, await exhaustive(numbers, ['2', '3', '4', '100']));
    const [before, after] = [await raw.similarities('3'), await level.similarities('3')];
    for (const [i, value] of after!.entries()) expect(value - before![i]!).toBeCloseTo(2 / 3, 5);
    const sum = combined('sum', raw, raw, 2);
    expect(await sum.similarities('3')).toEqual(before!.map((value) => 3 * value));
  });
});

function nearness(a: number, b: number): number {
  return -Math.abs(a - b);
}
