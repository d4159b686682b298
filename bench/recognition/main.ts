import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findReferenceData } from '../reference-data.ts';
import { describeMachine } from '../report.ts';
import { assembleReport } from './assemble.ts';
import { errorRates } from './error-rates.ts';
import { runMethods } from './methods/run-methods.ts';
import { makePlan, SIZES } from './plan.ts';
import { referencePictures } from './reference.ts';
import { recognitionMarkdown } from './report.ts';
import { runPlan } from './run.ts';

/*
 * npm run bench:accuracy -- [--sizes full|reduced|smoke] [--no-methods] [--publish]
 * Goes on where an earlier run was cut off; a line on standard error tells the step, its speed and the time left.
 * --publish also writes models/error-rates.json, which reports quote as long as they run with the same versions.
 * Tables go to standard output, tables and JSON to bench/results/.
 */
const { values } = parseArgs({
  allowNegative: true,
  options: {
    sizes: { type: 'string', default: 'full' },
    methods: { type: 'boolean', default: true },
    publish: { type: 'boolean', default: false },
  },
});
const rootDir = join(import.meta.dirname, '../..');
const sizes = SIZES[values.sizes as keyof typeof SIZES];
if (!sizes) throw new RangeError(`Expected one of ${Object.keys(SIZES).join(', ')} but received ${values.sizes}.`);
const folder = findReferenceData();
if (!folder) process.stderr.write('No reference data: set SELVEDGE_REFERENCE_DATA. Generated designs only.\n');
const plan = makePlan(sizes, folder && sizes.referenceQueriesACell > 0 ? referencePictures(folder) : []);
process.stderr.write(`${plan.library.length} pictures in the library, ${plan.checks.length} checks\n`);

await runPlan(rootDir, plan, async (result, describer) => {
  const methods = values.methods ? await runMethods(rootDir, result, describer) : { peers: [], ablation: [] };
  const report = assembleReport(sizes, result, [...methods.peers, ...methods.ablation]);
  const today = new Date().toISOString().slice(0, 10);
  const text = `# Recognition, ${values.sizes}\n\n${recognitionMarkdown(report)}\n\nMeasured ${today} on ${describeMachine()}.\n`;
  const resultsDir = join(rootDir, 'bench/results');
  mkdirSync(resultsDir, { recursive: true });
  process.stdout.write(text);
  writeFileSync(join(resultsDir, `recognition-${values.sizes}.md`), text);
  writeFileSync(join(resultsDir, `recognition-${values.sizes}.json`), `${JSON.stringify(report, null, 1)}\n`);
  if (!values.publish) return;
  writeFileSync(join(rootDir, 'models/error-rates.json'), `${JSON.stringify(errorRates(report, today), null, 1)}\n`);
});
