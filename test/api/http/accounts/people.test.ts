import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SessionView } from '../../../../api/schemas/account.ts';
import { openSession } from '../../../../api/services/accounts/sessions.ts';
import { silentLog } from '../../../../api/services/log.ts';
import { type MailSender, openMailSender } from '../../../../api/services/mail/send-mail.ts';
import { makeAdministrator, PASSWORD } from '../../services/accounts/accounts-fixture.ts';
import { problemOf, type RunningServer } from '../running-server.ts';
import { Browser } from './browser.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { startPlainServer } from './plain-server.ts';

const ADMIN = 'admin@office.example';
let server: RunningServer;
let mail: MailServer;
let sender: MailSender;
let office: string;
let adminId: string;
let admin: Browser;
let nowMs = Date.now();
const clock = () => new Date(nowMs);

beforeAll(async () => {
  [server, mail] = await Promise.all([startPlainServer({ clock }), startMailServer()]);
  sender = openMailSender(
    { ...server.context.services, clock },
    { smtpUrl: mail.url, from: 'registry@office.example' },
    silentLog,
  );
  ({ id: adminId, tenant: office } = await makeAdministrator(server.context.services, ADMIN));
});
// Tests let hours pass, in which a session ends.
beforeEach(async () => {
  admin = new Browser(server);
  admin.cookie = `selvedge-session=${await openSession(server.context.services, adminId, { secondFactor: true })}`;
});
afterAll(async () => {
  await sender.close();
  await mail.close();
  await server.close();
});

async function signIn(email: string, password: string): Promise<Browser> {
  const browser = new Browser(server);
  const response = await browser.send('POST', '/v1/session', { email, password });
  expect(response.status, await response.clone().text()).toBe(200);
  return browser;
}

interface Enrolled {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** Sets up an authenticator, as the page does. Codes are taken once, so each needs a step of its own. */
async function enrol(browser: Browser, password = PASSWORD): Promise<Enrolled> {
  const begun = await browser.send('POST', '/v1/account/totp', { password });
  const { secret } = (await begun.json()) as { secret: string };
  const finished = await browser.send('POST', '/v1/account/totp/confirmation', { code: codeOf(secret) });
  expect(finished.status).toBe(200);
  return { secret, ...((await finished.json()) as { recoveryCodes: string[] }) };
}

const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({
    timestamp: nowMs,
  });

async function sessionOf(browser: Browser): Promise<SessionView> {
  return (await (await browser.send('GET', '/v1/session')).json()) as SessionView;
}

const hasLink = (text: string) => text.includes('#/set-password/');

async function linkFor(address: string): Promise<string> {
  await sender.sendDue();
  const last = mail.received.filter(({ to, text }) => to === address && hasLink(text)).at(-1)!;
  return /#\/set-password\/(link_[\w-]{43})/.exec(last.text)![1]!;
}

/** Invites somebody, who takes the account up; returns his browser with a second factor shown. */
async function staff(
  email: string,
  roles: readonly object[],
  by = admin,
  tenant = office,
): Promise<{ id: string; browser: Browser }> {
  const invited = await by.send('POST', '/v1/accounts', { email, name: '李明', language: 'zh', tenant, roles });
  expect(invited.status, await invited.clone().text()).toBe(201);
  const { id } = (await invited.json()) as { id: string };
  const followed = await new Browser(server).send('POST', '/v1/mailed-links', {
    token: await linkFor(email),
    password: PASSWORD,
  });
  expect(followed.status).toBe(204);
  const browser = await signIn(email, PASSWORD);
  await enrol(browser);
  return { id, browser };
}

describe('an invitation', () => {
  it('comes by mail in the language of the person, works once, and makes an account with its roles', async () => {
    const { browser } = await staff('li@office.example', [{ role: 'examiner', tenant: office }]);
    expect(await sessionOf(browser)).toMatchObject({
      signedIn: true,
      staff: [{ role: 'examiner', tenant: office }],
      secondFactor: { shown: true, totp: true },
    });
    const letter = mail.received.find(({ to }) => to === 'li@office.example')!;
    expect(letter.text).toContain('李明，您好');
    expect(letter.source).toMatch(/^Auto-Submitted: auto-generated/m);
    const token = /#\/set-password\/(link_[\w-]{43})/.exec(letter.text)![1]!;
    const again = await new Browser(server).send('POST', '/v1/mailed-links', { token, password: PASSWORD });
    expect(await problemOf(again)).toMatchObject({ code: 'link-expired', status: 410 });
  });

  it('leaves nothing of its secret in the database once it is sent', async () => {
    await sender.sendDue();
    const rows = await server.context.services.store.query('select * from mail_outbox where sent_at is not null');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/link_|office\.example/);
  });

  it('waits when the mail server refuses for now, and is given up when it refuses for good', async () => {
    const invite = (email: string) =>
      admin.send('POST', '/v1/accounts', { email, name: 'A', language: 'en', tenant: office, roles: [] });
    mail.refuseWith = 451;
    await invite('later@office.example');
    await sender.sendDue();
    expect(mail.received.map(({ to }) => to)).not.toContain('later@office.example');
    mail.refuseWith = undefined;
    nowMs += 61_000;
    await sender.sendDue();
    expect(mail.received.map(({ to }) => to)).toContain('later@office.example');
    mail.refuseWith = 550;
    await invite('never@office.example');
    await sender.sendDue();
    mail.refuseWith = undefined;
    nowMs += 3 * 24 * 3_600_000;
    await sender.sendDue();
    expect(mail.received.map(({ to }) => to)).not.toContain('never@office.example');
  });
});

