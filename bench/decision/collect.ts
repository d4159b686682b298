import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FUSION_INPUTS, fusionInputs } from '../../engine/pipeline/grade/fusion.ts';
import type { Ranked } from '../recognition/answer.ts';
import { makePlan, SIZES } from '../recognition/plan.ts';
import { runPlan } from '../recognition/run.ts';

/*
 * npx tsx bench/decision/collect.ts
 * Checks generated designs of the calibration split against a library of them and writes what was measured of every record looked at to
 * .cache/decision/rows.jsonl, for models/training/fit_fusion.py. Goes on where an earlier run was cut off.
 */
const rootDir = join(import.meta.dirname, '../..');
const plan = makePlan(SIZES.fit, [], 'calibration');

interface Row {
  readonly right: boolean;
  /** Search did not hand the record to verification: it was compared apart. */
  readonly missed: boolean;
  /** In the order of FUSION_INPUTS. */
  readonly inputs: readonly number[];
}

function rowOf({ evidence, name }: Ranked, originals: readonly string[], missed: boolean): Row {
  if (evidence?.colourSimilarity === undefined) throw new Error('Expected evidence of this engine with every answer.');
  const { coverage, typicality, typical, colourSimilarity, ...measured } = evidence;
  const inputs = fusionInputs({
    ...measured,
    colourSimilarity,
    coverageQuery: coverage.query,
    coverageCandidate: coverage.candidate,
    information: 1 - typicality,
    typicalLogOdds: typical?.logOdds ?? null,
  });
  return { right: originals.includes(name), missed, inputs: FUSION_INPUTS.map((input) => inputs[input]) };
}

const lines = await runPlan(
  rootDir,
  plan,
  async ({ answers }) =>
    plan.checks.flatMap(({ id, kind, edit, severity, design, originals }) => {
      const answer = answers.get(id);
      if (!answer) return [];
      const rows = answer.ranked.map((record) => rowOf(record, originals, false));
      if (answer.right?.rank === null) rows.push(rowOf(answer.right, originals, true));
      return [JSON.stringify({ id, kind, edit, severity, design, inputs: FUSION_INPUTS, rows })];
    }),
  { keepEvidence: true },
);
const folder = join(rootDir, '.cache/decision');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'rows.jsonl'), `${lines.join('\n')}\n`);
