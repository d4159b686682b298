import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../api/config/config.ts';
import { isLoopback, needsToken } from '../../../api/http/access.ts';
import { digestOfToken, makeToken, matchesDigest } from '../../../api/http/write-token.ts';

const configWith = (env: Record<string, string>) => loadConfig({ env, workingDir: '/nowhere' }).config;

describe('needsToken', () => {
  const LOCAL = {};
  const EXPOSED = { SELVEDGE_HOST: '0.0.0.0' };
  const PUBLIC = { ...EXPOSED, SELVEDGE_PUBLIC_CHECKS: 'true' };

  it.each([
    ['write', LOCAL, true],
    ['write', PUBLIC, true],
    ['check', LOCAL, false],
    ['check', EXPOSED, true],
    ['check', PUBLIC, false],
    ['read', LOCAL, false],
    ['read', EXPOSED, true],
    ['read', PUBLIC, false],
    ['operate', LOCAL, false],
    ['operate', PUBLIC, true],
    ['open', EXPOSED, false],
  ] as const)('for access "%s" with %j says %s', (access, env, expected) => {
    expect(needsToken(access, configWith(env))).toBe(expected);
  });

  it('counts a server on loopback as exposed when a proxy or a public name leads to it', () => {
    expect(needsToken('check', configWith({ SELVEDGE_TRUST_PROXY: '1' }))).toBe(true);
    expect(needsToken('check', configWith({ SELVEDGE_ALLOWED_HOSTS: 'patterns.example' }))).toBe(true);
    expect(needsToken('check', configWith({ SELVEDGE_ALLOWED_HOSTS: 'localhost,selvedge.localhost' }))).toBe(false);
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
    const [one, other] = [makeToken(), makeToken()];
    expect(one).toMatch(/^selvedge_[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect(matchesDigest(one, digestOfToken(one))).toBe(true);
    expect(matchesDigest(other, digestOfToken(one))).toBe(false);
    expect(matchesDigest('', digestOfToken(one))).toBe(false);
  });
});
