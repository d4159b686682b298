import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkedSchema, comparisonResultSchema } from '../../../api/schemas/check-result.ts';
import { importOutcomeSchema } from '../../../api/schemas/import-outcome.ts';
import { patternSchema } from '../../../api/schemas/pattern.ts';
import { jsonLines, type Running, SAMPLE_DIR, Workshop } from './command-line.ts';

// Every command starts the engine anew, which takes its time where other tests run beside it.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const workshop = new Workshop();
let server: Running;
let url = '';
let token = '';

beforeAll(async () => {
  server = workshop.start(['serve', '--port', '0', '--data', 'served']);
  [, url = ''] = await server.seen(/listens on (http:\/\/\S+)/);
  [, token = ''] = await server.seen(/Token for writing, shown this once: (\S+)/);
});

afterAll(async () => {
  server.child.kill('SIGKILL');
  await server.finished;
  workshop.remove();
});

const remote = (...args: string[]) => workshop.run([...args, '--server', url], { SELVEDGE_TOKEN: token });

describe('a command with --server', () => {
  it('imports, checks, compares, lists, shows, exports and removes as on a data folder', async () => {
    workshop.samples('designs', ['ogee-2.webp', 'kilim-1.webp']);
    const imported = await remote('import', 'designs', '--json');
    expect({ code: imported.code, stderr: imported.stderr }).toMatchObject({ code: 0 });
    const outcomes = jsonLines(imported.stdout).map((line) => importOutcomeSchema.parse(line));
    expect(outcomes.map(({ file, status }) => [file, status])).toEqual([
      ['designs/kilim-1.webp', 'added'],
      ['designs/ogee-2.webp', 'added'],
    ]);
    const id = outcomes[1]!.id!;

    const copy = join(SAMPLE_DIR, 'self-test/ogee-2-mirror.jpg');
    const checked = checkedSchema.parse(JSON.parse((await remote('check', copy, '--json')).stdout));
    expect(checked.candidates[0]).toMatchObject({ id, grade: 'identical' });
    const compared = comparisonResultSchema.parse(JSON.parse((await remote('compare', copy, id, '--json')).stdout));
    expect(compared).toMatchObject({ status: 'compared', finding: { grade: 'identical' } });
    expect(patternSchema.parse(JSON.parse((await remote('show', id, '--json')).stdout)).id).toBe(id);

    expect((await remote('export', 'copy')).code).toBe(0);
    expect(readFileSync(workshop.path('copy/pictures', `${id}.webp`))).toEqual(
      readFileSync(join(SAMPLE_DIR, 'ogee-2.webp')),
    );
    expect((await remote('remove', id, '--reason', 'test')).code).toBe(0);
    const listed = jsonLines((await remote('list', '--json')).stdout).map((line) => patternSchema.parse(line).id);
    expect(listed).toEqual([outcomes[0]!.id]);
  });

  it('says what is wrong with address and token, and ends with another code than for a rejected picture', async () => {
    const picture = join(SAMPLE_DIR, 'zebra-1.webp');
    const unreachable = await workshop.run(['check', picture, '--server', 'http://127.0.0.1:9']);
    expect(unreachable).toMatchObject({ code: 4, stdout: '' });
    expect(unreachable.stderr).toContain('[server-unreachable]');
    const without = await workshop.run(['import', picture, '--server', url]);
    expect(without.code).toBe(4);
    expect(without.stderr).toContain('[sign-in-required]');
    expect((await workshop.run(['list', '--server', 'localhost:8080'])).code).toBe(2);
    expect((await workshop.run(['doctor', '--server', url])).code).toBe(2);
    // SELVEDGE_SERVER stands for the option.
    const rejected = await workshop.run(['show', 'SP-01JD3Q5V6W7X8Y9Z0A1B2C3D4E', '--server', url]);
    expect(rejected.code).toBe(3);
    expect(rejected.stderr).toContain('[not-found]');
  });
});

describe('a second process on the same data folder', () => {
  it('gets a clear error at once', async () => {
    for (const args of [['list'], ['import', '.'], ['serve', '--port', '0'], ['backup', 'copy-of-it'], ['doctor']]) {
      const { code, stdout, stderr } = await workshop.run([...args, '--data', 'served'], { SELVEDGE_WORKERS: '1' });
      expect([args[0], code, stdout]).toEqual([args[0], 4, '']);
      expect(stderr).toMatch(/Stop the other process.*\[data-folder-in-use\]\n$/);
    }
  });
});

describe('selvedge serve', () => {
  it('says which port is taken', async () => {
    const { code, stderr } = await workshop.run(['serve', '--port', new URL(url).port, '--data', 'other']);
    expect(code).toBe(4);
    expect(stderr).toMatch(/Expected port \d+ .* to be free .*\[address-in-use\]\n$/);
  });

  it('stops with 0 when told to, and starts again without a new token', async () => {
    server.child.kill('SIGTERM');
    expect((await server.finished).code).toBe(0);
    server = workshop.start(['serve', '--port', '0', '--data', 'served']);
    await server.seen(/listens on/);
    server.child.kill('SIGINT');
    const { code, stdout } = await server.finished;
    expect(code).toBe(0);
    expect(stdout).not.toContain('Token');
  });
});
