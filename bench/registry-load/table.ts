import type { Spread } from '../statistics.ts';
import type { RegistryLoadRow } from './measure.ts';

/** What a reader and a writer may wait, in ms, at the 95th percentile on PostgreSQL. */
const GOALS = { read: 200, write: 400 } as const;

export function registryLoadTable(rows: readonly RegistryLoadRow[]): string {
  return [
    '| database | records | users | seconds | requests | reads p50 / p95 / p99, ms | writes | submissions | refused | acknowledged | lost | event loop p99, ms | resident, MiB | load before |',
    '| --- | ---: | ---: | ---: | ---: | --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(
      ({
        database,
        records,
        users,
        seconds,
        requests,
        times,
        refused,
        acknowledged,
        lost,
        eventLoopP99Ms,
        residentMiB,
        loadBefore,
      }) =>
        `| ${database} | ${records.toLocaleString('en')} | ${users} | ${seconds} | ${requests} | ${three(times.read)} | ${three(times.write)} | ${three(times.submission)} | ${statuses(refused)} | ${acknowledged} | ${lost.length} | ${eventLoopP99Ms.toFixed(1)} | ${residentMiB.toFixed(0)} | ${loadBefore.toFixed(1)} |`,
    ),
    '',
    `80 % reads, 17 % writes, 3 % submissions (picture sent, then check and filing in one request), 2 s of thought on average. Goals on PostgreSQL: p95 of reads at most ${GOALS.read} ms, of writes at most ${GOALS.write} ms, nothing lost.`,
    ...rows.flatMap(({ database, lost }) => lost.map((fault) => `Lost on ${database}: ${fault}.`)),
  ].join('\n');
}

const three = ({ p50, p95, p99, n }: Spread) => `${p50.toFixed(0)} / ${p95.toFixed(0)} / ${p99.toFixed(0)} (n ${n})`;

const statuses = (refused: Readonly<Record<string, number>>) =>
  Object.entries(refused)
    .map(([status, n]) => `${n} × ${status}`)
    .join(', ') || 'none';
