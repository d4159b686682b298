import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountFileView } from '../../../../api/schemas/account.ts';
import type { LinkView } from '../../../../api/schemas/party.ts';
import { readCase } from '../../../../api/services/applications/desk.ts';
import { tiesTo } from '../../../../api/services/parties/recusal.ts';
import { filed, type Office, openOffice, worksForm } from '../../applications/office.ts';
import { problemOf } from '../running-server.ts';
import { Browser } from './browser.ts';
import { type PlainServer, startPlainServer } from './plain-server.ts';

let server: PlainServer;
let office: Office;
let other: Office;

beforeAll(async () => {
  server = await startPlainServer();
  office = await openOffice(server.context.services);
  other = await openOffice(server.context.services, '江苏省版权局');
});
afterAll(() => server.close());

async function at(account: string): Promise<Browser> {
  const browser = new Browser(server);
  browser.cookie = `selvedge-session=${await office.session(account)}`;
  return browser;
}

async function read<T>(browser: Browser, path: string): Promise<T> {
  const response = await browser.send('GET', path);
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as T;
}

describe('an account, to its administrator', () => {
  it('shows every role that it has or had, who granted it and who ended it, by name', async () => {
    const chief = await office.staff('administrator');
    const { account } = await office.staff('examiner');
    const browser = await at(chief.account);
    const grant = { role: 'notary', tenant: office.tenant };
    expect((await browser.send('POST', `/v1/accounts/${account}/roles`, grant)).status).toBe(204);
    const ended = await browser.send('DELETE', `/v1/accounts/${account}/roles`, { ...grant, reason: 'has left' });
    expect(ended.status).toBe(204);
    const [{ name }] = (await server.context.services.store.query<{ name: string }>(
      'select name from account where id = $1',
      [chief.account],
    )) as [{ name: string }];
    const file = await read<AccountFileView>(browser, `/v1/accounts/${account}`);
    expect(file.grants).toHaveLength(2);
    expect(file.grants.find(({ role }) => role === 'notary')).toMatchObject({
      tenant: office.tenant,
      grantedBy: { id: chief.account, name },
      revokedBy: { id: chief.account, name },
    });
    expect(file.grants.find(({ role }) => role === 'examiner')).toMatchObject({
      grantedBy: { id: 'test', name: null },
      revokedAt: null,
      revokedBy: null,
    });
    expect(file.erasure).toBeNull();
  });

  it('is not there for an administrator of another office, nor for who administers none', async () => {
    const { account } = await office.staff('examiner');
    const stranger = await at((await other.staff('administrator', other.tenant)).account);
    const nobody = await stranger.send('GET', `/v1/accounts/AC-${'0'.repeat(26)}`);
    const hidden = await stranger.send('GET', `/v1/accounts/${account}`);
    expect([nobody.status, hidden.status]).toEqual([404, 404]);
    const registrar = await at((await office.staff('registrar')).account);
    expect(await problemOf(await registrar.send('GET', `/v1/accounts/${account}`))).toMatchObject({
      code: 'forbidden',
    });
  });

  it('is found by a piece of its name or address, in any case of letters', async () => {
    const chief = await at((await office.staff('administrator')).account);
    const { account } = await office.staff('mediator');
    const ids = async (text: string) =>
      (await read<{ accounts: { id: string }[] }>(chief, `/v1/accounts?text=${encodeURIComponent(text)}`)).accounts.map(
        ({ id }) => id,
      );
    expect(await ids(account)).toEqual([account]);
    await server.context.services.store.query("update account set name = '王小明 Wang' where id = $1", [account]);
    expect(await ids('小明')).toEqual([account]);
    expect(await ids('wANG')).toEqual([account]);
    expect(await ids('100%')).toEqual([]);
  });

  it('tells, once its data are erased, what was erased, what was kept, and why, as often as it is asked', async () => {
    const chief = await office.staff('administrator');
    const leaver = await office.staff('examiner');
    const mill = await office.designer('越城织造');
    const note = 'My sister works there.';
    await (await at(leaver.account)).send('POST', '/v1/account/links', { party: mill.party, kind: 'family', note });
    const browser = await at(chief.account);
    const answer = await browser.send('DELETE', `/v1/accounts/${leaver.account}`, { reason: 'asked for in writing' });
    const statement = (await answer.json()) as object;
    const file = await read<AccountFileView>(browser, `/v1/accounts/${leaver.account}`);
    expect(file).toMatchObject({ name: null, email: null, status: 'erased' });
    expect(file.erasure).toMatchObject({ reason: 'asked for in writing', ...statement });
    expect(file.erasure!.kept).toEqual([{ what: 'audit-entries', why: 'audit-trail' }]);
    expect(file.grants).toMatchObject([{ role: 'examiner', revokedBy: { id: chief.account } }]);
    const { store } = server.context.services;
    // The tie itself still keeps him out of what he may have decided; the words about it are gone.
    expect(await tiesTo(store, leaver.account, { parties: [mill.party], accounts: [] })).toEqual([mill.party]);
    for (const table of ['party_link', 'audit_trail'])
      expect(JSON.stringify(await store.query(`select * from ${table}`)), table).not.toContain(note);
    const again = await browser.send('DELETE', `/v1/accounts/${leaver.account}`, { reason: 'x' });
    expect(again.status).toBe(404);
  });
});

