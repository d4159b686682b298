import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCommonPassword } from '../../../../api/services/accounts/common-passwords.ts';
import { hashPassword, verifyPassword } from '../../../../api/services/accounts/password.ts';

describe('a password', () => {
  it('is hashed by argon2id with 19 MiB and two passes, salted, and verified', async () => {
    const [one, other] = [
      await hashPassword('indigo vat on a rainy Tuesday', []),
      await hashPassword('indigo vat on a rainy Tuesday', []),
    ];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await verifyPassword('indigo vat on a rainy Tuesday', one)).toBe(true);
    expect(await verifyPassword('indigo vat on a rainy tuesday', one)).toBe(false);
    expect(await verifyPassword('anything', null)).toBe(false);
  });

  it('may be of any script, and is the same however it was composed', async () => {
    const passwordHash = await hashPassword('纬纱经纱织成锦缎，一共十二种é色', []);
    expect(await verifyPassword('纬纱经纱织成锦缎，一共十二种e\u0301色', passwordHash)).toBe(true);
  });

  it.each([
    'short',
    'x'.repeat(257),
    'password1234567',
    'qwertyuiop123456',
    'aaaaaaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabc',
    'Selvedge2026!!!!',
    'wangfang@office1',
    // From published leaks: whole, two in a row, with signs between, and with a year.
    '1qazxsw23edcvfr4',
    'starwarspokemon',
    'Liverpool-Arsenal',
    'chocolatecookie2026',
  ])('is refused when it is too short, too long, common or one’s own name: %s', async (password) => {
    await expect(hashPassword(password, ['Wang Fang', 'wangfang@office.example'])).rejects.toMatchObject({
      code: 'weak-password',
    });
  });

  it('is not refused for being random', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 32 }), (bytes) => {
        fc.pre(new Set(bytes).size > 8);
        expect(isCommonPassword(Buffer.from(bytes).toString('base64'), ['Wang Fang'])).toBe(false);
      }),
    );
  });
});
