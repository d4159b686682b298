import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { GRADES } from '../../../engine/index.ts';
import { ERROR_RATES_FILE, readErrorRates } from '../../../engine/model/error-rates.ts';

const VERSIONS = { engine: '1', fingerprint: 'f1', model: 'm1', rules: 'r1', background: 'b1' };
const rate = { hits: 0, n: 100, lower: 0, upper: 0.03 };
const grades = Object.fromEntries(GRADES.map((grade) => [grade, grade === 'identical' ? 98 : 0]));
const rates = {
  format: 1,
  versions: VERSIONS,
  measuredOn: '2026-01-05',
  library: 100,
  copies: [{ source: 'generated', edit: 'mirrored', n: 100, grades, strong: rate }],
  wrongStrong: { unrelated: rate, copiesOfOthers: rate, lookAlikes: rate },
  likelihoodCost: null,
};

const modelsDir = mkdtempSync(join(tmpdir(), 'selvedge-rates-'));
const file = join(modelsDir, ERROR_RATES_FILE);
beforeEach(() => rmSync(file, { force: true, recursive: true }));
afterAll(() => rmSync(modelsDir, { recursive: true }));

describe('error rates', () => {
  it('hold for the versions that they were measured with and no others', async () => {
    writeFileSync(file, JSON.stringify(rates));
    expect(await readErrorRates(modelsDir, VERSIONS)).toMatchObject({ library: 100, copies: [{ edit: 'mirrored' }] });
    expect(await readErrorRates(modelsDir, { ...VERSIONS, rules: 'r2' })).toBeNull();
  });

  it('are none where there is no file', async () => {
    expect(await readErrorRates(modelsDir, VERSIONS)).toBeNull();
  });

  it('are never taken for none where the file is there and cannot be read, or says something else', async () => {
    mkdirSync(file);
    await expect(readErrorRates(modelsDir, VERSIONS)).rejects.toMatchObject({ code: 'EISDIR' });
    rmSync(file, { recursive: true });
    for (const content of ['not JSON', JSON.stringify({ ...rates, format: 2 })]) {
      writeFileSync(file, content);
      await expect(readErrorRates(modelsDir, VERSIONS)).rejects.toMatchObject({ code: 'model-altered' });
    }
  });
});
