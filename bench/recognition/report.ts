import { UNSEEN_EDITS } from '../../datasets/edits/index.ts';
import { GRADES } from '../../engine/core/vocabulary.ts';
import type { Rate } from '../statistics.ts';
import type { ExplanationRates } from './measure/explanation.ts';
import { FAILURE_KINDS, type Failure } from './measure/failures.ts';
import type { FalseFindings } from './measure/false-findings.ts';
import { GOALS, goalOf } from './measure/goals.ts';
import type { GradeRow } from './measure/grade-table.ts';
import type { LikelihoodCosts, LikelihoodTable } from './measure/likelihood.ts';
import type { CellRates, RetrievalSummary } from './measure/retrieval-table.ts';

export interface RecognitionReport {
  readonly sizes: Readonly<Record<string, number>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly library: number;
  readonly cells: readonly CellRates[];
  readonly goals: readonly (Rate | undefined)[];
  readonly generated: RetrievalSummary;
  readonly reference: RetrievalSummary | undefined;
  readonly methods: readonly { readonly name: string; readonly summary: RetrievalSummary }[];
  readonly grades: readonly GradeRow[];
  readonly unrelated: FalseFindings;
  readonly copiesElsewhere: FalseFindings;
  readonly lookAlikes: FalseFindings;
  readonly explanation: ExplanationRates;
  readonly likelihood: LikelihoodTable;
  readonly failures: readonly Failure[];
}

/** More points than this below the generated designs, and a row counts as not reached. */
const REFERENCE_GAP = 0.05;

export const recognitionMarkdown = (report: RecognitionReport): string =>
  [
    `Library of ${report.library} (${report.sizes.registered} generated designs with queries, ${report.sizes.distractors} without, reference pictures beside them), ${report.generated.checks + (report.reference?.checks ?? 0)} checks. ` +
      `Intervals are 95 %, by design. ${Object.entries(report.versions)
        .map(([part, version]) => `${part} ${version}`)
        .join(', ')}.`,
    '',
    '## Against the goals',
    '',
    table(
      ['generated designs', 'goal, original first', 'measured'],
      GOALS.map(({ name, goal }, row) => [name, `≥ ${percent(goal)}`, rateText(report.goals[row])]),
    ),
    '',
    '## Ranking and decision',
    '',
    table(
      ['method', 'original first', 'µAP', 'recall at precision 90 %', 'at no false alarm', 'at 1 % false alarms'],
      [
        summaryRow('**Selvedge, generated**', report.generated),
        ...(report.reference ? [summaryRow('Selvedge, reference pictures', report.reference)] : []),
        ...report.methods.map(({ name, summary }) => summaryRow(name, summary)),
      ],
    ),
    '',
    'Every edit × severity weighs the same; checks with and without an original half each; the latter half look-alikes, half unrelated designs.',
    '',
    '## Edit × severity',
    '',
    cellTable(report.cells),
    '',
    '## Unseen kinds beside seen ones',
    '',
    table(
      ['unseen', 'severity', 'original first', 'seen kinds, same severity'],
      Object.entries(UNSEEN_EDITS).flatMap(([unseen, seen]) =>
        report.cells
          .filter(({ edit, source }) => edit === unseen && source === 'generated')
          .map((cell) => [
            unseen,
            `${cell.severity}`,
            rateText(cell.first),
            seen
              .map((name) => {
                const other = report.cells.find(
                  ({ edit, severity, source }) => edit === name && severity === cell.severity && source === 'generated',
                );
                return `${name} ${other ? percent(other.first.rate) : '–'}`;
              })
              .join(', '),
          ]),
      ),
    ),
    '',
    '## Grades of originals',
    '',
    'How many originals got which grade, by edit; those that search and verification did not find are in the last column.',
    '',
    gradesTable(report.grades),
    '',
    '## Wrong strong grades',
    '',
    table(
      ['checks', 'a wrong record graded strong', 'exact upper end', 'by family'],
      [
        falseRow('unrelated: a library design with itself left out', report.unrelated),
        falseRow('unrelated: a copy, its original left out', report.copiesElsewhere),
        falseRow('look-alikes', report.lookAlikes),
      ],
    ),
    '',
    '## Edits named',
    '',
    explanationText(report.explanation),
    '',
    '## Likelihood ratios',
    '',
    table(
      ['different sources', 'pairs same / different', 'Cllr', 'Cllr_min'],
      [
        likelihoodRow('half look-alikes, half unrelated', report.likelihood.both),
        likelihoodRow('look-alikes', report.likelihood.lookAlikes),
        likelihoodRow('unrelated', report.likelihood.unrelated),
      ],
    ),
    '',
    '## Why originals were not first',
    '',
    failureText(report.failures),
  ].join('\n');

