import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const VERSION = '4.32.5';
const venvDir = join(resolve(import.meta.dirname, '../../..'), '.cache', `schemathesis-${VERSION}`);
const tool = join(venvDir, 'bin', 'schemathesis');

/** Makes a Python environment with the fuzzer once; the reason why there is none otherwise. Where CI is set, that is an error. */
export function prepareSchemathesis(): string | undefined {
  if (existsSync(join(venvDir, '.complete'))) return undefined;
  const steps: readonly (readonly [string, readonly string[]])[] = [
    ['python3', ['-m', 'venv', venvDir]],
    [join(venvDir, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${VERSION}`]],
    ['touch', [join(venvDir, '.complete')]],
  ];
  for (const [command, args] of steps) {
    const { error, status, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 240_000 });
    if (error !== undefined || status !== 0) {
      rmSync(venvDir, { recursive: true, force: true });
      const reason = `${command} ${args.join(' ')} failed: ${error?.message ?? stderr.slice(-300)}`;
      const message = `The API is not fuzzed: it needs Python 3.10 or newer with venv and access to PyPI. ${reason}`;
      if (process.env.CI) throw new Error(message);
      process.stderr.write(`${message}\n`);
      return message;
    }
  }
  return undefined;
}

export interface FuzzPlan {
  /** The OpenAPI document: its address, or a file; and the server that is fuzzed. */
  readonly document: string;
  readonly url: string;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Configuration file, and what its `${NAME}` stand for. */
  readonly config: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly examples: number;
  readonly phases: readonly string[];
  /** Operations that are left out, by id. */
  readonly without?: readonly string[];
  /** After this the fuzzer is ended, and the run has failed. */
  readonly deadlineMs: number;
}

export interface FuzzReport {
  /** 0: nothing was found. */
  readonly status: number;
  /** The end of the report, without the kilometres of generated data in it. */
  readonly text: string;
  /** `METHOD path` of the operations that were tested. */
  readonly tested: readonly string[];
}

/**
 * Runs the fuzzer to its end. Throws where it has none of its own: it could not be started, did not end in time, or was
 * ended by a signal, as a machine without memory does. An unfinished run says nothing about the server.
 */
export async function fuzz(plan: FuzzPlan): Promise<FuzzReport> {
  const reportDir = mkdtempSync(join(tmpdir(), 'selvedge-fuzz-'));
  const reportFile = join(reportDir, 'report.xml');
  try {
    const { status, output } = await run(plan, reportFile);
    const report = existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : '';
    const tested = [...report.matchAll(/<testcase name="([^"]+)"/g)].map(([, name]) => name!);
    return { status, text: readable(output), tested };
  } finally {
    rmSync(reportDir, { recursive: true, force: true });
  }
}

async function run(
  { document, url, headers, config, env = {}, examples, phases, without = [], deadlineMs }: FuzzPlan,
  reportFile: string,
): Promise<{ readonly status: number; readonly output: string }> {
  const args = [
    ...['--config-file', config, 'run', document, '--url', url],
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...without.flatMap((id) => ['--exclude-operation-id', id]),
    ...['--max-examples', String(examples), '--seed', '42', '--phases', phases.join(',')],
    ...['--continue-on-failure', '--no-shrink', '--report', 'junit', '--report-junit-path', reportFile],
    // The credentials go with every request, so a request without them is not this run's to judge.
    ...['--exclude-checks', 'ignored_auth'],
  ];
  const child = spawn(tool, args, {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that is given up must not leave its fuzzer behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let isOverdue = false;
  const deadline = setTimeout(() => {
    isOverdue = true;
    kill();
  }, deadlineMs);
  const started = performance.now();
  try {
    return await new Promise((done, failed) => {
      child.once('error', (cause) =>
        failed(new Error(`The fuzzer could not be started: ${cause.message}.`, { cause })),
      );
      child.once('close', (status, signal) => {
        if (status !== null) return done({ status, output });
        const seconds = Math.round((performance.now() - started) / 1000);
        const how = isOverdue ? `did not end within ${seconds} s` : `was ended by ${signal} after ${seconds} s`;
        failed(new Error(`The fuzzer ${how}; what it said last:\n${readable(output)}`));
      });
    });
  } finally {
    clearTimeout(deadline);
    process.off('exit', kill);
  }
}

function readable(output: string): string {
  const lines = output.split('\n').map((line) => (line.length <= 300 ? line : `${line.slice(0, 300)} …`));
  return lines.slice(-150).join('\n');
}
