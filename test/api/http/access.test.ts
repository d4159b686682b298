import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../api/config/config.ts';
import { isLoopback, isOpenToPublic } from '../../../api/http/access.ts';
import { digestOfToken, makeToken, matchesDigest } from '../../../api/services/access/secret-token.ts';

const configWith = (env: Record<string, string>) => loadConfig({ env, workingDir: '/nowhere' }).config;

describe('isOpenToPublic', () => {
  const LOCAL = {};
  const EXPOSED = { SELVEDGE_HOST: '0.0.0.0' };
  const PUBLIC = { ...EXPOSED, SELVEDGE_PUBLIC_CHECKS: 'true' };

  it.each([
    ['pattern:add', LOCAL, false],
    ['pattern:add', PUBLIC, false],
    ['check:create', LOCAL, true],
    ['check:create', EXPOSED, false],
    ['check:create', PUBLIC, true],
    ['pattern:read', LOCAL, true],
    ['pattern:read', EXPOSED, false],
    ['pattern:read', PUBLIC, true],
    ['metrics:read', LOCAL, true],
    ['metrics:read', PUBLIC, false],
    ['service:health', EXPOSED, true],
  ] as const)('for "%s" with %j says %s', (action, env, expected) => {
    expect(isOpenToPublic(action, configWith(env))).toBe(expected);
  });

  it('counts a server on loopback as exposed when a proxy or a public name leads to it', () => {
    expect(isOpenToPublic('check:create', configWith({ SELVEDGE_TRUST_PROXY: '1' }))).toBe(false);
    expect(isOpenToPublic('check:create', configWith({ SELVEDGE_ALLOWED_HOSTS: 'patterns.example' }))).toBe(false);
    expect(isOpenToPublic('check:create', configWith({ SELVEDGE_ALLOWED_HOSTS: 'localhost,selvedge.localhost' }))).toBe(
      true,
    );
  });
});

describe('isLoopback', () => {
  it.each(['localhost', 'LOCALHOST', 'a.localhost', '127.0.0.1', '127.8.9.10', '::1', '[::1]'])('takes %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['127.0.0.1.evil.example', 'localhost.evil.example', 'notlocalhost', '0.0.0.0', '::', '10.0.0.1', ''])(
    'does not take %j',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});

describe('the token for writing', () => {
  it('is long, never the same twice, and recognised by its digest alone', () => {
    const [one, other] = [makeToken('selvedge'), makeToken('selvedge')];
    expect(one).toMatch(/^selvedge_[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect(matchesDigest(one, digestOfToken(one))).toBe(true);
    expect(matchesDigest(other, digestOfToken(one))).toBe(false);
    expect(matchesDigest('', digestOfToken(one))).toBe(false);
  });
});
