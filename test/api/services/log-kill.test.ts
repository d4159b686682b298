import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { checkLog } from '../../../api/services/proof/check-log.ts';
import { provenEntry } from '../../../api/services/proof/log-proofs.ts';
import { kill, said, startChild } from './killed-child.ts';
import { verifiedEntry } from './log-fixture.ts';
import { makeDataDir, openPlain } from './registry-fixture.ts';

const ROUNDS = process.env.SELVEDGE_FULL ? 200 : 10;
const SEED = 20_261_125;
const LONGEST_RUN_MS = 600;

const place = await makeDataDir();
const acknowledgedFile = join(place.dataDir, '..', `${place.dataDir.split('/').at(-1)}-logged`);
writeFileSync(acknowledgedFile, '');
afterAll(() => place.dispose());

describe('a logging process that is killed', () => {
  it(`loses no acknowledged entry in ${ROUNDS} kills, logs none twice and never forks`, {
    timeout: ROUNDS * 60_000,
  }, async () => {
    let random = SEED;
    for (let round = 0; round < ROUNDS; round++) {
      random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
      const child = startChild('log-child.ts', [place.dataDir, acknowledgedFile, String(round)]);
      try {
        // Each start holds the log to what was acknowledged in the rounds before, and ends when it is not so.
        await said(child, 'acknowledged');
        await pause((random / 2 ** 32) * LONGEST_RUN_MS);
      } finally {
        await kill(child);
      }
    }
    const registry = await openPlain({ dataDir: place.dataDir, databaseUrl: null });
    try {
      const acknowledged = readFileSync(acknowledgedFile, 'utf8').split('\n').filter(Boolean);
      expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS);
      const places = new Set<string>();
      for (const line of acknowledged) {
        const [key, index] = line.split(' ') as [string, string];
        places.add(index);
        const entry = await provenEntry(registry, key);
        expect(entry?.index).toBe(Number(index));
        expect(verifiedEntry(entry!)).toBe(true);
      }
      expect(places.size).toBe(acknowledged.length);
      // Acts and log agree one to one, those of the last moments included.
      const [row] = await registry.store.query<{ acts: number; logged: number }>(
        'select count(*) as acts, count(leaf_index) as logged from log_outbox',
      );
      const last = await provenEntry(registry, acknowledged.at(-1)!.split(' ')[0]!);
      expect(row).toEqual({ acts: last!.checkpoint.size, logged: last!.checkpoint.size });
      expect((await checkLog(registry)).filter(({ severity }) => severity !== 'info')).toEqual([]);
    } finally {
      await registry.close();
    }
  });
});
