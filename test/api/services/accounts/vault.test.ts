import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeVault } from '../../../../api/services/access/vault.ts';
import { openSecretKey } from '../../../../api/store/secret-key.ts';

const folder = await mkdtemp(join(tmpdir(), 'selvedge-key-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('what is sealed', () => {
  const vault = makeVault(randomBytes(32));

  it('is opened by the same key for the same purpose only, and never twice the same bytes', () => {
    const sealed = vault.seal('33010619900101001X', 'resident-id');
    expect(vault.open(sealed, 'resident-id').toString()).toBe('33010619900101001X');
    expect(() => vault.open(sealed, 'totp-secret')).toThrow();
    expect(() => makeVault(randomBytes(32)).open(sealed, 'resident-id')).toThrow();
    expect(Buffer.from(sealed).equals(Buffer.from(vault.seal('33010619900101001X', 'resident-id')))).toBe(false);
  });

  it('is not opened once a single bit has changed', () => {
    const sealed = vault.seal('secret', 'totp-secret');
    for (let at = 0; at < sealed.length; at++) {
      const altered = Uint8Array.from(sealed);
      altered[at]! ^= 1;
      expect(() => vault.open(altered, 'totp-secret')).toThrow();
    }
  });
});

describe('the key of a data folder', () => {
  it('is made once, by however many start at once, and readable by its owner only', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => openSecretKey(folder)));
    for (const key of keys) expect(Buffer.from(key).equals(Buffer.from(keys[0]!))).toBe(true);
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
  });
});
