import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { runDoctor } from '../../../api/services/doctor.ts';
import { getPattern } from '../../../api/services/patterns.ts';
import { kill, said, startChild } from './killed-child.ts';
import { ACTOR, makeDataDir, openPlain } from './registry-fixture.ts';

const ROUNDS = process.env.SELVEDGE_FULL ? 200 : 10;
const SEED = 20_261_122;
/** Covers some dozens of imports on a fast machine, one or two on a slow one. */
const LONGEST_RUN_MS = 400;
/** Every so many rounds the clock starts at an acknowledged import; in the others at the start, so that the very first is hit too. */
const ROUNDS_PER_AWAITED = 2;

const place = await makeDataDir();
const acknowledgedFile = join(place.dataDir, '..', `${place.dataDir.split('/').at(-1)}-acknowledged`);
writeFileSync(acknowledgedFile, '');
afterAll(() => place.dispose());

describe('an importing process that is killed', () => {
  it(`loses nothing acknowledged in ${ROUNDS} kills and serves again without repair`, {
    timeout: ROUNDS * 60_000,
  }, async () => {
    let random = SEED;
    for (let round = 0; round < ROUNDS; round++) {
      random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
      const child = startChild('kill-child.ts', [place.dataDir, acknowledgedFile, String(round)]);
      try {
        // Each start first reads back all that was acknowledged in the rounds before.
        await said(child, round % ROUNDS_PER_AWAITED === 0 ? 'acknowledged' : 'serving');
        await pause((random / 2 ** 32) * LONGEST_RUN_MS);
      } finally {
        await kill(child);
      }
    }
    const registry = await openPlain({ dataDir: place.dataDir, databaseUrl: null });
    try {
      const acknowledged = readFileSync(acknowledgedFile, 'utf8').split('\n').filter(Boolean);
      for (const line of acknowledged) await getPattern(registry, line.split(' ')[0]!, ACTOR);
      const findings = await runDoctor(registry, { repair: true });
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      // One more a kill at most: committed, and killed before it could say so.
      expect(registry.library.size).toBeGreaterThanOrEqual(acknowledged.length);
      expect(registry.library.size).toBeLessThanOrEqual(acknowledged.length + ROUNDS);
      expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS / ROUNDS_PER_AWAITED);
      const after = await runDoctor(registry, { repair: false });
      expect(after.filter(({ severity }) => severity !== 'info')).toEqual([]);
    } finally {
      await registry.close();
    }
  });

  it('does not block the data folder, but a living one does', { timeout: 120_000 }, async () => {
    const child = startChild('kill-child.ts', [place.dataDir, acknowledgedFile, String(9_999)]);
    try {
      await said(child, 'serving');
      await expect(openPlain({ dataDir: place.dataDir, databaseUrl: null })).rejects.toMatchObject({
        code: 'data-folder-in-use',
      });
    } finally {
      await kill(child);
    }
    await (await openPlain({ dataDir: place.dataDir, databaseUrl: null })).close();
  });
});
