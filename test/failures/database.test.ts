import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres } from '../api/postgres-server.ts';
import { expectProblem, resultOf, type ServerProcess, startCommand, startServer } from './server-process.ts';

const postgres = await startPostgres();
const unavailable = 'skipped' in postgres ? postgres.skipped : undefined;

describe.skipIf(unavailable !== undefined)(unavailable ?? 'servers on a PostgreSQL database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'selvedge-database-'));
  const database = 'server' in postgres ? postgres.server : undefined;
  let one: ServerProcess;
  let other: ServerProcess;
  let env: Record<string, string>;

  beforeAll(async () => {
    env = { SELVEDGE_DATA: dataDir, SELVEDGE_DATABASE_URL: await database!.createDatabase('failures') };
    one = await startServer(env);
    other = await startServer(env);
  });
  afterAll(async () => {
    await one?.kill();
    await other?.kill();
    await database?.dispose();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Milliseconds until the other server's library has this many patterns; its readiness says how many. */
  async function msUntilOtherHas(patterns: number): Promise<number> {
    const start = performance.now();
    for (;;) {
      const { patterns: has } = (await (await fetch(`${other.url}/readyz`)).json()) as { patterns: number };
      const waitedMs = performance.now() - start;
      if (has === patterns) return waitedMs;
      if (waitedMs > 10_000) throw new Error(`the other server has ${has} patterns after ten seconds`);
      await pause(10);
    }
  }

  it('find at one within a second what was imported at the other, and no longer what was removed there', async () => {
    const id = await one.add(1);
    expect(await msUntilOtherHas(1)).toBeLessThan(1_000);
    expect(await other.found(1)).toEqual([id]);
    expect((await one.remove(id)).status).toBe(204);
    expect(await msUntilOtherHas(0)).toBeLessThan(1_000);
    expect(await other.found(1)).toEqual([]);
  });

  it('answer 503 with Retry-After while the database is gone, and go on by themselves when it is back', async () => {
    const id = await one.add(2);
    await msUntilOtherHas(1);
    await database!.stop();
    await expectProblem(await one.tryAdd(3), 503, 'database-unavailable');
    for (const server of [one, other]) {
      await expectProblem(await server.check(2), 503, 'database-unavailable');
      await expectProblem(await fetch(`${server.url}/v1/patterns/${id}`), 503, 'database-unavailable');
      await expectProblem(await fetch(`${server.url}/readyz`), 503, 'database-unavailable');
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    }
    const starting = startCommand(['serve'], env);
    expect(await starting.exited).toBe(4);
    expect(starting.output.stderr).toContain('[database-unavailable]');

    await database!.start();
    for (const server of [one, other]) expect(await server.found(2)).toEqual([id]);
    const added = await one.add(3);
    await msUntilOtherHas(2);
    expect((await other.found(3))[0]).toBe(added);
  });

  it('survive that the database goes away in the middle of requests: each is answered, none half done', async () => {
    const before = await other.metric('selvedge_library_patterns');
    const sent = Array.from({ length: 6 }, (_, i) => one.tryAdd(10 + i));
    const checks = Array.from({ length: 6 }, () => other.check(2));
    await Promise.race(sent);
    await database!.stop();
    const imports = await Promise.all(sent);
    for (const response of [...imports, ...(await Promise.all(checks))])
      if (response.status >= 300) await expectProblem(response, 503, 'database-unavailable');
    await database!.start();
    const added = imports.filter(({ status }) => status === 201).length;
    for (let seed = 10; seed < 16; seed++) expect((await one.tryAdd(seed)).status).toBeLessThan(300);
    await msUntilOtherHas(before + 6);
    expect(added).toBeGreaterThan(0);
    const result = await resultOf(await other.check(15));
    expect(result).toMatchObject({ grade: 'identical' });
  });
});
