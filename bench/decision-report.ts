import { parseArgs } from 'node:util';
import { GRADES, STRONG_GRADES } from '../engine/core/vocabulary.ts';
import { fuse } from '../engine/pipeline/grade/fusion.ts';
import { measurementsOf } from '../engine/pipeline/grade/measurements.ts';
import { applyRules } from '../engine/pipeline/grade/rules.ts';
import { explainEdits } from '../engine/pipeline/verify/explain-edits.ts';
import { type PairRow, pairRows } from './decision-data.ts';
import { wilsonRate } from './statistics.ts';

/*
 * npx tsx bench/decision-report.ts [--split test] [--designs N] [--from N] [--again] [--list]
 * What score, grade and named edits reach on pairs of a split, of its designs from --from on; the pairs are measured once and kept under .cache.
 */
const { values } = parseArgs({
  options: {
    split: { type: 'string', default: 'test' },
    designs: { type: 'string', default: '120' },
    from: { type: 'string', default: '0' },
    again: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

const UNMEASURED = new Set(['re-encoded', 'blurred']);

interface Graded {
  readonly row: PairRow;
  readonly logOdds: number;
  readonly strong: boolean;
  readonly grade: string;
  readonly edits: ReturnType<typeof explainEdits>;
}

function graded(row: PairRow): Graded {
  const verification = { ...row.verification, region: { query: [], candidate: [] } };
  const edits = explainEdits(verification, row.query, row.candidate);
  const measurements = measurementsOf(verification, row.channels, edits, row.typicalLogOdds);
  const logOdds = fuse(measurements);
  const { grade } = applyRules(measurements, logOdds);
  return { row, logOdds, grade, strong: STRONG_GRADES.includes(grade), edits };
}

const percent = (hits: number, n: number): string => {
  const { rate, lower, upper } = wilsonRate(hits, n);
  return `${hits}/${n} = ${(100 * rate).toFixed(1)} % (${(100 * lower).toFixed(1)}–${(100 * upper).toFixed(1)})`;
};
const line = (text: string): boolean => process.stdout.write(`${text}\n`);

function reportGrades(all: readonly Graded[]): void {
  for (const label of ['same', 'found', 'family', 'look-alike'] as const) {
    const of = all.filter(({ row }) => row.label === label);
    const counts = GRADES.slice(0, 5).map((grade) => `${grade} ${of.filter((g) => g.grade === grade).length}`);
    line(`${label}: strong ${percent(of.filter(({ strong }) => strong).length, of.length)}; ${counts.join(', ')}`);
  }
  const checks = groupedBy(
    all.filter(({ row }) => !row.edit.startsWith('look-alike')),
    ({ row }) => `${row.design} ${row.edit} ${row.severity}`,
  );
  const wrong = [...checks.values()].filter((of) => of.some(({ row, strong }) => row.label !== 'same' && strong));
  line(`checks with another design graded strong: ${percent(wrong.length, checks.size)}`);
  const withOrigin = [...checks.values()].filter((of) => of.some(({ row }) => row.label === 'same'));
  const first = withOrigin.filter((of) => of.reduce((a, b) => (better(b, a) ? b : a)).row.label === 'same');
  line(`right one first: ${percent(first.length, withOrigin.length)}`);
}

const better = (a: Graded, b: Graded): boolean => {
  const order = GRADES as readonly string[];
  return a.grade === b.grade ? a.logOdds > b.logOdds : order.indexOf(a.grade) < order.indexOf(b.grade);
};

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function reportEdits(all: readonly Graded[]): void {
  const copies = all.filter(({ row, strong }) => row.label === 'same' && strong);
  const tally = new Map<string, { n: number; right: number; extra: Map<string, number> }>();
  const amounts = { angles: [0, 0], scales: [0, 0] };
  for (const { row, edits } of copies) {
    const wanted = (row.truth?.codes ?? []).filter((code) => !UNMEASURED.has(code));
    const named = edits.map(({ code }) => code);
    const entry = tally.get(row.edit) ?? { n: 0, right: 0, extra: new Map<string, number>() };
    tally.set(row.edit, entry);
    entry.n++;
    const extra = named.filter((code) => !wanted.includes(code));
    const missing = wanted.filter((code) => !named.includes(code));
    if (extra.length + missing.length === 0) entry.right++;
    for (const note of [...extra.map((c) => `+${c}`), ...missing.map((c) => `-${c}`)])
      entry.extra.set(note, (entry.extra.get(note) ?? 0) + 1);
    countAmounts(row, amounts);
  }
  let right = 0;
  for (const [name, entry] of [...tally].sort()) {
    right += entry.right;
    line(`${name}: ${entry.right}/${entry.n} ${[...entry.extra].map(([note, n]) => `${note} ×${n}`).join(' ')}`);
  }
  line(`set of codes right: ${percent(right, copies.length)}`);
  line(`angle within 2°: ${percent(amounts.angles[0]!, amounts.angles[1]!)}`);
  line(`scale within 5 %: ${percent(amounts.scales[0]!, amounts.scales[1]!)}`);
}

/** The truth leads from original to copy, the finding from query to candidate: angle and scale run the other way. */
function countAmounts({ truth, edit, verification }: PairRow, amounts: { angles: number[]; scales: number[] }): void {
  if (edit === 'turn' && truth?.angleDeg !== undefined) {
    const off = Math.abs(((verification.angleDeg + truth.angleDeg + 540) % 360) - 180);
    amounts.angles[1]!++;
    if (off <= 2) amounts.angles[0]!++;
  }
  if ((edit.startsWith('scale') || edit === 'resize') && truth?.scale) {
    amounts.scales[1]!++;
    if (Math.abs(verification.scale * truth.scale - 1) <= 0.05) amounts.scales[0]!++;
  }
}

const all: Graded[] = [];
for (const split of values.split.split(','))
  all.push(
    ...(await pairRows(split as PairRow['split'], Number(values.designs), values.again))
      .filter(({ design }) => design >= Number(values.from))
      .map(graded),
  );
reportGrades(all);
reportEdits(all);
if (values.list)
  for (const { row, logOdds, grade } of all.filter(({ row, strong }) => (row.label === 'same') !== strong))
    line(
      `${row.label} ${row.edit} ${row.severity} ${row.family} → ${row.candidateFamily}: ${grade}, log-odds ${logOdds.toFixed(2)}, agreement ${row.verification.overallAgreement.toFixed(2)}, inliers ${row.verification.distinctInliers}, information ${row.verification.information.toFixed(2)}, cosine ${row.channels.embeddingCosine.toFixed(2)}`,
    );
