import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkedSchema } from '../../../api/schemas/check-result.ts';
import { starSchema } from '../../../api/schemas/library-audit.ts';
import { motifSchema } from '../../../api/schemas/motif.ts';
import { jsonLines, Workshop } from './command-line.ts';

// Every command starts the engine anew, which takes its time where other tests run beside it.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const workshop = new Workshop();
workshop.prepareData();

beforeAll(async () => {
  workshop.samples('designs', ['ogee-2.webp', 'kilim-1.webp', 'panel-1.webp', 'tartan-1.webp']);
  workshop.samples('copies', ['self-test/ogee-2-mirror.jpg']);
  for (const folder of ['designs', 'copies']) {
    const { code, stderr } = await workshop.run(['import', folder]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
  }
});
afterAll(() => workshop.remove());

describe('selvedge audit', () => {
  it('lists the mirrored copy round the earlier design, and nothing else', async () => {
    const { code, stdout, stderr } = await workshop.run(['audit', '--json']);
    expect(code).toBe(0);
    const stars = jsonLines(stdout).map((line) => starSchema.parse(line));
    expect(stars).toHaveLength(1);
    const { reference, members, weakest } = stars[0]!;
    expect(reference).toMatchObject({ file: 'ogee-2.webp', evidence: 'recorded' });
    expect(members).toMatchObject([{ pattern: { file: 'ogee-2-mirror.jpg' }, grade: 'identical' }]);
    expect(weakest.id).toBe(members[0]!.pattern.id);
    expect(stderr).toMatch(/1 earlier record has later ones like them; \d+ near pairs verified\./);
  });

  it('tells the same in words when it is run again, without working anew', async () => {
    const { code, stdout } = await workshop.run(['audit', '--grade', 'substantially-similar']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ogee-2 .*\n {2}identical · ogee-2-mirror/);
  });

  it('works where the data lies only', async () => {
    expect((await workshop.run(['audit', '--server', 'http://localhost:1'])).code).toBe(2);
  });
});

describe('selvedge motif', () => {
  it('makes a motif known, which checks name from then on, until it is removed', async () => {
    const added = await workshop.run([
      'motif',
      'add',
      'designs/ogee-2.webp',
      '--name',
      'Ogee',
      '--rights',
      'public-domain',
      '--origin',
      'Bursa',
      '--json',
    ]);
    expect(added.stderr).toBe('');
    const motif = motifSchema.parse(jsonLines(added.stdout)[0]);
    expect(motif).toMatchObject({ name: 'Ogee', origin: 'Bursa', rights: 'public-domain' });
    const listed = await workshop.run(['motif', 'list']);
    expect(listed.stdout).toBe(`${motif.id}\tOgee\tpublic domain\t–\t–\n`);

    const checked = await workshop.run(['check', 'copies', '--json']);
    const [result] = jsonLines(checked.stdout).map((line) => checkedSchema.parse(line));
    expect(result).toMatchObject({ motifs: [{ id: motif.id, name: 'Ogee' }], onlyKnownMotifs: true });
    expect(result!.candidates[0]!.motifShare).toBeGreaterThan(0.8);

    const removed = await workshop.run(['motif', 'remove', motif.id, '--reason', 'only a trial']);
    expect([removed.code, removed.stderr]).toEqual([0, `${motif.id} removed.\n`]);
    expect((await workshop.run(['motif', 'list'])).stdout).toBe('');
  });

  it('refuses what is not told as it has to be', async () => {
    const unnamed = await workshop.run(['motif', 'add', 'designs/ogee-2.webp', '--rights', 'public-domain']);
    expect(unnamed.code).toBe(2);
    const wrong = ['motif', 'add', 'designs/ogee-2.webp', '--name', 'x'.repeat(200), '--rights', 'unclear'];
    expect((await workshop.run(wrong)).stderr).toMatch(/Expected valid details of a motif but received name: /);
  });
});
