import { afterAll, describe, expect, it, vi } from 'vitest';
import { Workshop } from './command-line.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const workshop = new Workshop();
afterAll(() => workshop.remove());

const CREATE = ['admin', 'create', '--email', 'wang@office.example', '--name', '王芳', '--office', 'Pattern Office'];
const PASSWORD = 'indigo vat on a rainy Tuesday';

describe('selvedge admin create', () => {
  it('makes an administrator with the password from standard input, once for one address', async () => {
    const made = await workshop.run(CREATE, {}, `${PASSWORD}\n`);
    expect(made).toMatchObject({ code: 0, stdout: '' });
    expect(made.stderr).toMatch(/wang@office\.example administers the registry \(AC-[0-9A-Z]{26}\)/);
    const again = await workshop.run(CREATE, {}, `${PASSWORD}\n`);
    expect(again.code).toBe(3);
    expect(again.stderr).toContain('[already-exists]');
    expect(made.stderr + again.stderr).not.toContain(PASSWORD);
  });

  it('refuses a weak password, a missing one and an address that is none', async () => {
    expect((await workshop.run(CREATE, {}, 'password\n')).stderr).toContain('[weak-password]');
    expect(await workshop.run(CREATE)).toMatchObject({ code: 2, stderr: expect.stringContaining('standard input') });
    const wrong = await workshop.run(CREATE.with(3, 'nobody'), {}, `${PASSWORD}\n`);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('nobody') });
  });

  it('takes no password as an argument', async () => {
    const { code, stderr } = await workshop.run([...CREATE, '--password', PASSWORD]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--password')]);
  });
});
