// Runs all tests with the counts of the issue in place of the reduced ones, and writes what came of it, dated, to
// test/full-run.json. Ends as the tests do.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, relative } from 'node:path';
import { rootDir } from './prepare.mjs';

const folder = mkdtempSync(join(tmpdir(), 'selvedge-full-'));
const report = join(folder, 'report.json');
const vitest = join(rootDir, 'node_modules/vitest/vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const startedAt = new Date();
const { status } = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
  cwd: rootDir,
  stdio: 'inherit',
  env: { ...process.env, SELVEDGE_FULL: '1' },
});
writeFileSync(join(rootDir, 'test/full-run.json'), `${JSON.stringify(summarise(readReport()), null, 2)}\n`);
rmSync(folder, { recursive: true });
process.exit(status ?? 1);

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    process.stderr.write('The tests ended without a report; see above.\n');
    process.exit(status || 1);
  }
}

function summarise({ numPassedTests, numFailedTests, numPendingTests, testResults }) {
  const [{ model } = { model: 'unknown' }] = cpus();
  const files = testResults.map(({ name, startTime, endTime, assertionResults }) => ({
    file: relative(rootDir, name),
    passed: assertionResults.filter((test) => test.status === 'passed').length,
    failed: namesOf(assertionResults, 'failed'),
    skipped: namesOf(assertionResults, 'pending', 'skipped', 'todo'),
    durationS: Math.round((endTime - startTime) / 100) / 10,
  }));
  return {
    date: startedAt.toISOString(),
    commit: commitOf(),
    machine: {
      processor: model,
      processors: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
    },
    durationS: Math.round((Date.now() - startedAt.getTime()) / 1000),
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests,
    files: files.sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

function namesOf(tests, ...states) {
  return tests.filter(({ status: state }) => states.includes(state)).map(({ fullName }) => fullName);
}

/** With `+` where the tree differs from it. */
function commitOf() {
  const git = (...args) => spawnSync('git', args, { cwd: rootDir, encoding: 'utf8' }).stdout?.trim() ?? '';
  const commit = git('rev-parse', 'HEAD');
  return git('status', '--porcelain', '--untracked-files=no') === '' ? commit : `${commit}+`;
}
