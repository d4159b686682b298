import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS } from '../../../../api/services/access/actor.ts';
import type { StaffRole } from '../../../../api/services/access/roles.ts';
import { openSession } from '../../../../api/services/accounts/sessions.ts';
import { handOver } from '../../../../api/services/evidence/custody.ts';
import { takeEvidence } from '../../../../api/services/evidence/take.ts';
import { makeOpenDeposit } from '../../../../api/services/proof/open-deposits.ts';
import { orderReport } from '../../../../api/services/reports/order.ts';
import { insertGrant } from '../../../../api/store/accounts/standing-rows.ts';
import { startPostgres } from '../../postgres-server.ts';
import { makeAdministrator } from '../../services/accounts/accounts-fixture.ts';
import { pictureOf } from '../../services/registry-fixture.ts';
import { problemOf } from '../running-server.ts';
import { Browser } from './browser.ts';
import { type PlainServer, startPlainServer } from './plain-server.ts';

const CREDIT_CODE = '91350100M000100Y43';
const RESIDENT_ID = '11010519491231002X';
const PDF = Buffer.from('%PDF-1.7 a paper that proves it');

const postgres = await startPostgres();
const places: [string, (() => Promise<string>) | undefined][] = [['the embedded database', undefined]];
if ('server' in postgres) {
  places.push(['a PostgreSQL server', () => postgres.server.createDatabase('parties')]);
  afterAll(() => postgres.server.dispose());
}

