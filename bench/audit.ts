import { createEngine, type LibraryChange } from '../engine/index.ts';
import { ExactIndex } from '../engine/search/exact-index.ts';
import { nearestRowsReference } from '../engine/search/nearest-rows.ts';
import { progressOf } from './progress.ts';
import { madeUpEntry, SEARCH_DIMENSION } from './search-data.ts';

const NEIGHBOURS = 20;
const CHECKED_ROWS = 1_000;
const CHANGES_A_BATCH = 2_000;

export interface AuditReport {
  readonly patterns: number;
  readonly workers: number;
  readonly wallS: number;
  /** Processor time of all threads. */
  readonly cpuS: number;
  readonly checkedRows: number;
  /** Rows whose twenty nearest are those of the plain reference, in its order. */
  readonly exactRows: number;
}

/** Compares all pairs of made-up patterns by the embedding of the whole picture, through the engine as `selvedge audit` does, and checks rows of the outcome. Verification is not in it. */
export async function measureAudit(modelsDir: string, patterns: number, workers: number): Promise<AuditReport> {
  const engine = await createEngine({ modelsDir, workers });
  try {
    const { library } = await engine.openLibrary({ features: async () => new Map() });
    const plain = new ExactIndex(SEARCH_DIMENSION);
    const fill = progressOf('patterns made', patterns);
    const version = engine.versions.fingerprint;
    for (let at = 0; at < patterns; at += CHANGES_A_BATCH) {
      const changes: LibraryChange[] = [];
      for (let i = at; i < Math.min(patterns, at + CHANGES_A_BATCH); i++) {
        const entry = { ...madeUpEntry(i), version };
        changes.push({ position: i + 1, kind: 'put', key: i + 1, entry });
        plain.add(i + 1, [entry.views[0]!.vector]);
      }
      await library.apply(changes);
      fill(at + changes.length);
    }
    // The workers load their matrix product on first use.
    for await (const _ of library.neighbours({ count: NEIGHBOURS, afterKey: patterns - 1_024 }));
    const nearest = new Uint32Array(patterns * NEIGHBOURS);
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    let row = 0;
    for await (const batch of library.neighbours({ count: NEIGHBOURS })) {
      nearest.set(batch.nearest, row * NEIGHBOURS);
      row += batch.keys.length;
    }
    const wallS = (performance.now() - start) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    await library.close();
    return { patterns, workers, wallS, cpuS: (user + system) / 1e6, ...checkRows(plain, nearest) };
  } finally {
    await engine.close();
  }
}

function checkRows(plain: ExactIndex, nearest: Uint32Array): Pick<AuditReport, 'checkedRows' | 'exactRows'> {
  const rows = plain.firstVectors();
  const checkedRows = Math.min(CHECKED_ROWS, rows.keys.length);
  const told = progressOf('rows checked', checkedRows);
  let exactRows = 0;
  for (let i = 0; i < checkedRows; i++) {
    const row = Math.floor((i * rows.keys.length) / checkedRows);
    const { keys } = nearestRowsReference(rows, row, row + 1, NEIGHBOURS);
    const found = nearest.subarray(row * NEIGHBOURS, (row + 1) * NEIGHBOURS);
    if (keys.every((key, rank) => key === found[rank])) exactRows++;
    told(i + 1);
  }
  return { checkedRows, exactRows };
}

export function auditTable({ patterns, workers, wallS, cpuS, checkedRows, exactRows }: AuditReport): string {
  const pairs = (patterns * (patterns - 1)) / 1e9;
  return [
    `All ${pairs.toFixed(2)} thousand million ordered pairs of ${patterns.toLocaleString('en')} made-up patterns by the embedding of the whole picture (${SEARCH_DIMENSION} numbers), the ${NEIGHBOURS} nearest of each, ${workers} workers.`,
    '',
    '| wall clock | processor time of all threads | rows as the plain reference has them, in its order |',
    '| --- | --- | --- |',
    `| ${wallS.toFixed(1)} s | ${cpuS.toFixed(1)} s | ${exactRows} of ${checkedRows} |`,
  ].join('\n');
}