function gradesTable(rows: readonly GradeRow[]): string {
  const shown = GRADES.filter((grade) => grade !== 'not-comparable');
  return table(
    ['edit', 'pictures', 'n', ...shown, 'not found'],
    rows.map(({ edit, source, n, grades }) => [
      edit,
      source,
      `${n}`,
      ...shown.map((grade) => `${grades[grade]}`),
      `${n - shown.reduce((sum, grade) => sum + grades[grade], 0)}`,
    ]),
  );
}

function cellTable(cells: readonly CellRates[]): string {
  const generated = cells.filter(({ source }) => source === 'generated');
  const referenceOnly = cells.filter(
    (cell) => cell.source === 'reference' && !generated.some((other) => sameCell(other, cell)),
  );
  return table(
    ['edit', 'severity', 'n', 'first', 'in ten', 'reference: n', 'first', 'gap'],
    [...generated, ...referenceOnly].map((cell) => {
      const own = cell.source === 'generated' ? cell : undefined;
      const other = cells.find((one) => one.source === 'reference' && sameCell(one, cell));
      const gap = own && other ? own.first.rate - other.first.rate : undefined;
      return [
        cell.edit,
        `${cell.severity}`,
        `${own?.first.n ?? '–'}`,
        rateText(own?.first),
        own ? percent(own.inTen.rate) : '–',
        `${other?.first.n ?? '–'}`,
        rateText(other?.first),
        gap === undefined ? '–' : `${(100 * gap).toFixed(0)}${gap > REFERENCE_GAP ? ' *' : ''}`,
      ];
    }),
  );
}

const sameCell = (a: CellRates, b: CellRates): boolean => a.edit === b.edit && a.severity === b.severity;

function explanationText({ found, exactSet, byEdit, ...rest }: ExplanationRates): string {
  const worst = [...byEdit].sort((a, b) => a.exactSet.rate - b.exactSet.rate);
  return [
    `Of ${found} copies found (original first, strong grade): set of codes exactly right ${rateText(exactSet)}; angle within 2° ${rateText(rest.angleWithin2Deg)}; ` +
      `scale within 5 % ${rateText(rest.scaleWithin5Percent)}; median IoU of the region ${rest.medianIou.toFixed(2)} (n ${rest.ious}).`,
    '',
    table(
      ['edit', 'n', 'set right', 'most often said instead'],
      worst.map(({ edit, exactSet: rate, said }) => [edit, `${rate.n}`, percent(rate.rate), said]),
    ),
  ].join('\n');
}

function failureText(failures: readonly Failure[]): string {
  const edits = [...new Set(failures.map(({ check }) => check.split('/')[1]!))];
  const of = (edit: string, kind: string): number =>
    failures.filter((failure) => failure.kind === kind && failure.check.split('/')[1] === edit).length;
  const total = (edit: string): number => FAILURE_KINDS.reduce((sum, kind) => sum + of(edit, kind), 0);
  return [
    '`misjudged`: verification does not know the original; `not-retrieved`: it would, but search did not hand it over; `outranked`: it knew the original and judged another record better.',
    '',
    table(
      ['edit', ...FAILURE_KINDS],
      edits
        .sort((a, b) => total(b) - total(a))
        .map((edit) => [edit, ...FAILURE_KINDS.map((kind) => `${of(edit, kind)}`)]),
    ),
  ].join('\n');
}

/** Rate of each row of the goals, over the checks of its cells. */
export const goalRows = <T>(
  checks: readonly (T & { readonly check: { readonly edit: string; readonly severity: number } })[],
  rate: (of: readonly T[]) => Rate,
): (Rate | undefined)[] =>
  GOALS.map((_, row) => {
    const of = checks.filter(({ check }) => goalOf(check) === row);
    return of.length ? rate(of) : undefined;
  });

const summaryRow = (name: string, summary: RetrievalSummary): string[] => [
  name,
  percent(summary.first),
  summary.microAveragePrecision.toFixed(3),
  summary.recallAtPrecision90.toFixed(3),
  summary.recallAtNoFalseAlarm.toFixed(3),
  summary.recallAtOnePercent.toFixed(3),
];

const falseRow = (name: string, { rate, exactUpper, byFamily }: FalseFindings): string[] => [
  name,
  `${rate.hits} of ${rate.n} = ${rateText(rate)}`,
  `${(100 * exactUpper).toFixed(2)} %`,
  Object.entries(byFamily)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 8)
    .map(([family, n]) => `${family} ${n}`)
    .join(', '),
];

const likelihoodRow = (name: string, costs: LikelihoodCosts): string[] => [
  name,
  `${costs.same} / ${costs.different}`,
  costs.cllr === undefined ? 'none stated' : costs.cllr.toFixed(3),
  costs.cllrMin.toFixed(3),
];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const percent = (share: number): string => (Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`);
const rateText = (rate: Rate | undefined): string =>
  rate && rate.n > 0
    ? `${percent(rate.rate)} (${(100 * rate.lower).toFixed(1)}–${(100 * rate.upper).toFixed(1)})`
    : '–';
