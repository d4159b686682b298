import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { checkedSchema, notComparableResultSchema, rejectedSchema } from '../../../api/schemas/check-result.ts';
import { importOutcomeSchema } from '../../../api/schemas/import-outcome.ts';
import { patternSchema } from '../../../api/schemas/pattern.ts';
import { jsonLines, SAMPLE_DIR, Workshop } from './command-line.ts';

// Every command starts the engine anew, which takes its time where other tests run beside it.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const workshop = new Workshop();
const ODD_NAMES = ['two\nlines.webp', '缠枝 🌹.webp', `${'long'.repeat(60)}.webp`, '-rf.webp', '$(echo x).webp'];

beforeAll(() => {
  mkdirSync(workshop.path('bad'));
  const whole = readFileSync(join(SAMPLE_DIR, 'ogee-2.webp'));
  writeFileSync(workshop.path('bad/a-empty.png'), '');
  writeFileSync(workshop.path('bad/b-text.png'), 'This is no picture.\n');
  writeFileSync(workshop.path('bad/c-drawing.png'), '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>');
  writeFileSync(workshop.path('bad/d-cut.webp'), whole.subarray(0, whole.length / 2));
  writeFileSync(workshop.path('bad/e-renamed.jpg'), whole);
  writeFileSync(workshop.path('bad/notes.txt'), 'left out');
  ODD_NAMES.forEach((name, i) => {
    mkdirSync(workshop.path('odd'), { recursive: true });
    writeFileSync(workshop.path('odd', name), readFileSync(join(SAMPLE_DIR, `medallion-${(i % 4) + 1}.webp`)));
  });
});

afterAll(() => workshop.remove());

describe('pictures that are none', () => {
  it('are rejected each with its code, while the good ones beside them are taken', async () => {
    const { code, stdout, stderr } = await workshop.run(['import', 'bad', 'nowhere.png', '--json']);
    expect(code).toBe(3);
    const outcomes = jsonLines(stdout).map((line) => importOutcomeSchema.parse(line));
    expect(outcomes.map(({ file, status, code: reason }) => [file, status, reason])).toEqual([
      ['bad/a-empty.png', 'rejected', 'empty-file'],
      ['bad/b-text.png', 'rejected', 'unsupported-format'],
      ['bad/c-drawing.png', 'rejected', 'unsupported-format'],
      ['bad/d-cut.webp', 'rejected', 'unreadable-picture'],
      ['bad/e-renamed.jpg', 'added', undefined],
      ['nowhere.png', 'rejected', 'file-not-found'],
    ]);
    expect(stderr).toContain('1 other files in the folders are not pictures by their names');
    expect(stderr).toContain('1 added, 0 already present, 5 rejected.');
  });

  it('give a line of check --json like any other, with file, sha256, candidates and timings', async () => {
    const ground = { width: 300, height: 300, channels: 3, background: '#8ab' } as const;
    await sharp({ create: ground }).png().toFile(workshop.path('blank.png'));
    const { code, stdout } = await workshop.run(['check', 'bad/a-empty.png', 'blank.png', 'nowhere.png', '--json']);
    expect(code).toBe(3);
    const common = z.object({
      file: z.string(),
      sha256: z.string().nullable(),
      candidates: z.array(z.unknown()),
      timingsMs: z.object({ total: z.number() }),
    });
    const lines = jsonLines(stdout);
    for (const line of lines) common.parse(line);
    expect(rejectedSchema.parse(lines[0]).code).toBe('empty-file');
    expect(notComparableResultSchema.parse(lines[1]).reason).toBe('blank');
    expect(lines[2]).toMatchObject({ status: 'rejected', code: 'file-not-found', sha256: null });
  });

  it('may have any name', async () => {
    const { code, stdout } = await workshop.run(['import', 'odd', '--json', '--data', 'odd-data']);
    expect(code).toBe(0);
    const outcomes = jsonLines(stdout).map((line) => importOutcomeSchema.parse(line));
    expect(outcomes.map(({ file }) => file).sort()).toEqual(ODD_NAMES.map((name) => join('odd', name)).sort());
    const listed = await workshop.run(['list', '--json', '--data', 'odd-data']);
    for (const line of jsonLines(listed.stdout)) {
      const { file } = patternSchema.parse(line);
      expect(file.length).toBeLessThanOrEqual(130);
      expect(file).not.toContain('\n');
    }
    const checked = await workshop.run(['check', 'odd/two\nlines.webp', '--data', 'odd-data', '--json']);
    expect(checkedSchema.parse(JSON.parse(checked.stdout)).candidates[0]!.grade).toBe('identical');
  });
});

describe('manifests', () => {
  it('name the fault of each row and take the others', async () => {
    workshop.samples('register', ['lace-1.webp', 'lace-2.webp', 'lace-3.webp']);
    const rows = [
      '\uFEFFpath,Title,owner,Registration Number,created,published,registered,colour',
      'lace-1.webp,"Rose, ""old""",Studio A,N-1,2020-01-31,,2020-03-01,red',
      'lace-2.webp,Rose,,N-2,2020-02-30,,,',
      ',Rose,,,,,,',
      'gone.webp,Rose,,,,,,',
      'lace-3.webp,,,,,,,',
    ];
    writeFileSync(workshop.path('register/list.csv'), rows.join('\r\n'));
    const { code, stdout, stderr } = await workshop.run(['import', 'register/list.csv', '--json', '--data', 'lists']);
    expect(code).toBe(3);
    const outcomes = jsonLines(stdout).map((line) => importOutcomeSchema.parse(line));
    expect(outcomes.map(({ status, code: reason }) => [status, reason])).toEqual([
      ['added', undefined],
      ['rejected', 'manifest-invalid'],
      ['rejected', 'manifest-invalid'],
      ['rejected', 'file-not-found'],
      ['added', undefined],
    ]);
    expect(outcomes[1]!.message).toMatch(/list\.csv:3.*dates\.0\.date/);
    expect(outcomes[2]!.message).toContain('list.csv:4');
    expect(stderr).toContain('unknown columns left out: colour');
    const listed = await workshop.run(['list', '--text', 'old', '--json', '--data', 'lists']);
    expect(jsonLines(listed.stdout)).toMatchObject([
      { title: 'Rose, "old"', owner: 'Studio A', registrationNumber: 'N-1' },
    ]);
  });

  it('are refused as a whole without a path column, and from the line on where CSV breaks', async () => {
    writeFileSync(workshop.path('no-path.csv'), 'name,owner\nlace-1.webp,A\nlace-2.webp,B\n');
    writeFileSync(workshop.path('lines.jsonl'), '{"path": 7}\n\n[1]\nnot json\n{"path":"x.png","title":"\uFFFD"}\n');
    const { code, stdout } = await workshop.run(['import', 'no-path.csv', 'lines.jsonl', '--json', '--data', 'lists']);
    expect(code).toBe(3);
    const outcomes = jsonLines(stdout).map((line) => importOutcomeSchema.parse(line));
    expect(outcomes.map(({ file, code: reason }) => `${file} ${reason}`)).toEqual([
      'no-path.csv:2 manifest-invalid',
      'lines.jsonl:1 manifest-invalid',
      'lines.jsonl:3 manifest-invalid',
      'lines.jsonl:4 manifest-invalid',
      'lines.jsonl:5 manifest-invalid',
    ]);
  });
});
