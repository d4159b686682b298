import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import { type CheckResult, checkResultSchema } from '../../api/schemas/check-result.ts';
import { importOutcomeSchema } from '../../api/schemas/import-outcome.ts';
import { COMMAND } from '../api/cli/command.ts';
import { motifPng } from '../api/http/motif-png.ts';
import { formOf, problemOf } from '../api/http/running-server.ts';

const rootDir = resolve(import.meta.dirname, '../..');
const TOKEN = 'a-token-for-the-failure-tests-of-forty-chars';
const START_TIMEOUT_MS = 110_000;

export type Environment = Readonly<Record<string, string>>;

/** A command of ours in a process of its own. */
export interface CommandProcess {
  readonly child: ChildProcess;
  /** What it wrote so far. */
  readonly output: { stdout: string; stderr: string };
  /** Its exit status, or null where a signal ended it. */
  readonly exited: Promise<number | null>;
}

export interface ServerProcess extends CommandProcess {
  readonly url: string;
  /** Adds picture `seed`; gives its id. Fails where it is not added. */
  add(seed: number): Promise<string>;
  tryAdd(seed: number): Promise<Response>;
  remove(id: string): Promise<Response>;
  check(seed: number, init?: RequestInit): Promise<Response>;
  /** Ids of the candidates of a check of picture `seed`, best first. */
  found(seed: number): Promise<string[]>;
  /** Figures of /metrics, read at once: reading begins a new measurement of the event loop. */
  metrics(...names: readonly string[]): Promise<number[]>;
  metric(name: string): Promise<number>;
  /** Stops as Ctrl-C does; gives the exit status. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

const alive = new Set<ChildProcess>();
process.on('exit', endProcesses);

/** Ends what a failed test left running. */
export function endProcesses(): void {
  for (const child of alive) child.kill('SIGKILL');
}

/** Runs the command line. `wrapper` goes before it, for instance `unshare`. */
export function startCommand(
  args: readonly string[],
  env: Environment,
  wrapper: readonly string[] = [],
): CommandProcess {
  const [program, ...rest] = [...wrapper, process.execPath, ...COMMAND, ...args];
  const child = spawn(program!, rest, {
    cwd: rootDir,
    env: {
      PATH: process.env.PATH,
      SELVEDGE_LANGUAGE: 'en',
      SELVEDGE_PORT: '0',
      SELVEDGE_TOKEN: TOKEN,
      SELVEDGE_WORKERS: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  const output = { stdout: '', stderr: '' };
  child.stdout!.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const exited = new Promise<number | null>((done) =>
    child.on('close', (status) => {
      alive.delete(child);
      done(status);
    }),
  );
  return { child, output, exited };
}

/** Starts a server and waits until it listens. */
export async function startServer(env: Environment, wrapper: readonly string[] = []): Promise<ServerProcess> {
  const command = startCommand(['serve'], env, wrapper);
  const url = await urlOf(command);
  return serverAt(url, command);
}

async function urlOf({ output, exited }: CommandProcess): Promise<string> {
  let status: number | null | undefined;
  void exited.then((code) => {
    status = code;
  });
  const start = Date.now();
  for (;;) {
    const [, url] = /listens on (http:\S+)/.exec(output.stdout) ?? [];
    if (url !== undefined) return url;
    if (status !== undefined || Date.now() - start > START_TIMEOUT_MS)
      throw new Error(`the server did not start, status ${status}: ${output.stderr.slice(-3_000)}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

function serverAt(url: string, command: CommandProcess): ServerProcess {
  const { child, exited } = command;
  const headers = { authorization: `Bearer ${TOKEN}` };
  const tryAdd = (seed: number) =>
    fetch(`${url}/v1/patterns`, { method: 'POST', headers, body: formOf({ picture: motifPng(seed) }, `${seed}.png`) });
  const check = (seed: number, init: RequestInit = {}) =>
    fetch(`${url}/v1/checks`, { method: 'POST', body: formOf({ picture: motifPng(seed) }), ...init });
  const metrics = async (...names: readonly string[]) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return names.map((name) => {
      const [, value] = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text) ?? [];
      if (value === undefined) throw new Error(`no metric is called ${name}`);
      return Number(value);
    });
  };
  return {
    ...command,
    url,
    tryAdd,
    check,
    async add(seed) {
      const response = await tryAdd(seed);
      if (response.status !== 201) throw new Error(`not added: ${response.status} ${await response.text()}`);
      return importOutcomeSchema.parse(await response.json()).id!;
    },
    remove: (id) =>
      fetch(`${url}/v1/patterns/${id}`, {
        method: 'DELETE',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ reason: 'test' }),
      }),
    async found(seed) {
      const result = await resultOf(await check(seed));
      return result.status === 'checked' ? result.candidates.map(({ id }) => id) : [];
    },
    metrics,
    metric: async (name) => (await metrics(name))[0]!,
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

export async function resultOf(response: Response): Promise<CheckResult> {
  if (response.status !== 200) throw new Error(`not checked: ${response.status} ${await response.text()}`);
  return checkResultSchema.parse(await response.json());
}

/** Expects a refusal with this code and status, and Retry-After where another try may help. */
export async function expectProblem(response: Response, status: number, code: string): Promise<void> {
  expect(await problemOf(response)).toMatchObject({ status, code });
  if (status === 429 || status === 503) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
}
