import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../api/config/config.ts';
import { describeConfig } from '../../api/config/describe.ts';
import { listSettings } from '../../api/config/settings.ts';

const workingDir = mkdtempSync(join(tmpdir(), 'selvedge-config-'));
afterAll(() => rmSync(workingDir, { recursive: true }));

const runs = { numRuns: process.env.SELVEDGE_FULL === '1' ? 5_000 : 300, seed: 41 };

function faultsOf(env: Record<string, string>, dir = workingDir) {
  try {
    loadConfig({ env, workingDir: dir });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

function withFile(content: string): { env: Record<string, string>; dir: string } {
  const dir = mkdtempSync(join(workingDir, 'file-'));
  writeFileSync(join(dir, 'selvedge.config.json'), content);
  return { env: {}, dir };
}

describe('loadConfig', () => {
  it('needs nothing to be set', () => {
    const { config } = loadConfig({ env: {}, workingDir });
    expect(config.server).toMatchObject({ host: '127.0.0.1', port: 8080, publicChecks: false, token: null });
    expect(config.dataDir).toBe(join(workingDir, 'data'));
    expect(config.databaseUrl).toBeNull();
  });

  it('reports a port that is no number instead of falling back to the default', () => {
    expect(faultsOf({ PORT: 'abc' })).toEqual([
      { where: 'PORT', expected: 'a whole number from 0 to 65535', received: '"abc"' },
    ]);
  });

  it('reports all faults of environment and file at once, each with what was expected', () => {
    const { dir } = withFile('{"server": {"port": "8080", "prot": 1}, "logLevel": "loud", "rateLimit": 3}');
    const faults = faultsOf({ SELVEDGE_WORKERS: '0', DATABASE_URL: 'mysql://x' }, dir);
    expect(faults.map(({ where }) => where).sort()).toEqual([
      'DATABASE_URL',
      'SELVEDGE_WORKERS',
      'selvedge.config.json: logLevel',
      'selvedge.config.json: rateLimit',
      'selvedge.config.json: server.port',
      'selvedge.config.json: server.prot',
    ]);
    for (const { expected } of faults) expect(expected).not.toBe('');
  });

  it('lets the environment win over the file', () => {
    const { dir } = withFile('{"server": {"port": 9001, "host": "::1"}}');
    const { config } = loadConfig({ env: { SELVEDGE_PORT: '9002' }, workingDir: dir });
    expect(config.server).toMatchObject({ port: 9002, host: '::1' });
  });

  it('takes relative paths from the folder of the file that states them', () => {
    const { dir } = withFile('{"dataDir": "store"}');
    const { config } = loadConfig({ env: { SELVEDGE_CONFIG: join(dir, 'selvedge.config.json') }, workingDir });
    expect(config.dataDir).toBe(join(dir, 'store'));
  });

  it('reports a named file that is missing, unreadable as JSON, or no object, without quoting it', () => {
    expect(faultsOf({ SELVEDGE_CONFIG: 'absent.json' })).toMatchObject([{ received: 'no such file' }]);
    for (const content of ['{"token": "secret-word"', '[]', 'null', '"secret-word"']) {
      const faults = faultsOf({}, withFile(content).dir);
      expect(faults).toHaveLength(1);
      expect(JSON.stringify(faults)).not.toContain('secret-word');
    }
  });

  it('is not led astray by names that every object has', () => {
    const { dir } = withFile('{"__proto__": {"polluted": 1}, "constructor": 2, "toString": 3}');
    expect(faultsOf({}, dir)).toHaveLength(3);
    expect('polluted' in {}).toBe(false);
  });

  it('counts an empty variable as not set', () => {
    expect(loadConfig({ env: { SELVEDGE_PORT: '' }, workingDir }).config.server.port).toBe(8080);
  });

  it('names variables that look like settings but are none', () => {
    const { unknownVariables } = loadConfig({ env: { SELVEDGE_PROT: '1', SELVEDGE_FULL: '1', HOME: '/' }, workingDir });
    expect(unknownVariables).toEqual(['SELVEDGE_PROT']);
  });

  it('takes the language from the locale where none is set', () => {
    expect(loadConfig({ env: { LANG: 'zh_CN.UTF-8' }, workingDir }).config.language).toBe('zh');
    expect(loadConfig({ env: { LANG: 'de_DE.UTF-8' }, workingDir }).config.language).toBe('en');
    expect(loadConfig({ env: { LANG: 'zh_CN', SELVEDGE_LANGUAGE: 'en' }, workingDir }).config.language).toBe('en');
  });

  it('accepts a whole number exactly when it is in range and written in decimal digits', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.integer({ min: -70_000, max: 140_000 }).map(String),
      fc.constantFrom(
        '0x10',
        '1e3',
        ' 80',
        '80 ',
        '8_0',
        '８０',
        'NaN',
        'Infinity',
        '80.0',
        '-0',
        '+80',
        '99999999999999999999',
      ),
    );
    fc.assert(
      fc.property(anything, (text) => {
        fc.pre(text !== '');
        const valid = /^(0|[1-9]\d{0,14})$/.test(text) && Number(text) <= 65_535;
        const faults = faultsOf({ SELVEDGE_PORT: text });
        expect(faults).toHaveLength(valid ? 0 : 1);
        if (valid)
          expect(loadConfig({ env: { SELVEDGE_PORT: text }, workingDir }).config.server.port).toBe(Number(text));
      }),
      runs,
    );
  });

  it('answers any environment with a configuration or with faults, never with another error', () => {
    const variables = listSettings().flatMap(({ setting }) => setting.env);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...variables), fc.string({ unit: 'binary' })), (env) => {
        for (const fault of faultsOf(env)) expect(variables).toContain(fault.where);
      }),
      runs,
    );
  });

  it('answers any JSON in the file with a configuration or with faults, never with another error', () => {
    const names = listSettings().flatMap(({ key }) => key.split('.'));
    const tree = fc.letrec((tie) => ({
      node: fc.oneof({ maxDepth: 3 }, fc.jsonValue(), fc.dictionary(fc.constantFrom(...names), tie('node'))),
    })).node;
    const { dir } = withFile('');
    fc.assert(
      fc.property(tree, (content) => {
        writeFileSync(join(dir, 'selvedge.config.json'), JSON.stringify(content));
        for (const fault of faultsOf({}, dir)) expect(fault.where).toContain('selvedge.config.json');
      }),
      { ...runs, numRuns: Math.ceil(runs.numRuns / 3) },
    );
  });
});

describe('describeConfig', () => {
  it('never shows the token or the credentials of the database, not even in a fault', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{40}$/);
    fc.assert(
      fc.property(secret, (word) => {
        const env = {
          SELVEDGE_TOKEN: word,
          DATABASE_URL: `postgres://me:${word}@db.example:5432/patterns?password=${word}`,
        };
        const shown = JSON.stringify(describeConfig(loadConfig({ env, workingDir }).config));
        expect(shown).not.toContain(word);
        expect(shown).toContain('db.example:5432/patterns');
        expect(
          JSON.stringify(faultsOf({ SELVEDGE_TOKEN: `${word} `, DATABASE_URL: `mysql://me:${word}@db` })),
        ).not.toContain(word);
      }),
      { numRuns: 50, seed: 41 },
    );
  });

  it('shows every setting under the name that the file uses', () => {
    const shown = describeConfig(loadConfig({ env: {}, workingDir }).config);
    for (const { key } of listSettings()) {
      const value = key.split('.').reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], shown);
      expect(value, key).not.toBeUndefined();
    }
  });
});
