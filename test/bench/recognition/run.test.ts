import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assembleReport } from '../../../bench/recognition/assemble.ts';
import { errorRates } from '../../../bench/recognition/error-rates.ts';
import { GOALS } from '../../../bench/recognition/measure/goals.ts';
import { makePlan, SIZES } from '../../../bench/recognition/plan.ts';
import { recognitionMarkdown } from '../../../bench/recognition/report.ts';
import { runPlan } from '../../../bench/recognition/run.ts';

const rootDir = join(import.meta.dirname, '../../..');

describe('a small run', () => {
  const cacheRoot = mkdtempSync(join(tmpdir(), 'selvedge-recognition-'));
  afterAll(() => rmSync(cacheRoot, { recursive: true, force: true }));

  it('finds originals, goes on where it was cut off, and writes the tables', { timeout: 600_000 }, async () => {
    const sizes = { ...SIZES.smoke, registered: 4, distractors: 2, lookAlikes: 2, leftOut: 1, background: 1 };
    const whole = makePlan(sizes, []);
    const wanted = ['mirror', 'grey', 'blur'];
    const some = whole.checks.filter(
      ({ edit, kind, severity }) => kind !== 'copy' || (wanted.includes(edit) && severity === 1),
    );
    const plan = { ...whole, checks: some };
    const first = await runPlan(rootDir, { ...plan, checks: some.slice(0, 3) }, async (result) => result, {
      cacheDir: cacheRoot,
    });
    expect(first.answers.size).toBe(3);
    const { answers, report } = await runPlan(
      rootDir,
      plan,
      async (result) => ({ answers: result.answers, report: assembleReport(sizes, result, []) }),
      { cacheDir: cacheRoot },
    );
    expect(answers.size).toBe(some.length);
    for (const [id, kept] of first.answers) expect(answers.get(id)).toEqual(kept);
    expect(
      report.cells.filter(({ edit }) => edit === 'mirror' || edit === 'grey').map(({ first: { rate } }) => rate),
    ).toEqual([1, 1]);
    const text = recognitionMarkdown(report);
    for (const { name } of GOALS) expect(text).toContain(name);
    expect(text).not.toContain('NaN');
    const rates = errorRates(report, '2026-01-31');
    expect(rates.copies.map(({ edit, n, strong }) => [edit, n, strong.n])).toEqual(
      report.grades.map(({ edit, n }) => [edit, n, n]),
    );
    expect(rates.copies.find(({ edit }) => edit === 'mirror')?.strong.hits).toBe(1);
    expect([rates.wrongStrong.lookAlikes.n, rates.wrongStrong.unrelated.n]).toEqual([2, 1]);
  });
});
