import { afterAll, describe, expect, it, vi } from 'vitest';
import { Workshop } from './command-line.ts';

const COMMANDS = [
  'import',
  'check',
  'compare',
  'list',
  'show',
  'remove',
  'export',
  'audit',
  'serve',
  'admin',
  'doctor',
  'backup',
  'restore',
  'config',
];

// Every command starts the engine anew, which takes its time where other tests run beside it.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const workshop = new Workshop();
afterAll(() => workshop.remove());

describe('help', () => {
  it('is there for every command, with examples and the general options', async () => {
    const overview = await workshop.run(['--help']);
    expect(overview.code).toBe(0);
    for (const name of COMMANDS) expect(overview.stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(overview.stdout).toContain('Exit codes: 0 done');
    const pages = await Promise.all(COMMANDS.map((name) => workshop.run([name, '--help'])));
    for (const [i, { code, stdout, stderr }] of pages.entries()) {
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain(`Examples:\n  selvedge ${COMMANDS[i]}`);
      for (const option of ['--data <folder>', '--database-url <url>', '--server <url>'])
        expect(stdout).toContain(option);
    }
  });

  it('is Chinese where the locale is, or where SELVEDGE_LANGUAGE says so', async () => {
    const [byLocale, bySetting, overruled] = await Promise.all([
      workshop.run(['check', '--help'], { LANG: 'zh_CN.UTF-8' }),
      workshop.run(['check', '--help'], { SELVEDGE_LANGUAGE: 'zh' }),
      workshop.run(['check', '--help'], { LANG: 'zh_CN.UTF-8', LC_ALL: 'en_GB.UTF-8' }),
    ]);
    expect(byLocale.stdout).toMatch(/用法：.*查重.*示例：/s);
    expect(bySetting.stdout).toBe(byLocale.stdout);
    expect(overruled.stdout).toContain('Usage:');
  });
});

describe('a wrong call', () => {
  it('ends with 2, says why, and writes nothing to standard output', async () => {
    const calls = [
      ['chek', 'a.png'],
      ['check'],
      ['check', 'a.png', '--top', '0'],
      ['check', 'a.png', '--top', '1e1'],
      ['check', 'a.png', '--fail-on', 'no-match'],
      ['compare', 'a.png'],
      ['remove', 'SP-01JD3Q5V6W7X8Y9Z0A1B2C3D4E'],
      ['list', '--no-such-option'],
      ['config', '--database-url', 'mysql://x'],
    ];
    const finished = await Promise.all(calls.map((args) => workshop.run(args)));
    for (const [i, { code, stdout, stderr }] of finished.entries()) {
      expect([calls[i], code, stdout]).toEqual([calls[i], 2, '']);
      expect(stderr).not.toBe('');
      expect(stderr).not.toMatch(/\n {4}at /);
    }
    expect(finished[0]!.stderr).toContain('Did you mean check?');
  });
});

describe('general options', () => {
  it('may stand before or after the command, and win over the environment', async () => {
    const [before, after] = await Promise.all([
      workshop.run(['--data', 'one', 'config'], { SELVEDGE_DATA: 'two' }),
      workshop.run(['config', '--data', 'one'], { SELVEDGE_DATA: 'two' }),
    ]);
    expect(before.code).toBe(0);
    expect(after.stdout).toBe(before.stdout);
    expect(JSON.parse(before.stdout)).toMatchObject({ dataDir: workshop.path('one') });
  });

  it('hide what is secret when the configuration is printed', async () => {
    const { stdout } = await workshop.run(['config', '--database-url', 'postgresql://u:secret-word@h/db'], {
      SELVEDGE_TOKEN: 'secret-word-of-more-than-thirty-two-characters',
    });
    expect(stdout).toContain('h/db');
    expect(stdout).not.toContain('secret-word');
  });
});
