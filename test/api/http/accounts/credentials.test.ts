import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../../api/services/accounts/sessions.ts';
import { makeAdministrator, PASSWORD } from '../../services/accounts/accounts-fixture.ts';
import type { RunningServer } from '../running-server.ts';
import { Browser } from './browser.ts';
import { startPlainServer } from './plain-server.ts';
import { SoftwareAuthenticator } from './software-authenticator.ts';

const NEXT_PASSWORD = 'a sentence that is only mine';
let server: RunningServer;
let admin: Browser;
let nowMs = Date.now();
const clock = () => new Date(nowMs);
let people = 0;

beforeAll(async () => {
  server = await startPlainServer({ clock });
  const { id } = await makeAdministrator(server.context.services, 'admin@office.example');
  admin = new Browser(server);
  admin.cookie = `selvedge-session=${await openSession(server.context.services, id, { secondFactor: true })}`;
});
afterAll(() => server.close());

interface Person {
  readonly id: string;
  readonly email: string;
  readonly browser: Browser;
}

/** Somebody with an account and a password, signed in. */
async function person(language: 'zh' | 'en' = 'en'): Promise<Person> {
  const email = `person-${++people}@mill.example`;
  const { id } = await makeAdministrator(server.context.services, email);
  await server.context.services.store.query('update account set language = $2 where id = $1', [id, language]);
  return { id, email, browser: await signedIn(email, PASSWORD) };
}

async function signedIn(email: string, password: string): Promise<Browser> {
  const browser = new Browser(server);
  await sent(browser, 'POST', '/v1/session', { email, password });
  return browser;
}

/** Sends and expects success; gives the answer. */
async function sent<Body>(browser: Browser, method: string, path: string, json?: object): Promise<Body> {
  const response = await browser.send(method, path, json);
  const body = await response.text();
  expect(response.status, `${method} ${path}: ${body}`).toBeLessThan(300);
  return (body === '' ? undefined : JSON.parse(body)) as Body;
}

function mailsTo({ email }: Person): Promise<{ subject: string; body: string }[]> {
  return server.context.services.store.query(
    'select subject, body from mail_outbox where recipient = $1 order by entry',
    [email],
  );
}

const subjectsTo = async (to: Person) => (await mailsTo(to)).map(({ subject }) => subject);

async function addAuthenticator({ browser }: Person): Promise<void> {
  const { secret } = await sent<{ secret: string }>(browser, 'POST', '/v1/account/totp', { password: PASSWORD });
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });
  await sent(browser, 'POST', '/v1/account/totp/confirmation', { code: totp.generate({ timestamp: nowMs }) });
}

async function addPasskey({ browser }: Person, name: string): Promise<SoftwareAuthenticator> {
  const authenticator = new SoftwareAuthenticator(server.url);
  const options = await sent<Parameters<SoftwareAuthenticator['create']>[0]>(
    ...([browser, 'POST', '/v1/account/passkeys/options', { password: PASSWORD }] as const),
  );
  await sent(browser, 'POST', '/v1/account/passkeys', { name, response: authenticator.create(options) });
  return authenticator;
}

describe('a passkey', () => {
  it('is made, shown as the second factor of a new session, and refused for a challenge of another time', async () => {
    const owner = await person();
    const authenticator = await addPasskey(owner, 'laptop');
    const later = await signedIn(owner.email, PASSWORD);
    const options = await sent<Parameters<SoftwareAuthenticator['get']>[0]>(
      ...([later, 'POST', '/v1/session/passkey-options'] as const),
    );
    const response = authenticator.get(options);
    await sent(later, 'POST', '/v1/session/second-factor', { kind: 'passkey', response });
    expect(await sent(later, 'GET', '/v1/session')).toMatchObject({ secondFactor: { shown: true } });
    const again = await later.send('POST', '/v1/session/second-factor', { kind: 'passkey', response });
    expect(again.status).toBe(401);
  });
});