describe('a declared tie', () => {
  it('keeps its staff member out of the matters of the party until it has ended', async () => {
    const { store } = server.context.services;
    const mill = await office.designer('柯桥织造');
    const examiner = await office.staff('examiner');
    const browser = await at(examiner.account);
    const declared = await browser.send('POST', '/v1/account/links', { party: mill.party, kind: 'shareholding' });
    expect(declared.status).toBe(201);
    const link = (await declared.json()) as LinkView;
    expect(link).toMatchObject({ party: mill.party, partyName: '柯桥织造', kind: 'shareholding', note: null });
    const matter = { parties: [mill.party], accounts: [] };
    expect(await tiesTo(store, examiner.account, matter)).toEqual([mill.party]);
    expect(await read(browser, '/v1/account/links')).toEqual({ links: [link] });
    const ended = await browser.send('DELETE', `/v1/account/links/${link.id}`, { reason: 'the shares were sold' });
    expect(ended.status).toBe(204);
    expect(await read(browser, '/v1/account/links')).toEqual({ links: [] });
    expect(await tiesTo(store, examiner.account, matter)).toEqual([]);
  });

  it('tells the name of a party to none who may not read it, and is nobody else’s to end', async () => {
    const mill = await office.designer('不公开的作坊');
    const outsider = await at((await office.designer('路人')).account);
    const answer = await outsider.send('POST', '/v1/account/links', { party: mill.party, kind: 'other', note: 'x' });
    const link = (await answer.json()) as LinkView;
    expect(link.partyName).toBeNull();
    expect(await read(outsider, '/v1/account/links')).toEqual({ links: [link] });
    const someone = await at((await office.staff('examiner')).account);
    expect((await someone.send('DELETE', `/v1/account/links/${link.id}`, { reason: 'x' })).status).toBe(404);
  });
});

describe('the audit trail, as it is read', () => {
  interface Page {
    readonly entries: readonly { readonly action: string; readonly objectId: string }[];
    readonly names: Readonly<Record<string, string | null>>;
  }
  const trail = async (reader: string, objectId: string) =>
    read<Page>(await at(reader), `/v1/audit?objectId=${objectId}`);

  it('gives the names of what its ids stand for to whoever may know them, and holds none itself', async () => {
    const { services } = server.context;
    const mill = await office.designer('上虞织造');
    const keeper = await office.designer('保密人');
    const secret = await filed(services, keeper, 'kept from the trail', worksForm('保密人', { title: 'Hidden Lily' }));
    const copy = await filed(
      services,
      mill,
      'kept from the trail|again',
      worksForm('上虞织造', { title: 'Open Lily' }),
    );
    // Whoever reads his own case learns of the hidden work, which is in the trail under its number.
    await readCase(services, mill, copy.id);
    await services.store.query("update account set name = '周工' where id = $1", [mill.account]);
    const registrar = await office.staff('registrar');
    const court = await office.staff('court-officer');
    const ofCase = await trail(registrar.account, copy.id);
    expect(ofCase.names).toMatchObject({
      [mill.account]: '周工',
      [copy.id]: 'Open Lily',
      [office.tenant]: '浙江省版权局',
    });
    expect(ofCase.names[mill.party]).toBe('上虞织造');
    // Courts read who did what; parties and applications are not theirs to read.
    const toCourt = await trail(court.account, copy.id);
    expect(toCourt.entries).toEqual(ofCase.entries);
    expect(toCourt.names).toEqual({ [mill.account]: '周工', [office.tenant]: '浙江省版权局' });
    const ofHidden = await trail(registrar.account, secret.patternId!);
    expect(ofHidden.entries.map(({ action }) => action)).toContain('learn-of-restricted');
    expect(ofHidden.names).not.toHaveProperty(secret.patternId!);
    expect(JSON.stringify(ofHidden)).not.toContain('Hidden Lily');
    expect(JSON.stringify(await services.store.query('select * from audit_trail'))).not.toMatch(/周工|Hidden Lily/);
  });

  it('says of somebody whose data were erased that the name was', async () => {
    const chief = await office.staff('administrator');
    const { account } = await office.staff('mediator');
    await (await at(chief.account)).send('DELETE', `/v1/accounts/${account}`, { reason: 'asked for' });
    expect((await trail(chief.account, account)).names[account]).toBeNull();
  });
});