describe('registration', () => {
  it('answers the same for a new address and one with an account, and lets only the mailbox know', async () => {
    const ask = async (email: string) => {
      const response = await new Browser(server).send('POST', '/v1/registrations', {
        email,
        name: '陈晨',
        language: 'zh',
      });
      return [response.status, await response.text()];
    };
    expect(await ask('new@designer.example')).toEqual([202, '']);
    expect(await ask(ADMIN)).toEqual([202, '']);
    await sender.sendDue();
    expect(mail.received.filter(({ to }) => to === ADMIN).at(-1)!.text).toContain('而您已经有账户');
    const token = await linkFor('new@designer.example');
    await new Browser(server).send('POST', '/v1/mailed-links', { token, password: PASSWORD });
    const session = await sessionOf(await signIn('new@designer.example', PASSWORD));
    expect(session).toMatchObject({ signedIn: true, staff: [], account: { tenant: null } });
  });
});

describe('a new password', () => {
  it('by mail ends every session and older link; asking again and again sends no more than three mails an hour', async () => {
    const { browser } = await staff('reset@office.example', []);
    const ask = (email: string) => new Browser(server).send('POST', '/v1/password-resets', { email });
    expect((await ask('nobody@office.example')).status).toBe(202);
    nowMs += 3_600_001;
    const links = () => mail.received.filter(({ to, text }) => to === 'reset@office.example' && hasLink(text)).length;
    const before = links();
    await ask('reset@office.example');
    const older = await linkFor('reset@office.example');
    for (let i = 0; i < 5; i++) await ask('reset@office.example');
    const token = await linkFor('reset@office.example');
    expect(links() - before).toBe(3);
    const set = (link: string) =>
      new Browser(server).send('POST', '/v1/mailed-links', { token: link, password: 'quite another sentence to keep' });
    expect((await set(token)).status).toBe(204);
    expect((await set(older)).status).toBe(410);
    expect(await sessionOf(browser)).toEqual({ signedIn: false });
    await signIn('reset@office.example', 'quite another sentence to keep');
  });

  it('chosen while signed in needs the present one and ends every other session', async () => {
    const { browser } = await staff('change@office.example', []);
    const other = await signIn('change@office.example', PASSWORD);
    const change = (current: string) =>
      browser.send('POST', '/v1/account/password', { current, next: 'a sentence that is only mine' });
    expect(await problemOf(await change('wrong'))).toMatchObject({ code: 'sign-in-refused' });
    expect((await change(PASSWORD)).status).toBe(204);
    expect(await sessionOf(browser)).toMatchObject({ signedIn: true });
    expect(await sessionOf(other)).toEqual({ signedIn: false });
  });
});

