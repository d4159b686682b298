import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { motifPng } from './motif-png.ts';
import { authorised, formOf, type RunningServer, startServer, TOKEN } from './running-server.ts';

const SCHEMATHESIS = '4.32.5';
const rootDir = resolve(import.meta.dirname, '../../..');
const venvDir = join(rootDir, '.cache', `schemathesis-${SCHEMATHESIS}`);
const tool = join(venvDir, 'bin', 'schemathesis');
const full = process.env.SELVEDGE_FULL === '1';
const EXAMPLES = full ? 300 : 8;

/** Makes a Python environment with the fuzzer once; the reason why there is none otherwise. */
function prepareTool(): string | undefined {
  if (existsSync(join(venvDir, '.complete'))) return undefined;
  const steps: readonly (readonly [string, readonly string[]])[] = [
    ['python3', ['-m', 'venv', venvDir]],
    [
      join(venvDir, 'bin', 'pip'),
      ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${SCHEMATHESIS}`],
    ],
    ['touch', [join(venvDir, '.complete')]],
  ];
  for (const [command, args] of steps) {
    const { error, status, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 240_000 });
    if (error !== undefined || status !== 0) {
      rmSync(venvDir, { recursive: true, force: true });
      return `${command} ${args.join(' ')} failed: ${error?.message ?? stderr.slice(-300)}`;
    }
  }
  return undefined;
}

const missing = prepareTool();
if (missing !== undefined) {
  const message = `The API is not fuzzed: it needs Python 3.10 or newer with venv and access to PyPI. ${missing}`;
  if (process.env.CI) throw new Error(message);
  process.stderr.write(`${message}\n`);
}

async function run(args: readonly string[]): Promise<{ readonly status: number | null; readonly output: string }> {
  const child = spawn(tool, args, { cwd: import.meta.dirname, env: { ...process.env, NO_COLOR: '1' } });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((done) => child.on('close', (status) => done({ status, output })));
}

/** The end of the report, without the kilometres of generated data in it. */
function readable(output: string): string {
  const lines = output.split('\n').map((line) => (line.length <= 300 ? line : `${line.slice(0, 300)} …`));
  return lines.slice(-150).join('\n');
}

describe.skipIf(missing !== undefined)('the server, fuzzed from its own OpenAPI document', () => {
  let server: RunningServer;
  let reportDir: string;
  beforeAll(async () => {
    server = await startServer({ SELVEDGE_CHECKS_PER_MINUTE: '0' });
    await server.fetch('/v1/patterns', {
      method: 'POST',
      headers: authorised(),
      body: formOf({ picture: motifPng(1) }),
    });
    reportDir = mkdtempSync(join(tmpdir(), 'selvedge-fuzz-'));
  });
  afterAll(async () => {
    await server.close();
    rmSync(reportDir, { recursive: true, force: true });
  });

  it('answers everything as documented, and never with an error of its own', {
    timeout: full ? 3_600_000 : 900_000,
  }, async () => {
    const reportFile = join(reportDir, 'report.xml');
    const { status, output } = await run([
      ...['--config-file', join(import.meta.dirname, 'schemathesis.toml')],
      ...['run', `${server.url}/openapi.json`, '--header', `Authorization: Bearer ${TOKEN}`],
      ...[
        '--max-examples',
        String(EXAMPLES),
        '--seed',
        '42',
        '--phases',
        full ? 'coverage,fuzzing,stateful' : 'coverage,fuzzing',
      ],
      ...['--continue-on-failure', '--no-shrink', '--report', 'junit', '--report-junit-path', reportFile],
      // Authorization is sent with every request, so a request without it is not this run's to judge.
      ...['--exclude-checks', 'ignored_auth'],
    ]);
    expect(status, readable(output)).toBe(0);
    // A run that tested nothing would pass too.
    const tested = [...readFileSync(reportFile, 'utf8').matchAll(/<testcase name="([^"]+)"/g)].map(([, name]) => name);
    expect(tested.length).toBeGreaterThanOrEqual(11);
    expect(server.logged.filter((line) => line.includes('"code":"internal-error"'))).toEqual([]);
  });
});
