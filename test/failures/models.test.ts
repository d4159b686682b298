import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endProcesses, startCommand } from './server-process.ts';

const installed = resolve(import.meta.dirname, '../../models');
const place = mkdtempSync(join(tmpdir(), 'selvedge-models-'));
const modelsDir = join(place, 'models');
const dataDir = join(place, 'data');
const env = { SELVEDGE_DATA: dataDir, SELVEDGE_MODELS_DIR: modelsDir };
const weights = readdirSync(installed).filter((file) => /\.(onnx|bin)$/.test(file));

afterAll(() => rmSync(place, { recursive: true, force: true }));
afterEach(endProcesses);
beforeEach(() => {
  rmSync(modelsDir, { recursive: true, force: true });
  for (const file of [...weights, 'manifest.json']) cpSync(join(installed, file), join(modelsDir, file));
});

async function run(...args: string[]) {
  const { exited, output } = startCommand(args, env);
  return { status: await exited, ...output };
}

function flipOneBit(file: string): void {
  const path = join(modelsDir, file);
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
}

const faults: readonly (readonly [string, string, () => void])[] = [
  ...weights.flatMap((file) => [
    [`without ${file}`, 'model-missing', () => rmSync(join(modelsDir, file))] as const,
    [`with one bit of ${file} changed`, 'model-altered', () => flipOneBit(file)] as const,
  ]),
  ['without its manifest', 'model-missing', () => rmSync(join(modelsDir, 'manifest.json'))],
  ['with a cut manifest', 'model-altered', () => writeFileSync(join(modelsDir, 'manifest.json'), '{"format":1')],
];

describe('a models folder', () => {
  it.each(faults)(
    '%s: the server does not start, says %s and has written nothing',
    {
      timeout: 40_000,
    },
    async (_what, code, damage) => {
      damage();
      const { status, stderr, stdout } = await run('serve');
      expect(status).toBe(4);
      expect(stderr).toContain(`[${code}]`);
      expect(stderr).toMatch(/onnx|\.bin|manifest\.json/);
      expect(stdout).not.toContain('listens');
      expect(existsSync(dataDir)).toBe(false);
    },
  );

  it.each(faults.slice(0, 2))('%s: doctor says %s, and that it found a fault', async (_what, code, damage) => {
    damage();
    const { status, stdout } = await run('doctor', '--json');
    expect(status).toBe(3);
    const findings = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(findings).toEqual([{ severity: 'error', what: expect.stringContaining(code), repaired: false }]);
  });
});