describe.each(places)('people and parties on %s', (_name, makeDatabase) => {
  let server: PlainServer;
  let office: string;
  let people = 0;
  let nowMs = Date.parse('2026-03-02T08:00:00Z');

  beforeAll(async () => {
    server = await startPlainServer({
      clock: () => new Date(nowMs),
      databaseUrl: makeDatabase && (await makeDatabase()),
    });
  });
  afterAll(() => server?.close());

  interface Person {
    readonly id: string;
    readonly email: string;
    readonly browser: Browser;
  }

  /** Somebody of the office with these roles, signed in with a second factor. */
  async function person(...roles: StaffRole[]): Promise<Person> {
    const { services } = server.context;
    const email = `person-${++people}@x.example`;
    const { id, tenant } = await makeAdministrator(services, email);
    office = tenant;
    await services.store.query("update role_grant set revoked_at = now(), revoked_by = 'test' where account_id = $1", [
      id,
    ]);
    for (const role of roles)
      await insertGrant(services.store, { account: id, role, tenant, by: 'test', now: new Date(nowMs) });
    const browser = new Browser(server);
    browser.cookie = `selvedge-session=${await openSession(services, id, { secondFactor: true })}`;
    return { id, email, browser };
  }

  async function party(by: Person, given: object): Promise<string> {
    const made = await by.browser.send('POST', '/v1/parties', { tenant: office, name: '某某纺织', ...given });
    expect(made.status, await made.clone().text()).toBe(201);
    return ((await made.json()) as { id: string }).id;
  }

  async function paper(by: Person, id: string, purpose: string, bytes: Uint8Array = PDF): Promise<Response> {
    const form = new FormData();
    form.append('purpose', purpose);
    form.append('file', new Blob([new Uint8Array(bytes)]), 'licence.pdf');
    return server.fetch(`/v1/parties/${id}/documents`, {
      method: 'POST',
      headers: { cookie: by.browser.cookie!, 'sec-fetch-site': 'same-origin' },
      body: form,
    });
  }

  async function verified(by: Person, registrar: Person, given: object): Promise<string> {
    const id = await party(by, given);
    await paper(by, id, 'identity');
    await by.browser.send('POST', `/v1/parties/${id}/identity`);
    const review = await registrar.browser.send('POST', `/v1/identity-reviews/${id}`, {
      decision: 'verified',
      reason: 'seen',
    });
    expect(review.status, await review.clone().text()).toBe(204);
    return id;
  }

  it('refuses numbers whose check sign is wrong, and those of the other kind', async () => {
    const owner = await person();
    const make = (given: object) => owner.browser.send('POST', '/v1/parties', { tenant: office, name: 'A', ...given });
    for (const given of [
      { kind: 'firm', creditCode: '91350100M000100Y44' },
      { kind: 'person', residentId: '110105194912310021' },
      { kind: 'person', creditCode: CREDIT_CODE },
      { kind: 'firm', residentId: RESIDENT_ID },
    ])
      expect(await problemOf(await make(given))).toMatchObject({ code: 'invalid-field' });
  });

  it('has an identity reviewed by staff of the office, on papers, with a reason, and never by a member', async () => {
    const [owner, registrar, stranger] = [await person(), await person('registrar'), await person()];
    const id = await party(owner, { kind: 'firm', creditCode: '91310000132260250X' });
    expect(await problemOf(await owner.browser.send('POST', `/v1/parties/${id}/identity`))).toMatchObject({
      code: 'not-now',
    });
    expect((await paper(owner, id, 'identity')).status).toBe(201);
    expect(await problemOf(await paper(owner, id, 'identity', Buffer.from('MZ a program')))).toMatchObject({
      code: 'unfit-document',
    });
    expect(await problemOf(await paper(stranger, id, 'identity'))).toMatchObject({ code: 'not-found' });
    expect((await owner.browser.send('POST', `/v1/parties/${id}/identity`)).status).toBe(204);
    const queue = (await (await registrar.browser.send('GET', '/v1/identity-reviews')).json()) as {
      parties: { id: string }[];
    };
    expect(queue.parties.map((each) => each.id)).toContain(id);
    await owner.browser.send('POST', `/v1/parties/${id}/members`, { email: registrar.email });
    const decide = (by: Person) =>
      by.browser.send('POST', `/v1/identity-reviews/${id}`, { decision: 'verified', reason: '执照相符' });
    expect(await problemOf(await decide(registrar))).toMatchObject({ code: 'recused' });
    expect(await problemOf(await decide(owner))).toMatchObject({ code: 'forbidden' });
    expect((await decide(await person('registrar'))).status).toBe(204);
    const file = await (await owner.browser.send('GET', `/v1/parties/${id}`)).json();
    expect(file).toMatchObject({ verification: 'verified', creditCode: '91310000132260250X' });
  });

  it('verifies one party only under one number', async () => {
    const [owner, registrar] = [await person(), await person('registrar')];
    await verified(owner, registrar, { kind: 'firm', creditCode: CREDIT_CODE });
    const again = await party(owner, { kind: 'firm', creditCode: CREDIT_CODE });
    await paper(owner, again, 'identity');
    await owner.browser.send('POST', `/v1/parties/${again}/identity`);
    const review = await registrar.browser.send('POST', `/v1/identity-reviews/${again}`, {
      decision: 'verified',
      reason: 'x',
    });
    expect(await problemOf(review)).toMatchObject({ code: 'already-exists' });
  });

  it('keeps papers and numbers sealed, and shows them to nobody else', async () => {
    const [owner, registrar, stranger] = [await person(), await person('registrar'), await person()];
    const id = await party(owner, { kind: 'person', name: '陈晨', residentId: RESIDENT_ID });
    const { id: document, sha256 } = (await (await paper(owner, id, 'identity')).json()) as {
      id: string;
      sha256: string;
    };
    const stored = await server.context.services.blobs.read({ kind: 'document', sha256 });
    expect(Buffer.from(stored!).includes('a paper that proves it')).toBe(false);
    expect(JSON.stringify(await server.context.services.store.query('select * from party'))).not.toContain(RESIDENT_ID);
    const path = `/v1/parties/${id}/documents/${document}`;
    const read = await registrar.browser.send('GET', path);
    expect(Buffer.from(await read.arrayBuffer()).equals(PDF)).toBe(true);
    expect(read.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(await problemOf(await stranger.browser.send('GET', path))).toMatchObject({ code: 'not-found' });
    expect(await problemOf(await stranger.browser.send('GET', `/v1/parties/${id}`))).toMatchObject({
      code: 'not-found',
    });
    expect(await (await owner.browser.send('GET', `/v1/parties/${id}`)).json()).toMatchObject({ residentIdEnd: null });
    expect(await (await registrar.browser.send('GET', `/v1/parties/${id}`)).json()).toMatchObject({
      residentIdEnd: '002X',
    });
    expect(server.logged.join('')).not.toContain(RESIDENT_ID);
  });

  it('lets an agent act from the beginning of the power of attorney to its end, or until either side ends it', async () => {
    const [owner, agent, registrar] = [await person(), await person(), await person('registrar')];
    const firm = await verified(owner, registrar, { kind: 'firm', creditCode: '91330000733796106P' });
    const station = await verified(agent, registrar, { kind: 'workstation', creditCode: '91110000802100433B' });
    const { id: document } = (await (await paper(owner, firm, 'power-of-attorney')).json()) as { id: string };
    const grant = (startMs: number, endMs: number) =>
      owner.browser.send('POST', `/v1/parties/${firm}/attorneys`, {
        agent: station,
        document,
        startsAt: new Date(startMs).toISOString(),
        endsAt: new Date(endMs).toISOString(),
      });
    expect(await problemOf(await grant(nowMs, nowMs - 1))).toMatchObject({ code: 'not-now' });
    expect((await grant(nowMs + 60_000, nowMs + 120_000)).status).toBe(201);
    const reads = async () => (await agent.browser.send('GET', `/v1/parties/${firm}`)).status;
    expect(await reads()).toBe(404);
    nowMs += 61_000;
    expect(await reads()).toBe(200);
    expect(
      await problemOf(await agent.browser.send('POST', `/v1/parties/${firm}/members`, { email: agent.email })),
    ).toMatchObject({ code: 'forbidden' });
    nowMs += 60_000;
    expect(await reads()).toBe(404);
    const { id: power } = (await (await grant(nowMs - 1_000, nowMs + 600_000)).json()) as { id: string };
    expect(await reads()).toBe(200);
    expect((await agent.browser.send('DELETE', `/v1/attorneys/${power}`, { reason: 'resigned' })).status).toBe(204);
    expect(await reads()).toBe(404);
  });

  it('keeps at least one member who manages', async () => {
    const [owner, other] = [await person(), await person()];
    const id = await party(owner, { kind: 'firm' });
    expect(
      (await owner.browser.send('POST', `/v1/parties/${id}/members`, { email: other.email, manages: true })).status,
    ).toBe(204);
    expect((await owner.browser.send('DELETE', `/v1/parties/${id}/members/${owner.id}`)).status).toBe(204);
    expect(await problemOf(await other.browser.send('DELETE', `/v1/parties/${id}/members/${other.id}`))).toMatchObject({
      code: 'not-now',
    });
    expect((await owner.browser.send('GET', `/v1/parties/${id}`)).status).toBe(404);
  });

  it('lets the right roles read and export the trail of their office, in which that is noted', async () => {
    const [registrar, court, examiner] = [
      await person('registrar'),
      await person('court-officer'),
      await person('examiner'),
    ];
    const id = await party(registrar, { kind: 'firm' });
    const page = (await (await court.browser.send('GET', `/v1/audit?objectKind=party&objectId=${id}`)).json()) as {
      entries: object[];
    };
    expect(page.entries).toMatchObject([
      { action: 'create-party', actor: registrar.id, tenant: office, after: { kind: 'firm' } },
    ]);
    expect(await problemOf(await examiner.browser.send('GET', '/v1/audit'))).toMatchObject({ code: 'forbidden' });
    const csv = await (await court.browser.send('GET', `/v1/audit/export?objectId=${id}`)).text();
    expect(csv).toMatch(/^entry,at,actor,action,/);
    expect(csv.trim().split('\r\n')).toHaveLength(2);
    const lines = await (await court.browser.send('GET', '/v1/audit/export?format=jsonl')).text();
    expect(
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { action: string })
        .map(({ action }) => action),
    ).toContain('export-audit');
  });

  it('erases a person, says what is kept and why, and leaves nothing of him but what is kept', async () => {
    const owner = await person();
    const id = await party(owner, { kind: 'person', name: '陈晨晨', residentId: RESIDENT_ID });
    const { sha256 } = (await (
      await paper(owner, id, 'identity', Buffer.from('%PDF-1.7 of one who leaves'))
    ).json()) as { sha256: string };
    const erased = await owner.browser.send('DELETE', `/v1/accounts/${owner.id}`, { reason: 'wishes to leave' });
    expect(await erased.json()).toEqual({
      erased: ['address', 'name', 'secrets', 'person', 'papers'],
      kept: [{ what: 'audit-entries', why: 'audit-trail' }],
    });
    expect((await owner.browser.send('GET', '/v1/account/keys')).status).toBe(401);
    const { store, blobs } = server.context.services;
    expect(await blobs.has({ kind: 'document', sha256 })).toBe(false);
    for (const table of ['account', 'party', 'document', 'audit_trail', 'session', 'mail_outbox']) {
      const rows = JSON.stringify(await store.query(`select * from ${table}`));
      expect(rows, table).not.toContain(owner.email);
      expect(rows, table).not.toContain('陈晨晨');
    }
  });

  it('lists deposits, reports and evidence in what one takes along, and says that they are kept', async () => {
    const owner = await person();
    const nobody = await person();
    const { services } = server.context;
    const commitment = 'ab'.repeat(32);
    const sealed = (await (await owner.browser.send('POST', '/v1/deposits', { commitment })).json()) as {
      record: { id: string };
    };
    const actor = { ...ANONYMOUS, credential: 'session', name: owner.id, account: owner.id } as const;
    const picture = pictureOf('handed in by one who leaves');
    const { deposit } = await makeOpenDeposit(services, { picture, fileName: 'h.png' }, { actor });
    const report = await orderReport(services, pictureOf('another drawing altogether'), {}, { actor });
    const stated = { place: '轻纺城', source: null, device: null };
    const taking = takeEvidence(services, pictureOf('a stall'), { way: 'photograph', ...stated }, { actor });
    const { record: capture } = (await taking).receipt.taken;
    const handed = await person();
    await handOver(services, capture.id, { to: handed.id, note: null }, actor);

    expect(await (await owner.browser.send('GET', '/v1/own-data')).json()).toMatchObject({
      account: owner.id,
      deposits: [
        { kind: 'sealed', id: sealed.record.id, commitment },
        { kind: 'open', id: deposit.record.id, sha256: deposit.record.sha256, bytes: picture.length },
      ],
      reports: [{ id: report.id, grade: 'no-match', findingsSha256: report.findingsSha256, counters: null }],
      captures: [{ id: capture.id, way: 'photograph', operator: owner.id, sha256: capture.sha256, stated }],
    });
    expect(await (await handed.browser.send('GET', '/v1/own-data')).json()).toMatchObject({
      captures: [{ id: capture.id, operator: owner.id }],
    });
    expect(await (await nobody.browser.send('GET', '/v1/own-data')).json()).toMatchObject({
      deposits: [],
      reports: [],
      captures: [],
    });
    const erased = await owner.browser.send('DELETE', `/v1/accounts/${owner.id}`, { reason: 'wishes to leave' });
    expect(await erased.json()).toMatchObject({
      kept: [
        { what: 'audit-entries', why: 'audit-trail' },
        { what: 'deposits', why: 'evidence' },
        { what: 'reports', why: 'evidence' },
        { what: 'captures', why: 'evidence' },
      ],
    });
    const left = await handed.browser.send('DELETE', `/v1/accounts/${handed.id}`, { reason: 'wishes to leave' });
    expect(await left.json()).toMatchObject({
      kept: [
        { what: 'audit-entries', why: 'audit-trail' },
        { what: 'captures', why: 'evidence' },
      ],
    });
  });

  it('keeps the person and papers behind a record that he holds title to', async () => {
    const owner = await person();
    const id = await party(owner, { kind: 'person', name: '沈持有', residentId: RESIDENT_ID });
    await paper(owner, id, 'identity');
    await server.context.services.store.query(
      `insert into pattern (id, sha256, title, file_name, byte_length, media_format, width_px, height_px, recorded_at, owner_party_id)
       values ('SP-${'0'.repeat(26)}', repeat('0', 64), 't', 'f', 1, 'png', 1, 1, now(), $1)`,
      [id],
    );
    const erased = (await (
      await owner.browser.send('DELETE', `/v1/accounts/${owner.id}`, { reason: 'x' })
    ).json()) as object;
    expect(erased).toMatchObject({
      erased: ['address', 'name', 'secrets'],
      kept: [
        { what: 'audit-entries' },
        { what: 'person', why: 'title-evidence' },
        { what: 'papers' },
        { what: 'records' },
      ],
    });
    const [row] = await server.context.services.store.query<{ name: string }>('select name from party where id = $1', [
      id,
    ]);
    expect(row!.name).toBe('沈持有');
  });
});
