import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Receipt } from '../../../api/proof/deposit.ts';
import { openSoftToken, PIN, type SoftToken, softhsmIsThere } from '../proof/softhsm.ts';
import { type Finished, jsonLines, Workshop } from './command-line.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const workshop = new Workshop();
afterAll(() => workshop.remove());

describe.skipIf(!softhsmIsThere())('selvedge keys token', () => {
  let token: SoftToken;
  const said: string[] = [];
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = token.env): Promise<Finished> => {
    const finished = await workshop.run(args, { ...env, SELVEDGE_LOG_LEVEL: 'trace' });
    said.push(finished.stdout, finished.stderr);
    return finished;
  };
  const seal = (name: string, env?: Readonly<Record<string, string>>) => {
    writeFileSync(workshop.path(name), `a picture: ${name}`);
    return run(['deposit', 'seal', name, '--depositor', 'Lin Studio'], env);
  };

  beforeAll(async () => {
    token = openSoftToken();
    expect((await seal('before.tif')).code).toBe(0);
    for (const use of ['log', 'timestamp', 'seal']) {
      const made = await run(['keys', 'token', `own-${use}`, '--use', use, '--make', '--overlap-days', '0']);
      expect([made.code, made.stderr]).toEqual([0, expect.stringMatching(/[0-9a-f]{8}/)]);
    }
  });
  afterAll(() => token.dispose());

  it('has the log signed and timestamped in the token from then on, to be checked without it', async () => {
    expect((await seal('after.tif')).code).toBe(0);
    const listed = jsonLines((await run(['keys', 'list', '--json'], {})).stdout) as Record<string, unknown>[];
    const isSigning = ({ signsUntil }: Record<string, unknown>) => signsUntil === null;
    const keys = listed.filter((key) => 'verifierKey' in key);
    const authorities = listed.filter((key) => 'certificate' in key);
    expect(keys.filter(isSigning)).toHaveLength(2);
    // What the token signs alone is enough.
    const vouched = { keys: keys.filter(isSigning), authorities: authorities.filter(({ use }) => use === 'root') };
    writeFileSync(workshop.path('keys.json'), JSON.stringify(vouched));
    const verified = await run(['verify', 'after.tif.receipt.json', 'after.tif', '--trust', 'keys.json', '--json'], {});
    expect(jsonLines(verified.stdout)[0]).toMatchObject({ verdict: 'proven' });
    const receipt = JSON.parse(readFileSync(workshop.path('after.tif.receipt.json'), 'utf8')) as Receipt;
    expect(receipt.logged?.timestamp).toMatchObject({ state: 'stamped' });
    expect(readFileSync(workshop.path('data/keys/keyring.json'), 'utf8')).toContain('"token": "registry"');
  });

  it('refuses to sign without the token, with another PIN or with half a configuration, and says what is missing', async () => {
    const { SELVEDGE_PKCS11_PIN: _, ...half } = token.env;
    const wrong = { ...token.env, SELVEDGE_PKCS11_PIN: 'another-PIN-1234' };
    for (const [env, words] of [
      [{}, /token/],
      [wrong, /PIN of the token.*CKR_PIN_INCORRECT/],
      [half, /keys\.pkcs11Pin/],
    ] as const) {
      const refused = await seal('refused.tif', env);
      expect(refused.code).not.toBe(0);
      expect(refused.stderr).toMatch(words);
      expect(refused.stderr + refused.stdout).not.toContain('another-PIN');
    }
    // What could not be signed then is signed now, once.
    expect((await seal('refused.tif')).code).toBe(0);
    expect((await run(['log', 'fsck'])).code).toBe(0);
    const twice = await run(['keys', 'token', 'own-log', '--use', 'log', '--make']);
    expect([twice.code === 0, twice.stderr]).toEqual([false, expect.stringContaining('own-log')]);
  });

  it('shows the PIN nowhere: not in the configuration, not in what is said or kept', async () => {
    const { stdout } = await run(['config']);
    expect(stdout).toContain('(hidden)');
    expect(stdout).toContain('registry');
    for (const text of said) expect(text).not.toContain(PIN);
    for (const file of ['keyring.json', 'authority.json'])
      expect(readFileSync(workshop.path('data/keys', file), 'utf8')).not.toContain(PIN);
  });
});
