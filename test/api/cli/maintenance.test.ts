import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { jsonLines, MODELS_DIR, Workshop } from './command-line.ts';

interface Finding {
  readonly severity: string;
  readonly what: string;
  readonly repaired: boolean;
}
interface Manifest {
  readonly embedding: { readonly file: string; readonly sha256: string };
}

// Every command starts the engine anew, which takes its time where other tests run beside it.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const workshop = new Workshop();

beforeAll(async () => {
  workshop.samples('designs', ['ogee-2.webp', 'kilim-1.webp', 'tartan-1.webp']);
  expect((await workshop.run(['import', 'designs'])).code).toBe(0);
});

afterAll(() => workshop.remove());

async function doctor(...args: string[]): Promise<{ code: number | null; findings: Finding[]; stderr: string }> {
  const { code, stdout, stderr } = await workshop.run(['doctor', '--json', ...args]);
  return { code, findings: jsonLines(stdout) as Finding[], stderr };
}

const faults = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'error');

describe('selvedge doctor --self-test', () => {
  it('passes on this installation', async () => {
    const { code, findings } = await doctor('--self-test');
    expect(findings).toEqual([{ severity: 'info', what: '9 pictures and 6 pairs as they should be', repaired: false }]);
    expect(code).toBe(0);
  });

  it('names a model whose bytes are not those of the manifest', async () => {
    const models = workshop.path('models-altered');
    cpSync(MODELS_DIR, models, { recursive: true, filter: (path) => !path.includes('training') });
    const { weights } = alterWeights(models);
    const { code, stdout } = await workshop.run(['doctor', '--self-test', '--json'], { SELVEDGE_MODELS_DIR: models });
    expect(code).toBe(3);
    const [finding] = jsonLines(stdout) as Finding[];
    expect(finding).toMatchObject({ severity: 'error' });
    expect(finding!.what).toContain('model-altered');
    expect(finding!.what).toContain(weights);
  });

  it('names what an altered model computes otherwise, even when its manifest was made to agree', async () => {
    const models = workshop.path('models-forged');
    cpSync(MODELS_DIR, models, { recursive: true, filter: (path) => !path.includes('training') });
    const { weights, sha256 } = alterWeights(models);
    const path = join(models, 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    expect(manifest.embedding.file).toBe(weights);
    writeFileSync(path, JSON.stringify({ ...manifest, embedding: { ...manifest.embedding, sha256 } }));
    const { code, stdout } = await workshop.run(['doctor', '--self-test', '--json'], { SELVEDGE_MODELS_DIR: models });
    expect(code).toBe(3);
    const found = jsonLines(stdout) as Finding[];
    expect(found.some(({ what }) => /^ogee-2\.webp: embedding of view "whole" has cosine/.test(what))).toBe(true);
    expect(found.some(({ what }) => /PDQ|palette/.test(what))).toBe(false);
  });
});

/** Zeroes a stretch in the middle of the weights. */
function alterWeights(models: string): { readonly weights: string; readonly sha256: string } {
  const { embedding } = JSON.parse(readFileSync(join(models, 'manifest.json'), 'utf8')) as Manifest;
  const path = join(models, embedding.file);
  const bytes = readFileSync(path);
  bytes.fill(0, bytes.length >> 1, (bytes.length >> 1) + 40_000);
  writeFileSync(path, bytes);
  return { weights: embedding.file, sha256: createHash('sha256').update(bytes).digest('hex') };
}

describe('selvedge backup, restore and doctor', () => {
  it('bring the library back whole, into another folder', async () => {
    const sound = await doctor();
    expect(faults(sound.findings)).toEqual([]);
    expect(sound.code).toBe(0);
    const backedUp = await workshop.run(['backup', 'saved']);
    expect(backedUp.stderr).toMatch(/^3 records at position 3 of the change feed backed up to saved\.\n$/);
    expect((await workshop.run(['backup', 'saved'])).code).toBe(3);

    const restored = await workshop.run(['restore', 'saved', '--data', 'fresh']);
    expect(restored).toMatchObject({ code: 0, stdout: '' });
    cpSync(workshop.path('data', 'keys'), workshop.path('fresh', 'keys'), { recursive: true });
    const checked = await doctor('--data', 'fresh');
    expect(faults(checked.findings)).toEqual([]);
    expect(checked.code).toBe(0);
    const [before, after] = await Promise.all([
      workshop.run(['list', '--json']),
      workshop.run(['list', '--json', '--data', 'fresh']),
    ]);
    expect(jsonLines(after.stdout)).toEqual(jsonLines(before.stdout));
    const again = await workshop.run(['restore', 'saved', '--data', 'fresh']);
    expect(again.code).toBe(3);
    expect(again.stderr).toContain('[target-not-empty]');
  });

  it('find a picture that changed on the disk', async () => {
    const folder = workshop.path('fresh/files/pictures');
    const picture = readdirSync(folder, { recursive: true, withFileTypes: true }).find((entry) => entry.isFile())!;
    const path = join(picture.parentPath, picture.name);
    const bytes = readFileSync(path);
    bytes[bytes.length - 9]! ^= 1;
    writeFileSync(path, bytes);
    const { code, findings, stderr } = await doctor('--data', 'fresh');
    expect(code).toBe(3);
    expect(faults(findings)[0]!.what).toContain('its picture has changed on the disk');
    expect(stderr).toBe('1 fault remains.\n');
  });
});
