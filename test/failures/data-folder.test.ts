import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { endProcesses, startCommand, startServer } from './server-process.ts';

/** Whole servers; test/api/services/kill.test.ts kills the services alone, 200 times in the full run. */
const ROUNDS = process.env.SELVEDGE_FULL ? 40 : 3;
const SEED = 20_261_122;
/** Covers some imports over HTTP, and with the shortest the very first one. */
const LONGEST_RUN_MS = 1_500;

const dataDir = mkdtempSync(join(tmpdir(), 'selvedge-folder-'));
const env = { SELVEDGE_DATA: dataDir };
afterEach(endProcesses);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Runs a program as process 1 of a process namespace of its own, so that two of them have the same process id. */
const ALONE = ['unshare', '--pid', '--fork', '--kill-child'];
/** In a network namespace besides, as a container has, where no abstract socket of another is seen. */
const CONTAINED = [...ALONE, '--net'];

function namespaceFault(): string | undefined {
  try {
    execFileSync(CONTAINED[0]!, [...CONTAINED.slice(1), 'true'], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    if (process.env.CI) throw error;
    const reason = `not run: no namespaces can be made here (unshare needs root): ${String(error).split('\n')[0]}`;
    console.warn(reason);
    return reason;
  }
}
const fault = namespaceFault();

async function expectInUse(wrapper: readonly string[] = []): Promise<void> {
  const second = startCommand(['serve'], env, wrapper);
  expect(await second.exited).toBe(4);
  expect(second.output.stderr).toContain('[data-folder-in-use]');
}

describe('a data folder', () => {
  it(`keeps everything acknowledged over HTTP through ${ROUNDS} kills, and each next server starts without repair`, {
    timeout: ROUNDS * 60_000,
  }, async () => {
    const acknowledged = new Map<number, string>();
    let random = SEED;
    let seed = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startServer(env);
      const before = acknowledged.size;
      random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
      const importing = (async () => {
        for (;;) {
          seed++;
          acknowledged.set(seed, await server.add(seed));
        }
      })().catch(() => undefined);
      // Every second round from the very first import on, the others once one was acknowledged.
      if (round % 2 === 0) await expect.poll(() => acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(before);
      await pause((random / 2 ** 32) * LONGEST_RUN_MS);
      await server.kill();
      await importing;
    }
    expect(acknowledged.size).toBeGreaterThan(0);
    const server = await startServer(env);
    for (const [each, id] of acknowledged) {
      expect((await fetch(`${server.url}/v1/patterns/${id}/image`)).status).toBe(200);
      if (each <= 2) expect((await server.found(each))[0]).toBe(id);
    }
    // One more a kill at most: committed, and killed before it could say so.
    const patterns = await server.metric('selvedge_library_patterns');
    expect(patterns).toBeGreaterThanOrEqual(acknowledged.size);
    expect(patterns).toBeLessThanOrEqual(acknowledged.size + ROUNDS);
    await expectInUse();
    expect(await server.stop()).toBe(0);
    const doctor = startCommand(['doctor', '--json'], env);
    expect(await doctor.exited).toBe(0);
    expect(doctor.output.stdout).not.toContain('"error"');
  });

  describe.skipIf(fault !== undefined)(`of a process in a container${fault === undefined ? '' : `, ${fault}`}`, () => {
    it('is not had by another with the same process id, and freed by kill -9 though that id is taken again', async () => {
      const first = await startContained();
      await expectInUse(CONTAINED);
      await expectInUse(ALONE);
      await expectInUse();
      first.child.kill('SIGKILL');
      await first.exited;
      const start = performance.now();
      const second = await startContained();
      expect(performance.now() - start).toBeLessThan(30_000);
      second.child.kill('SIGKILL');
      await second.exited;
    });
  });
});

/** A server that only its own container can reach. */
async function startContained() {
  const command = startCommand(['serve'], env, CONTAINED);
  while (!command.output.stdout.includes('listens on')) {
    if (command.child.exitCode !== null) throw new Error(command.output.stderr);
    await pause(20);
  }
  return command;
}
