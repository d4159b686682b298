import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { motifPng } from './motif-png.ts';
import { formOf } from './running-server.ts';

const rootDir = resolve(import.meta.dirname, '../../..');
const serverModule = pathToFileURL(join(rootDir, 'api/server.ts')).href;

let dataDir: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'selvedge-process-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** A server in a process of its own; `output` grows, `exited` gives the exit status. */
function startProcess(env: Record<string, string>) {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      `(await import(${JSON.stringify(serverModule)})).runServer(process.env)`,
    ],
    {
      cwd: rootDir,
      env: { PATH: process.env.PATH, SELVEDGE_DATA: dataDir, SELVEDGE_PORT: '0', SELVEDGE_WORKERS: '1', ...env },
    },
  );
  children.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const exited = new Promise<number | null>((done) => child.on('exit', (status) => done(status)));
  const listening = async () => {
    const url = () => /listens on (http:\S+)/.exec(output.stdout)?.[1];
    await expect.poll(url, { timeout: 110_000, message: 'the server did not start' }).toBeDefined();
    return url()!;
  };
  return { child, output, exited, listening };
}

describe('the server as a process', () => {
  it('prints its token on the first start only, and stops cleanly when told to', async () => {
    const first = startProcess({});
    const url = await first.listening();
    const token = /shown this once: (\S+)/.exec(first.output.stdout)![1]!;
    expect(first.output.stderr).not.toContain(token);
    const headers = { authorization: `Bearer ${token}` };
    const added = await fetch(`${url}/v1/patterns`, {
      method: 'POST',
      headers,
      body: formOf({ picture: motifPng(1) }),
    });
    expect(added.status).toBe(201);
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);

    const second = startProcess({});
    const again = await second.listening();
    expect(second.output.stdout).not.toContain('shown this once');
    const known = await fetch(`${again}/v1/patterns`, {
      method: 'POST',
      headers,
      body: formOf({ picture: motifPng(1) }),
    });
    expect(known.status).toBe(200);
    second.child.kill('SIGINT');
    expect(await second.exited).toBe(0);
  }, 240_000);

  it('does not start with a faulty configuration, and names every fault', async () => {
    const faulty = startProcess({ SELVEDGE_PORT: 'abc', SELVEDGE_WORKERS: '0' });
    expect(await faulty.exited).not.toBe(0);
    expect(faulty.output.stderr).toContain('SELVEDGE_PORT: expected a whole number from 0 to 65535');
    expect(faulty.output.stderr).toContain('SELVEDGE_WORKERS');
  });
});
