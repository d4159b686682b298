import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Split } from '../datasets/index.ts';
import { createEngine } from '../engine/index.ts';
import { type AccuracyReport, measureAccuracy } from './accuracy.ts';
import { auditTable, measureAudit } from './audit.ts';
import { clothTable, measureCloth } from './cloth.ts';
import { generatedLibrary, generatedQueries } from './generated-data.ts';
import { latticeTable, measureLattice } from './lattice.ts';
import { logAppendsTable, measureLogAppends } from './log-appends.ts';
import { findReferenceData, referenceLibrary, referenceQueries } from './reference-data.ts';
import { accuracyTable, describeMachine, speedTable } from './report.ts';
import { measureSearch, searchTable } from './search.ts';
import { fillLibraries, measureSpeed } from './speed.ts';

/*
 * npm run bench -- [reference] [generated] [search] [speed] [log] [audit] [cloth] [options]; without a name, all seven. `fill` fills the libraries of the speed run and stops.
 *   --designs N    designs of the generated library, or whose lattice is sought (default 400)
 *   --edited N     patterns of the reference set that are edited (default 100)
 *   --patterns N   patterns of the audit (default 69000)
 *   --family N     designs of each family for the kinds of cloth (default 25)
 *   --split NAME   split that these are of (default test)
 *   --sizes N,N    library sizes of the speed run (default 1000,10000,100000)
 *   --seconds N    length of the load run (default 60)
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
  },
});
const rootDir = join(import.meta.dirname, '..');
const resultsDir = join(rootDir, 'bench/results');
const wanted =
  positionals.length > 0 ? positionals : ['reference', 'generated', 'search', 'speed', 'log', 'audit', 'cloth'];

const sizes = values.sizes.split(',').map(Number);

for (const name of wanted) {
  if (name === 'reference') await runReference(Number(values.edited));
  else if (name === 'generated') await runGenerated(Number(values.designs));
  else if (name === 'lattice') await runLattice(Number(values.designs));
  else if (name === 'search') await runSearch(sizes);
  else if (name === 'speed') await runSpeed(sizes, Number(values.seconds));
  else if (name === 'log') await runLogAppends(Math.min(Number(values.seconds), 20));
  else if (name === 'audit') await runAudit(Number(values.patterns));
  else if (name === 'cloth') await runCloth(values.split as Split, Number(values.family));
  else if (name === 'fill') await fillLibraries(speedDir(), sizes);
  else
    throw new RangeError(
      `Expected reference, generated, search, speed, log, audit, cloth or fill but received ${name}.`,
    );
}

async function runReference(edited: number): Promise<void> {
  const folder = findReferenceData();
  if (!folder) {
    process.stderr.write('No reference data: set SELVEDGE_REFERENCE_DATA. Skipped.\n');
    return;
  }
  await withEngine('reference', async (engine) =>
    measureAccuracy(engine, referenceLibrary(folder), referenceQueries(folder, edited)),
  );
}

async function runGenerated(designs: number): Promise<void> {
  await withEngine('generated', async (engine) =>
    measureAccuracy(engine, generatedLibrary('test', designs), await generatedQueries('test', designs)),
  );
}

async function runLattice(designs: number): Promise<void> {
  const report = await measureLattice(designs, findReferenceData());
  save('lattice', latticeTable(report), report);
}

async function withEngine(
  name: string,
  measure: (engine: Awaited<ReturnType<typeof createEngine>>) => Promise<AccuracyReport>,
): Promise<void> {
  const engine = await createEngine({ modelsDir: join(rootDir, 'models') });
  try {
    const report = await measure(engine);
    const versions = Object.entries(engine.versions).map(([part, version]) => `${part} ${version}`);
    save(`accuracy-${name}`, `${accuracyTable(report)}\n\n${versions.join(', ')}`, report);
  } finally {
    await engine.close();
  }
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

function save(name: string, table: string, report: object): void {
  mkdirSync(resultsDir, { recursive: true });
  const text = `${table}\n\nMeasured ${new Date().toISOString().slice(0, 10)} on ${describeMachine()}.\n`;
  process.stdout.write(`\n${text}`);
  writeFileSync(join(resultsDir, `${name}.md`), text);
  writeFileSync(join(resultsDir, `${name}.json`), `${JSON.stringify(report, null, 1)}\n`);
}
