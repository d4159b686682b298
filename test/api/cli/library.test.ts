import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { checkedSchema, comparisonResultSchema } from '../../../api/schemas/check-result.ts';
import { importOutcomeSchema } from '../../../api/schemas/import-outcome.ts';
import { patternSchema } from '../../../api/schemas/pattern.ts';
import { jsonLines, SAMPLE_DIR, Workshop } from './command-line.ts';

const DESIGNS = ['damask-3.webp', 'kilim-1.webp', 'ogee-2.webp', 'paisley-2.webp', 'panel-1.webp', 'tartan-1.webp'];

// Every command starts the engine anew, which takes its time where other tests run beside it.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const workshop = new Workshop();
const idOf = new Map<string, string>();

beforeAll(async () => {
  workshop.samples('designs', DESIGNS);
  const { code, stdout, stderr } = await workshop.run(['import', 'designs', '--json']);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  for (const line of jsonLines(stdout)) {
    const { file, id, status } = importOutcomeSchema.parse(line);
    expect(status).toBe('added');
    idOf.set(file, id!);
  }
});

afterAll(() => workshop.remove());

describe('selvedge import', () => {
  it('reports every file under the path it was given, in order', () => {
    expect([...idOf.keys()]).toEqual(DESIGNS.map((name) => join('designs', name)));
  });

  it('reports the same file twice and stores it once, whatever name it has', async () => {
    const { code, stdout, stderr } = await workshop.run(['import', 'designs', 'designs/ogee-2.webp', '--json']);
    expect(code).toBe(0);
    const outcomes = jsonLines(stdout).map((line) => importOutcomeSchema.parse(line));
    expect(outcomes.map(({ status }) => status)).toEqual(Array(DESIGNS.length + 1).fill('already-present'));
    expect(outcomes.at(-1)!.id).toBe(idOf.get('designs/ogee-2.webp'));
    expect(stderr).toContain(`0 added, ${DESIGNS.length + 1} already present, 0 rejected.`);
  });
});

describe('selvedge check', () => {
  it('writes one JSON line a file, in order, each with candidates by descending score', async () => {
    workshop.samples('queries', ['worked-check.jpg', 'self-test/ogee-2-mirror.jpg', 'zebra-1.webp']);
    const { code, stdout } = await workshop.run(['check', 'queries', '--json', '--top', '4']);
    expect(code).toBe(0);
    const schema = checkedSchema.extend({ file: z.string() });
    const lines = jsonLines(stdout).map((line) => schema.parse(line));
    expect(lines.map(({ file }) => file)).toEqual(
      ['ogee-2-mirror.jpg', 'worked-check.jpg', 'zebra-1.webp'].map((name) => join('queries', name)),
    );
    for (const { file, sha256, candidates } of lines) {
      expect(sha256).toBe(
        createHash('sha256')
          .update(readFileSync(workshop.path(file)))
          .digest('hex'),
      );
      expect(candidates.length).toBeLessThanOrEqual(4);
      const scores = candidates.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
    const [mirrored, worked, stranger] = lines;
    expect(mirrored!.candidates[0]).toMatchObject({ file: 'ogee-2.webp', grade: 'identical' });
    expect(worked!.candidates[0]!.file).toBe('paisley-2.webp');
    expect(worked!.candidates[0]!.edits.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['turned', 'recoloured']),
    );
    expect(['no-match', 'common-elements-only']).toContain(stranger!.grade);
    // What the search returned and nothing matched is listed all the same.
    expect(stranger!.candidates.length).toBeGreaterThan(0);
  });

  it('ends with 1 under --fail-on when something of that grade is found, and with 0 when not', async () => {
    const found = await workshop.run(['check', 'designs/ogee-2.webp', '--fail-on', 'substantially-similar']);
    expect(found.code).toBe(1);
    expect(found.stdout).toMatch(
      /^designs\/ogee-2\.webp: identical \(6 works searched in \d+ ms\)\n {2}identical: ogee-2 · SP-/,
    );
    const clear = await workshop.run(['check', join(SAMPLE_DIR, 'zebra-1.webp'), '--fail-on', 'substantially-similar']);
    expect(clear.code).toBe(0);
  });
});

