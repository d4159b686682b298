import { join } from 'node:path';
import { expect } from 'vitest';
import { motifPng } from './motif-png.ts';
import { authorised, formOf, type RunningServer, startServer } from './running-server.ts';
import { type FuzzPlan, type FuzzReport, fuzz } from './schemathesis.ts';

const full = process.env.SELVEDGE_FULL === '1';
const EXAMPLES = full ? 300 : 2;
const PHASES = full ? ['coverage', 'fuzzing', 'stateful'] : ['coverage', 'fuzzing'];
const DEADLINE_MS = full ? 3_600_000 : 900_000;
/** What the fuzzer's end and the assertions may take beyond its deadline. */
export const MARGIN_MS = 60_000;
export const FUZZING_TIMEOUT_MS = DEADLINE_MS + MARGIN_MS;

type Varied = Pick<FuzzPlan, 'headers' | 'config'> & Partial<FuzzPlan>;

/** A server with a pattern in it that limits nobody, to be fuzzed from its own OpenAPI document. */
export async function startFuzzedServer(): Promise<RunningServer> {
  const server = await startServer({ SELVEDGE_CHECKS_PER_MINUTE: '0', SELVEDGE_SIGN_INS_PER_MINUTE: '0' });
  await server.fetch('/v1/patterns', {
    method: 'POST',
    headers: authorised(),
    body: formOf({ picture: motifPng(1) }),
  });
  return server;
}

/** `config`: a file of this folder. */
export function fuzzServer(server: RunningServer, { config, ...plan }: Varied): Promise<FuzzReport> {
  return fuzz({
    document: `${server.url}/openapi.json`,
    url: server.url,
    examples: EXAMPLES,
    phases: PHASES,
    deadlineMs: DEADLINE_MS,
    config: join(import.meta.dirname, config),
    ...plan,
  });
}

/** That nothing was found, of so many operations at least. */
export function expectSound(server: RunningServer, { status, text, tested }: FuzzReport, operations: number): void {
  expect(status, text).toBe(0);
  // A run that tested nothing would pass too.
  expect(new Set(tested).size).toBeGreaterThanOrEqual(operations);
  expect(server.logged.filter((line) => line.includes('"code":"internal-error"'))).toEqual([]);
}