describe('whoever has an account', () => {
  it('is told by mail of every change to his credentials, in order', async () => {
    const owner = await person();
    await addAuthenticator(owner);
    const { id: passkey } = await addPasskey(owner, 'click http://evil.example');
    const key = await sent<{ id: string; secret: string }>(
      ...([
        owner.browser,
        'POST',
        '/v1/account/keys',
        { name: 'http://evil.example', scopes: ['checks'], days: 1 },
      ] as const),
    );
    await sent(owner.browser, 'DELETE', `/v1/account/keys/${key.id}`);
    await sent(owner.browser, 'DELETE', `/v1/account/passkeys/${passkey}`);
    await sent(owner.browser, 'POST', '/v1/account/password', { current: PASSWORD, next: NEXT_PASSWORD });
    await sent(admin, 'DELETE', `/v1/accounts/${owner.id}/second-factors`, { reason: 'lost' });
    expect(await subjectsTo(owner)).toEqual([
      'An authenticator was added to your account',
      'A passkey was added to your account',
      'An API key was created for your account',
      'An API key of your account was revoked',
      'A passkey was removed from your account',
      'Your password was changed',
      'An administrator removed every second factor of your account',
    ]);
    // Nothing to click on, no secret, and nothing that whoever made the change could have written.
    const text = JSON.stringify(await mailsTo(owner));
    for (const hidden of ['http', key.secret, NEXT_PASSWORD]) expect(text).not.toContain(hidden);
  });

  it('is told in his language, with the time in China', async () => {
    const owner = await person('zh');
    nowMs = Date.parse('2027-03-02T17:05:00Z');
    owner.browser.cookie = `selvedge-session=${await openSession(server.context.services, owner.id, { secondFactor: false })}`;
    await addAuthenticator(owner);
    const [mail] = await mailsTo(owner);
    expect(mail!.subject).toBe('您的账户已添加身份验证器');
    expect(mail!.body).toContain('王芳，您好：\n\n您的账户已添加身份验证器（2027-03-03 01:05，北京时间）。');
  });

  it('is told of a password set by a mailed link, but not of the first one of an invitation', async () => {
    const owner = await person();
    const link = async (to: Person) => {
      const [mail] = (await mailsTo(to)).filter(({ body }) => body.includes('#/set-password/'));
      return /#\/set-password\/(link_[\w-]{43})/.exec(mail!.body)![1]!;
    };
    await sent(new Browser(server), 'POST', '/v1/password-resets', { email: owner.email });
    await sent(new Browser(server), 'POST', '/v1/mailed-links', { token: await link(owner), password: NEXT_PASSWORD });
    expect(await subjectsTo(owner)).toEqual(['A new password', 'Your password was changed']);

    const invited = { id: '', email: 'new@mill.example', browser: new Browser(server) };
    await sent(invited.browser, 'POST', '/v1/registrations', { email: invited.email, name: 'New', language: 'en' });
    await sent(invited.browser, 'POST', '/v1/mailed-links', { token: await link(invited), password: NEXT_PASSWORD });
    expect(await subjectsTo(invited)).toEqual(['Set up your account at the pattern registry']);
  });

  it('is not told of what was refused', async () => {
    const owner = await person();
    const refusals = [
      await owner.browser.send('POST', '/v1/account/password', { current: 'wrong', next: NEXT_PASSWORD }),
      await owner.browser.send('POST', '/v1/account/password', { current: PASSWORD, next: 'short' }),
      await owner.browser.send('POST', '/v1/account/totp/confirmation', { code: '000000' }),
      await owner.browser.send('DELETE', '/v1/account/passkeys/nobodys'),
      await owner.browser.send('DELETE', `/v1/account/keys/KY-${'0'.repeat(26)}`),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([401, 422, 401, 404, 404]);
    expect(await mailsTo(owner)).toEqual([]);
  });
});
