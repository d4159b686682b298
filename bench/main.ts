import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Split } from '../datasets/index.ts';
import { createEngine } from '../engine/index.ts';
import { startPostgres } from '../test/api/postgres-server.ts';
import { measureAccuracy } from './accuracy.ts';
import { auditTable, measureAudit } from './audit.ts';
import { clothTable, measureCloth } from './cloth.ts';
import { latticeTable, measureLattice } from './lattice.ts';
import { logAppendsTable, measureLogAppends } from './log-appends.ts';
import { findReferenceData, referenceLibrary, referenceQueries } from './reference-data.ts';
import { drawPictures, measureRegistryLoad, type RegistryLoadRow } from './registry-load/measure.ts';
import { registryLoadTable } from './registry-load/table.ts';
import { accuracyTable, describeMachine, speedTable } from './report.ts';
import { measureSearch, searchTable } from './search.ts';
import { fillLibraries, measureSpeed } from './speed.ts';

/*
 * npm run bench -- [reference] [lattice] [search] [speed] [log] [audit] [cloth] [options]; without a name, all of them. `fill` fills the libraries of the speed run and stops.
 *   --designs N    generated designs whose lattice is sought (default 400)
 *   --edited N     patterns of the reference set that are edited (default 100)
 *   --patterns N   patterns of the audit (default 69000)
 *   --family N     designs of each family for the kinds of cloth (default 25)
 *   --split NAME   split that these are of (default test)
 *   --sizes N,N    library sizes of the speed run (default 1000,10000,100000)
 *   --seconds N    length of the load run (default 60)
 * `registry-load`, never run unasked: users at a registry on PostgreSQL and on the embedded database.
 *   --records N    registrations, each with its record in the library (default 100000)
 *   --users N      users with a session open (default 50)
 *   --database-url URL  an empty database of one's own server, which is kept filled, in place of one that is thrown away
 * Tables go to standard output, tables and JSON to bench/results/.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    designs: { type: 'string', default: '400' },
    edited: { type: 'string', default: '100' },
    patterns: { type: 'string', default: '69000' },
    family: { type: 'string', default: '25' },
    split: { type: 'string', default: 'test' },
    sizes: { type: 'string', default: '1000,10000,100000' },
    seconds: { type: 'string', default: '60' },
    records: { type: 'string', default: '100000' },
    users: { type: 'string', default: '50' },
    'database-url': { type: 'string' },
  },
});
const rootDir = join(import.meta.dirname, '..');
const resultsDir = join(rootDir, 'bench/results');
const sizes = values.sizes.split(',').map(Number);

/** What runs without being asked for by name. */
const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = {
  reference: () => runReference(Number(values.edited)),
  lattice: () => runLattice(Number(values.designs)),
  search: () => runSearch(sizes),
  speed: () => runSpeed(sizes, Number(values.seconds)),
  log: () => runLogAppends(Math.min(Number(values.seconds), 20)),
  audit: () => runAudit(Number(values.patterns)),
  cloth: () => runCloth(values.split as Split, Number(values.family)),
};
const BY_NAME: typeof BENCHMARKS = {
  ...BENCHMARKS,
  'registry-load': runRegistryLoad,
  fill: () => fillLibraries(speedDir(), sizes),
};

for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHMARKS)) {
  const run = BY_NAME[name];
  if (run === undefined)
    throw new RangeError(`Expected one of ${Object.keys(BY_NAME).join(', ')} but received ${name}.`);
  await run();
}

async function runReference(edited: number): Promise<void> {
  const folder = findReferenceData();
  if (!folder) {
    process.stderr.write('No reference data: set SELVEDGE_REFERENCE_DATA. Skipped.\n');
    return;
  }
  const engine = await createEngine({ modelsDir: join(rootDir, 'models') });
  try {
    const report = await measureAccuracy(engine, referenceLibrary(folder), referenceQueries(folder, edited));
    const versions = Object.entries(engine.versions).map(([part, version]) => `${part} ${version}`);
    save('accuracy-reference', `${accuracyTable(report)}\n\n${versions.join(', ')}`, report);
  } finally {
    await engine.close();
  }
}

async function runLattice(designs: number): Promise<void> {
  const report = await measureLattice(designs, findReferenceData());
  save('lattice', latticeTable(report), report);
}

async function runSearch(sizes: readonly number[]): Promise<void> {
  const report = await measureSearch({ modelsDir: join(rootDir, 'models'), sizes, queries: 20 });
  save('search', searchTable(report), report);
}

async function runSpeed(sizes: readonly number[], seconds: number): Promise<void> {
  const report = await measureSpeed(speedDir(), sizes, seconds);
  save('speed', speedTable(report), report);
}

function speedDir(): string {
  const workDir = join(rootDir, '.cache/bench');
  mkdirSync(workDir, { recursive: true });
  return workDir;
}

async function runLogAppends(seconds: number): Promise<void> {
  const rows = await measureLogAppends(seconds);
  save('log', logAppendsTable(rows), { rows });
}

async function runAudit(patterns: number): Promise<void> {
  const report = await measureAudit(join(rootDir, 'models'), patterns, 2);
  save('audit', auditTable(report), report);
}

async function runCloth(split: Split, aFamily: number): Promise<void> {
  const report = await measureCloth(split, aFamily);
  save(split === 'test' ? 'cloth' : `cloth-${split}`, clothTable(report), report);
}

/** A smaller or shorter run than the one that is reported is printed, not saved. */
async function runRegistryLoad(): Promise<void> {
  const plan = { records: Number(values.records), users: Number(values.users), seconds: Number(values.seconds) };
  const pictures = await drawPictures();
  const rows: RegistryLoadRow[] = [];
  const keptDir = (database: string): string =>
    join(speedDir(), `registry-load-${database}-${plan.records}-${plan.users}`);
  const onServer = (databaseUrl: string, dataDir: string) =>
    measureRegistryLoad({ dataDir, databaseUrl }, pictures, plan).then((row) => void rows.push(row));
  const ownUrl = values['database-url'];
  if (ownUrl === undefined) await withServerDatabase(onServer);
  else await onServer(ownUrl, keptDir('server'));
  rows.push(await measureRegistryLoad({ dataDir: keptDir('embedded'), databaseUrl: null }, pictures, plan));
  const table = registryLoadTable(rows);
  if (plan.records >= 100_000 && plan.users >= 50 && plan.seconds >= 300) save('registry-load', table, { rows });
  else process.stdout.write(`${table}\n`);
}

/** A database on a server of our own, with a data folder, for as long as `use` takes; nothing where there is no server. */
async function withServerDatabase(use: (databaseUrl: string, dataDir: string) => Promise<void>): Promise<void> {
  const postgres = await startPostgres();
  if (!('server' in postgres)) return;
  const dataDir = await mkdtemp(join(speedDir(), 'registry-load-'));
  try {
    await use(await postgres.server.createDatabase('load'), dataDir);
  } finally {
    await postgres.server.dispose();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function save(name: string, table: string, report: object): void {
  mkdirSync(resultsDir, { recursive: true });
  const text = `${table}\n\nMeasured ${new Date().toISOString().slice(0, 10)} on ${describeMachine()}.\n`;
  process.stdout.write(`\n${text}`);
  writeFileSync(join(resultsDir, `${name}.md`), text);
  writeFileSync(join(resultsDir, `${name}.json`), `${JSON.stringify(report, null, 1)}\n`);
}