describe('a second factor', () => {
  it('changes the session’s secret, takes each code once, and recovery codes once each', async () => {
    const { browser: first } = await staff('factor@office.example', []);
    nowMs += 60_000;
    const codes = await server.context.services.store.query('select 1 from recovery_code');
    expect(codes.length).toBeGreaterThan(0);
    await first.send('DELETE', '/v1/session');
    const browser = await signIn('factor@office.example', PASSWORD);
    const before = browser.cookie;
    const { secret, recoveryCodes } = await (async () => {
      const { id } = ((await sessionOf(browser)) as Extract<SessionView, { signedIn: true }>).account;
      for (const table of ['totp', 'recovery_code'])
        await server.context.services.store.query(`delete from ${table} where account_id = $1`, [id]);
      return enrol(browser);
    })();
    expect(browser.cookie).not.toBe(before);
    expect(recoveryCodes).toHaveLength(10);
    nowMs += 30_000;
    const show = async (json: object) => {
      const fresh = await signIn('factor@office.example', PASSWORD);
      return (await fresh.send('POST', '/v1/session/second-factor', json)).status;
    };
    const code = codeOf(secret);
    expect(await show({ kind: 'totp', code })).toBe(200);
    expect(await show({ kind: 'totp', code })).toBe(401);
    expect(await show({ kind: 'recovery-code', code: recoveryCodes[0]!.toUpperCase() })).toBe(200);
    expect(await show({ kind: 'recovery-code', code: recoveryCodes[0] })).toBe(401);
    expect(await show({ kind: 'passkey', response: { id: 'x', nonsense: [1, 2, 3] } })).toBe(401);
  });

  it('cannot be added to an account that has one without showing that one, nor without the password', async () => {
    await staff('guard@office.example', []);
    const half = await signIn('guard@office.example', PASSWORD);
    const begin = (browser: Browser, password: string) => browser.send('POST', '/v1/account/totp', { password });
    expect(await problemOf(await begin(half, PASSWORD))).toMatchObject({ code: 'second-factor-required' });
    const bare = await signIn(ADMIN, PASSWORD);
    expect(await problemOf(await begin(bare, 'wrong'))).toMatchObject({ code: 'sign-in-refused' });
  });

  it('is guessed at no more than five times before a pause', async () => {
    await staff('guess@office.example', []);
    const browser = await signIn('guess@office.example', PASSWORD);
    const statuses = [];
    for (let i = 0; i < 7; i++)
      statuses.push((await browser.send('POST', '/v1/session/second-factor', { kind: 'totp', code: '000000' })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });
});

describe('an API key', () => {
  it('acts for its account within its scopes, is shown once, and ends when revoked', async () => {
    const { browser } = await staff('keys@office.example', [{ role: 'registrar', tenant: office }]);
    const made = await browser.send('POST', '/v1/account/keys', {
      name: 'import',
      scopes: ['patterns:read'],
      days: 30,
    });
    const { id, secret } = (await made.json()) as { id: string; secret: string };
    expect(secret).toMatch(/^selvedge_key_[\w-]{43}$/);
    const listed = await (await browser.send('GET', '/v1/account/keys')).text();
    expect(listed).toContain(id);
    expect(listed).not.toContain(secret);
    const call = (method: string, path: string) =>
      server.fetch(path, { method, headers: { authorization: `Bearer ${secret}` } });
    expect((await call('GET', '/v1/patterns')).status).toBe(200);
    expect(await problemOf(await call('POST', '/v1/patterns'))).toMatchObject({ code: 'forbidden', status: 403 });
    expect(await problemOf(await call('GET', '/v1/account/keys'))).toMatchObject({ code: 'forbidden' });
    expect((await browser.send('DELETE', `/v1/account/keys/${id}`)).status).toBe(204);
    expect(await problemOf(await call('GET', '/v1/patterns'))).toMatchObject({ code: 'token-invalid', status: 401 });
  });
});

describe('an office', () => {
  it('is administered by its own administrators only, who cannot reach beyond it', async () => {
    const created = await admin.send('POST', '/v1/tenants', {
      name: '海门',
      region: '32',
      contact: 'haimen@office.example',
    });
    const { id: other } = (await created.json()) as { id: string };
    const haimen = await staff('haimen@office.example', [{ role: 'administrator', tenant: other }], admin, other);
    const stranger = await staff('stranger@office.example', []);
    const { browser } = haimen;
    const attempts: [string, string, object | undefined][] = [
      ['POST', '/v1/tenants', { name: 'X', region: null, contact: 'x' }],
      ['POST', '/v1/accounts', { email: 'y@office.example', name: 'Y', language: 'zh', tenant: office, roles: [] }],
      [
        'POST',
        '/v1/accounts',
        {
          email: 'z@office.example',
          name: 'Z',
          language: 'zh',
          tenant: other,
          roles: [{ role: 'administrator', tenant: null }],
        },
      ],
      ['POST', `/v1/accounts/${haimen.id}/roles`, { role: 'examiner', tenant: office }],
      ['POST', `/v1/accounts/${stranger.id}/status`, { status: 'disabled', reason: 'x' }],
      ['DELETE', `/v1/accounts/${stranger.id}/second-factors`, { reason: 'x' }],
    ];
    for (const [method, path, json] of attempts)
      expect(await problemOf(await browser.send(method, path, json)), path).toMatchObject({ code: 'forbidden' });
    const listed = (await (await browser.send('GET', '/v1/accounts')).json()) as { accounts: { tenant: string }[] };
    expect(new Set(listed.accounts.map(({ tenant }) => tenant))).toEqual(new Set([other]));
    expect(
      (await browser.send('POST', `/v1/accounts/${haimen.id}/roles`, { role: 'examiner', tenant: other })).status,
    ).toBe(204);
  });

  it('never loses its last administrator of everything', async () => {
    const id = adminId;
    const revoke = await admin.send('DELETE', `/v1/accounts/${id}/roles`, {
      role: 'administrator',
      tenant: null,
      reason: 'x',
    });
    expect(await problemOf(revoke)).toMatchObject({ code: 'last-administrator', status: 409 });
    const disable = await admin.send('POST', `/v1/accounts/${id}/status`, { status: 'disabled', reason: 'x' });
    expect(await problemOf(disable)).toMatchObject({ code: 'last-administrator' });
  });

  it('ends the sessions of an account that it disables, and the force of its roles at once', async () => {
    const { id, browser } = await staff('leaver@office.example', [{ role: 'registrar', tenant: office }]);
    const remove = () => browser.send('DELETE', `/v1/patterns/SP-${'0'.repeat(26)}`, { reason: 'x' });
    expect(await problemOf(await remove())).toMatchObject({ code: 'not-found' });
    await admin.send('DELETE', `/v1/accounts/${id}/roles`, { role: 'registrar', tenant: office, reason: 'left' });
    expect(await problemOf(await remove())).toMatchObject({ code: 'forbidden' });
    await admin.send('POST', `/v1/accounts/${id}/status`, { status: 'disabled', reason: 'left' });
    expect(await sessionOf(browser)).toEqual({ signedIn: false });
  });
});
