import { cpus, totalmem } from 'node:os';
import { GRADES } from '../engine/core/vocabulary.ts';
import type { AccuracyReport } from './accuracy.ts';
import { LACE_LEFT_OUT } from './reference-data.ts';
import type { SpeedReport } from './speed.ts';
import type { Rate, Spread } from './statistics.ts';

/** What the figures were measured on. */
export function describeMachine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}`;
}

export function accuracyTable({ cells, strongWrong, checkMs, answers }: AccuracyReport): string {
  const rows = cells.map(
    ({ edit, firstRight, inTen, strongRight, strongWrong: wrong }) =>
      `| ${edit} | ${firstRight.n} | ${isSearch(edit) ? percent(firstRight) : '–'} | ${isSearch(edit) ? percent(inTen) : '–'} | ${isSearch(edit) ? percent(strongRight) : '–'} | ${percent(wrong)} |`,
  );
  return [
    '| query | n | right one first | in the first ten | right one graded strong | another design graded strong |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Another design graded strong, all checks: ${percent(strongWrong)} of ${strongWrong.n}. Whole check in this run: ${spread(checkMs)}.`,
    ...unjudgedGrades(answers),
  ].join('\n');
}

/** What the queries found whose relatives nobody has judged. */
function unjudgedGrades(answers: AccuracyReport['answers']): string[] {
  const unjudged = answers.filter((answer) => answer.unjudged);
  if (unjudged.length === 0) return [];
  const counts = GRADES.map(
    (grade) => [grade, unjudged.filter(({ bestWrong }) => bestWrong?.grade === grade).length] as const,
  );
  const told = counts.filter(([, n]) => n > 0).map(([grade, n]) => `${grade} ${n}`);
  return [
    '',
    `Not in that figure: the best other record of ${unjudged.length} × ${unjudged[0]!.edit} is ${told.join(', ')}.`,
  ];
}

/** Cells whose queries have no original have no right answer to be first. */
const isSearch = (edit: string) => !edit.startsWith('look-alike') && edit !== 'unrelated' && edit !== LACE_LEFT_OUT;

export function speedTable(report: SpeedReport): string {
  const { importPerSecond, fingerprintMs, sizes, load } = report;
  const lines = [
    `Fingerprint of a 1,024 px JPEG, one client: ${spread(fingerprintMs)}. Import: ${importPerSecond.toFixed(1)} patterns a second.`,
    '',
    '| patterns | ready after a clean stop, cold / warm | first check | cold p50 / p95 / p99 | warm p50 / p95 / p99 | resident memory |',
    '| --- | --- | --- | --- | --- | --- |',
    ...sizes.map(
      ({ patterns, coldReadyMs, readyMs, firstCheckMs, coldMs, warmMs, residentMiB }) =>
        `| ${patterns.toLocaleString('en')} | ${coldReadyMs === undefined ? 'not measured' : (coldReadyMs / 1000).toFixed(2)} / ${(readyMs / 1000).toFixed(2)} s | ${firstCheckMs.toFixed(0)} ms | ${coldMs ? threeOf(coldMs) : 'not measured'} | ${threeOf(warmMs)} | ${residentMiB.toFixed(0)} MiB |`,
    ),
    '',
    ...sizes.map(({ patterns, stagesP50Ms }) => {
      const stages = Object.entries(stagesP50Ms).map(([stage, ms]) => `${stage} ${ms.toFixed(0)}`);
      return `Stages at ${patterns.toLocaleString('en')}, median ms: ${stages.join(', ')}.`;
    }),
  ];
  if (load) {
    const statuses = Object.entries(load.byStatus).map(([status, n]) => `${n} × ${status}`);
    lines.push(
      '',
      `${load.clients} clients for ${load.seconds} s: ${statuses.join(', ')}; ${load.withoutRetryAfter} refusals without Retry-After; answered ${spread(load.answeredMs)}; event-loop delay p99 ${load.eventLoopP99Ms.toFixed(1)} ms; resident ${load.residentBeforeMiB.toFixed(0)} → ${load.residentAfterMiB.toFixed(0)} MiB.`,
    );
  }
  return lines.join('\n');
}

export const percent = ({ rate, lower, upper }: Rate) =>
  Number.isNaN(rate) ? '–' : `${one(rate)} % (${one(lower)}–${one(upper)})`;
const one = (share: number) => (share * 100).toFixed(1);
const threeOf = ({ p50, p95, p99 }: Spread) => `${p50.toFixed(0)} / ${p95.toFixed(0)} / ${p99.toFixed(0)} ms`;
const spread = ({ p50, p95, p99, n }: Spread) =>
  `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms (n ${n})`;