describe('selvedge compare', () => {
  it('compares a picture with a record', async () => {
    const { code, stdout } = await workshop.run([
      'compare',
      join(SAMPLE_DIR, 'self-test/kilim-1-crop.jpg'),
      idOf.get('designs/kilim-1.webp')!,
      '--json',
    ]);
    expect(code).toBe(0);
    const result = comparisonResultSchema.parse(JSON.parse(stdout));
    expect(result).toMatchObject({ status: 'compared', finding: { grade: 'substantially-similar' } });
  });
});

describe('selvedge export, remove, list and show', () => {
  it('exports what a fresh library imports again: pictures, titles, owners, numbers, dates and names', async () => {
    const dates = [
      { kind: 'created', date: '2020-02-29', evidence: 'deposit' },
      { kind: 'registered', date: '2020-05-01', evidence: 'registration' },
    ];
    const row = {
      path: 'designs/zigzag.webp',
      title: '缠枝 "A", B',
      owner: '柳桥',
      registrationNumber: 'No. 7',
      dates,
    };
    workshop.samples('designs', ['chevron-1.webp']);
    writeFileSync(workshop.path('designs/zigzag.webp'), readFileSync(join(SAMPLE_DIR, 'chevron-2.webp')));
    writeFileSync(workshop.path('register.jsonl'), `${JSON.stringify(row)}\n`);
    expect((await workshop.run(['import', 'register.jsonl'])).code).toBe(0);

    const exported = await workshop.run(['export', 'copy', '--text', 'No. 7']);
    expect({ code: exported.code, stderr: exported.stderr }).toEqual({
      code: 0,
      stderr: '1 records exported to copy.\n',
    });
    const again = await workshop.run(['--data', 'second', 'import', 'copy/manifest.jsonl']);
    expect(again.code).toBe(0);
    const listed = await workshop.run(['list', '--json', '--data', 'second']);
    const [pattern] = jsonLines(listed.stdout).map((line) => patternSchema.parse(line));
    expect(pattern).toMatchObject({
      title: '缠枝 "A", B',
      owner: '柳桥',
      registrationNumber: 'No. 7',
      file: 'zigzag.webp',
    });
    expect(pattern!.dates.filter(({ kind }) => kind !== 'recorded')).toEqual(expect.arrayContaining(dates));
    const refused = await workshop.run(['export', 'copy']);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('[target-not-empty]');
  });

  it('removes a record, after which it is neither shown nor found', async () => {
    const id = idOf.get('designs/panel-1.webp')!;
    expect((await workshop.run(['remove', id, '--reason', 'registered twice'])).code).toBe(0);
    const shown = await workshop.run(['show', id]);
    expect(shown.code).toBe(3);
    expect(shown.stderr).toContain('[already-removed]');
    const { stdout } = await workshop.run(['list', '--json']);
    expect(jsonLines(stdout).map((line) => patternSchema.parse(line).id)).not.toContain(id);
  });
});

describe('an interrupted import', () => {
  it('finishes the pictures under way, ends with 130, and goes on where it stopped', async () => {
    const names = Array.from(
      { length: 12 },
      (_, i) => `${['waves', 'zebra', 'ikat'][i % 3]}-${Math.floor(i / 3) + 1}.webp`,
    );
    workshop.samples('many', names);
    const running = workshop.start(['import', 'many', '--json', '--data', 'third']);
    await running.seen(/added/);
    running.child.kill('SIGINT');
    const cut = await running.finished;
    expect(cut.code).toBe(130);
    expect(cut.stderr).toMatch(/Interrupted after \d+ of 12\./);
    const before = jsonLines(cut.stdout).map((line) => importOutcomeSchema.parse(line));
    expect(before.length).toBeLessThan(12);

    const rest = await workshop.run(['import', 'many', '--json', '--data', 'third']);
    expect(rest.code).toBe(0);
    const after = jsonLines(rest.stdout).map((line) => importOutcomeSchema.parse(line));
    // Every picture that was acknowledged is there, under the same id.
    expect(after.slice(0, before.length)).toEqual(before.map((line) => ({ ...line, status: 'already-present' })));
    expect(after).toHaveLength(12);
  });

  it('ends quietly when nobody reads its output any more', async () => {
    const running = workshop.start(['check', 'many', '--json', '--data', 'third']);
    await running.seen(/\n/);
    running.child.stdout!.destroy();
    const { code, stderr } = await running.finished;
    expect(code).toBe(141);
    expect(stderr).not.toMatch(/EPIPE|at .*\.ts|Internal/);
  });
});
