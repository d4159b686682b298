import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { readApplicationRow } from '../../../api/store/applications/application-rows.ts';
import { makeDataDir, openPlain } from '../services/registry-fixture.ts';
import { filed, openOffice, worksForm } from './office.ts';
import { expectNumbersWithoutGap, expectSound } from './sound-cases.ts';

const ROUNDS = process.env.SELVEDGE_FULL === '1' ? 60 : 2;
const CASES_PER_ROUND = 4;
const SEED = 315;

const place = await makeDataDir();
const dataDir = join(place.dataDir, 'data');
const acknowledgedFile = join(place.dataDir, 'acknowledged');
writeFileSync(acknowledgedFile, '');
afterAll(() => place.dispose());

describe('a process that is killed while it decides', () => {
  it(`leaves all of a decision or nothing, in ${ROUNDS} kills`, { timeout: ROUNDS * 240_000 }, async () => {
    const first = await openPlain({ dataDir, databaseUrl: null });
    const office = await openOffice(first);
    const mill = await office.designer('柯桥织造');
    const examiner = await office.staff('examiner');
    const ids: string[] = [];
    for (let i = 0; i < ROUNDS * CASES_PER_ROUND; i++)
      ids.push((await filed(first, mill, `kill ${i}`, worksForm('柯桥织造'))).id);
    await first.close();
    let random = SEED;
    for (let round = 0; round < ROUNDS; round++) {
      random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
      // Half of the rounds are cut near the start, the others from the first acknowledged decision on.
      await decideAndKill(
        JSON.stringify(examiner),
        round % 2 === 0 ? 'acknowledged' : 'deciding',
        (random / 2 ** 32) * 300,
      );
      const registry = await openPlain({ dataDir, databaseUrl: null });
      for (const id of ids) await expectSound(registry, id);
      await expectNumbersWithoutGap(registry);
      for (const line of readFileSync(acknowledgedFile, 'utf8').split('\n').filter(Boolean)) {
        const [id = '', number] = line.split(' ');
        expect(await readApplicationRow(registry.store, id)).toMatchObject({ state: 'registered', number });
      }
      await registry.close();
    }
    expect(readFileSync(acknowledgedFile, 'utf8')).not.toBe('');
  });
});

async function decideAndKill(examiner: string, word: 'deciding' | 'acknowledged', afterMs: number): Promise<void> {
  const script = join(import.meta.dirname, 'decision-child.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir, acknowledgedFile, examiner], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const lines = createInterface({ input: child.stdout! });
  for await (const line of lines) if (line === word) break;
  await pause(afterMs);
  child.kill('SIGKILL');
  await gone;
}
