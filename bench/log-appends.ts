import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../api/services/log.ts';
import { openStorage } from '../api/services/open-storage.ts';
import { checkLog } from '../api/services/proof/check-log.ts';
import { openTransparency } from '../api/services/proof/open-transparency.ts';

/** Clients that wait until their acts are acknowledged before they send the next, and acts that share a transaction. */
const CASES = [
  { clients: 1, acts: 1 },
  { clients: 8, acts: 1 },
  { clients: 64, acts: 1 },
  { clients: 4, acts: 50 },
] as const;

export interface LogAppendsRow {
  readonly clients: number;
  readonly actsPerTransaction: number;
  readonly appends: number;
  readonly appendsPerSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

/**
 * Acts entered and logged with every fsync on, on the embedded database: each client enters an act in a transaction of its
 * own and waits until it is on disk and signed. Afterwards the whole log has to be sound and hold exactly these acts.
 */
export async function measureLogAppends(seconds: number): Promise<readonly LogAppendsRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'selvedge-bench-log-'));
  const clock = () => new Date();
  const { store, databaseId, close } = await openStorage({ dataDir, databaseUrl: null }, silentLog);
  const opened = await openTransparency({ dataDir, origin: null }, { store, databaseId, clock, log: silentLog });
  const { keyring, transparency } = opened;
  try {
    const rows: LogAppendsRow[] = [];
    for (const { clients, acts } of CASES) {
      const durationsMs: number[] = [];
      const begun = performance.now();
      const client = async (number: number) => {
        for (let i = 0; performance.now() - begun < seconds * 1000; i++) {
          const start = performance.now();
          const key = `${clients} clients of ${acts}, client ${number}, act ${i}`;
          await store.transaction(async (tx) => {
            for (let act = 0; act < acts; act++) await transparency.enter(tx, `${key}.${act}`, { act: key });
          });
          await transparency.flush();
          durationsMs.push(performance.now() - start);
        }
      };
      await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
      const elapsedS = (performance.now() - begun) / 1000;
      durationsMs.sort((a, b) => a - b);
      rows.push({
        clients,
        actsPerTransaction: acts,
        appends: durationsMs.length * acts,
        appendsPerSecond: (durationsMs.length * acts) / elapsedS,
        medianMs: durationsMs[Math.floor(durationsMs.length / 2)] ?? Number.NaN,
        p99Ms: durationsMs[Math.floor(durationsMs.length * 0.99)] ?? Number.NaN,
      });
    }
    const total = rows.reduce((sum, { appends }) => sum + appends, 0);
    const findings = await checkLog({ store, keyring, transparency });
    const faults = findings.filter(({ severity }) => severity !== 'info');
    if (faults.length > 0 || !findings.some(({ what }) => what.includes(`${total} entries`)))
      throw new Error(`the log is not what was measured: ${JSON.stringify(findings)}`);
    return rows;
  } finally {
    await opened.close();
    await close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

export function logAppendsTable(rows: readonly LogAppendsRow[]): string {
  return [
    '| clients | acts a transaction | appends | appends a second | median, ms | 99th percentile, ms |',
    '| ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(
      ({ clients, actsPerTransaction, appends, appendsPerSecond, medianMs, p99Ms }) =>
        `| ${clients} | ${actsPerTransaction} | ${appends} | ${appendsPerSecond.toFixed(0)} | ${medianMs.toFixed(1)} | ${p99Ms.toFixed(1)} |`,
    ),
  ].join('\n');
}
