import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionSchema } from '../../../../api/schemas/account.ts';
import { makeAdministrator, PASSWORD } from '../../services/accounts/accounts-fixture.ts';
import { authorised, problemOf, type RunningServer, startServer } from '../running-server.ts';
import { Browser } from './browser.ts';

const EMAIL = 'wang@office.example';
let server: RunningServer;
let beside: RunningServer;
beforeAll(async () => {
  server = await startServer({ SELVEDGE_SIGN_INS_PER_MINUTE: '0' });
  beside = await startServer({ SELVEDGE_TRUST_PROXY: '1', SELVEDGE_SIGN_INS_PER_MINUTE: '3' }, server);
  await makeAdministrator(server.context.services, EMAIL);
});
afterAll(async () => {
  await beside.close();
  await server.close();
});

async function signedIn(headers?: Record<string, string>): Promise<Browser> {
  const browser = new Browser(server, headers);
  const response = await browser.send('POST', '/v1/session', { email: EMAIL, password: PASSWORD });
  expect(response.status).toBe(200);
  return browser;
}

describe('a session', () => {
  it('is a cookie that pages cannot read and other sites cannot send', async () => {
    const response = await server.fetch('/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
    });
    expect(response.headers.get('set-cookie')).toMatch(
      /^selvedge-session=session_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('has the __Host- prefix and Secure where a proxy ends TLS', async () => {
    const response = await beside.fetch('/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
      body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
    });
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-selvedge=session_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  it('says who is signed in, and nobody after signing out', async () => {
    const browser = await signedIn();
    const session = sessionSchema.parse(await (await browser.send('GET', '/v1/session')).json());
    expect(session).toMatchObject({
      signedIn: true,
      account: { email: EMAIL, name: '王芳' },
      staff: [{ role: 'administrator', tenant: null }],
      secondFactor: { shown: false },
    });
    const cookie = browser.cookie;
    expect((await browser.send('DELETE', '/v1/session')).status).toBe(204);
    expect(browser.cookie).toBeUndefined();
    browser.cookie = cookie;
    expect(await (await browser.send('GET', '/v1/session')).json()).toEqual({ signedIn: false });
  });

  it('does not act as staff without a second factor', async () => {
    const browser = await signedIn();
    const remove = () => browser.send('DELETE', `/v1/patterns/SP-${'0'.repeat(26)}`, { reason: 'x' });
    expect(await problemOf(await remove())).toMatchObject({ code: 'second-factor-required', status: 403 });
  });

  it('is not sent along to a server by a page of another origin', async () => {
    const { cookie } = await signedIn();
    const own = `http://localhost:${server.port}`;
    const attempts: [Record<string, string>, number][] = [
      [{ 'sec-fetch-site': 'cross-site' }, 403],
      [{ 'sec-fetch-site': 'same-site' }, 403],
      [{ origin: 'http://localhost:1' }, 403],
      [{ origin: 'https://evil.example' }, 403],
      [{ origin: 'null' }, 403],
      [{}, 403],
      [{ origin: own }, 204],
    ];
    for (const [headers, status] of attempts) {
      const raw = await server.sendRaw(
        [
          'DELETE /v1/session HTTP/1.1',
          `Host: localhost:${server.port}`,
          `Cookie: ${cookie}`,
          ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
          'Connection: close',
          '\r\n',
        ].join('\r\n'),
      );
      expect(raw, JSON.stringify(headers)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    }
  });

  it('is not taken from a request with two cookies of its name', async () => {
    const { cookie } = await signedIn();
    const response = await server.fetch('/v1/session', { headers: { cookie: `${cookie}; ${cookie}` } });
    expect(await response.json()).toEqual({ signedIn: false });
  });
});

describe('signing in', () => {
  it('is refused in the same words for a wrong password and an unknown address, in either language', async () => {
    const attempt = async (email: string, language: string) => {
      const response = await server.fetch('/v1/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': language },
        body: JSON.stringify({ email, password: 'not the password' }),
      });
      const { requestId: _, ...problem } = await problemOf(response);
      return problem;
    };
    for (const language of ['zh', 'en'])
      expect(await attempt(EMAIL, language)).toEqual(await attempt('nobody@office.example', language));
  });

  it('does not take longer or shorter for an unknown address', async () => {
    const timeOf = async (email: string) => {
      const start = performance.now();
      await new Browser(server).send('POST', '/v1/session', { email, password: 'wrong' });
      return performance.now() - start;
    };
    const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1]!;
    const [known, unknown]: number[][] = [[], []];
    for (let i = 0; i < 12; i++) {
      await server.context.services.store.query('delete from attempt');
      known!.push(await timeOf(EMAIL));
      unknown!.push(await timeOf(`nobody-${i}@office.example`));
    }
    // Without the decoy the unknown would take a tenth: argon2id is nearly all of it.
    expect(median(unknown!) / median(known!)).toBeGreaterThan(0.5);
    expect(median(unknown!) / median(known!)).toBeLessThan(2);
    await server.context.services.store.query('delete from attempt');
  });

  it('is limited for one client address, whatever the account', async () => {
    const statuses = [];
    for (let i = 0; i < 5; i++)
      statuses.push(
        (await new Browser(beside).send('POST', '/v1/session', { email: `x${i}@y.example`, password: 'z' })).status,
      );
    expect(statuses).toContain(429);
    expect(statuses.slice(-1)).toEqual([429]);
  });

  it('leaves neither password nor address in the log', async () => {
    await new Browser(server).send('POST', '/v1/session', { email: 'secret-person@x.example', password: 'hunter-22' });
    expect(server.logged.join('')).not.toMatch(/secret-person|hunter-22/);
  });

  it('never fails for any text as address or password', async () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ maxLength: 50 }),
      fc.emailAddress(),
    );
    await fc.assert(
      fc.asyncProperty(texts, texts, async (email, password) => {
        const response = await new Browser(server).send('POST', '/v1/session', { email, password });
        expect([401, 422]).toContain(response.status);
        await problemOf(response);
      }),
      { numRuns: 60 },
    );
  });

  it('never fails for any body or cookie', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.string({ maxLength: 200 }), async (body, cookie) => {
        const response = await server.fetch('/v1/session', {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie: encodeURI(cookie) },
          body,
        });
        expect(response.status).toBeGreaterThanOrEqual(400);
        expect(response.status).toBeLessThan(500);
        const read = await server.fetch('/v1/session', {
          headers: { cookie: `selvedge-session=${encodeURI(cookie)}` },
        });
        expect(await read.json()).toEqual({ signedIn: false });
      }),
      { numRuns: 60 },
    );
  });
});

describe('the token that the operator has set', () => {
  it('goes on as a service, and cannot act as a person', async () => {
    const response = await server.fetch('/v1/session', { headers: authorised() });
    expect(await response.json()).toEqual({ signedIn: false });
    const removal = await server.fetch(`/v1/patterns/SP-${'0'.repeat(26)}`, {
      method: 'DELETE',
      headers: authorised({ 'content-type': 'application/json' }),
      body: '{"reason":"x"}',
    });
    expect(await problemOf(removal)).toMatchObject({ code: 'not-found' });
  });
});
