import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PatternDetails } from '../../../../api/schemas/pattern.ts';
import type { Actor } from '../../../../api/services/access/actor.ts';
import { ANONYMOUS } from '../../../../api/services/access/actor.ts';
import { openSession } from '../../../../api/services/accounts/sessions.ts';
import { checkPicture } from '../../../../api/services/check-picture.ts';
import { importPattern } from '../../../../api/services/import-pattern.ts';
import { queryAudit } from '../../../../api/store/audit-trail.ts';
import { makeAdministrator, OPERATOR } from '../../services/accounts/accounts-fixture.ts';
import { pictureOf } from '../../services/registry-fixture.ts';
import { authorised, formOf, problemOf } from '../running-server.ts';
import { Browser } from './browser.ts';
import { type PlainServer, startPlainServer } from './plain-server.ts';

const SECRET = 'a secret design of thirty-two letters';
const TITLE = 'Unreleased Camellia';

let server: PlainServer;
let id: string;
let owner: Browser;
let stranger: Browser;
let strangerId: string;

async function person(email: string): Promise<{ id: string; tenant: string; browser: Browser }> {
  const made = await makeAdministrator(server.context.services, email);
  const { store } = server.context.services;
  await store.query("update role_grant set revoked_at = now(), revoked_by = 'test' where account_id = $1", [made.id]);
  const browser = new Browser(server);
  browser.cookie = `selvedge-session=${await openSession(server.context.services, made.id, { secondFactor: true })}`;
  return { ...made, browser };
}

beforeAll(async () => {
  server = await startPlainServer();
  const [holder, other] = [await person('owner@x.example'), await person('stranger@x.example')];
  [owner, stranger, strangerId] = [holder.browser, other.browser, other.id];
  const made = await owner.send('POST', '/v1/parties', { kind: 'person', name: '沈芸', tenant: holder.tenant });
  const { id: ownerParty } = (await made.json()) as { id: string };
  const details: PatternDetails = {
    title: TITLE,
    visibility: 'restricted',
    ownerParty,
    dates: [{ kind: 'registered', date: '2024-05-06', evidence: 'registration' }],
  };
  const actor: Actor = { ...OPERATOR, tenant: holder.tenant };
  const upload = { picture: pictureOf(SECRET), fileName: 'camellia.png', details };
  ({ id } = (await importPattern(server.context.services, upload, { actor })) as { id: string });
  for (const name of ['one', 'two', 'three'])
    await importPattern(server.context.services, { picture: pictureOf(name), fileName: `${name}.png` }, { actor });
});
afterAll(() => server?.close());

async function check(by: Browser | undefined, picture = SECRET, limit = 10): Promise<Response> {
  const headers = by === undefined ? {} : { cookie: by.cookie!, 'sec-fetch-site': 'same-origin' };
  return server.fetch(`/v1/checks?limit=${limit}`, {
    method: 'POST',
    headers,
    body: formOf({ picture: pictureOf(picture) }),
  });
}

describe('a restricted record', () => {
  it('is found and seen by its owner like any other', async () => {
    const result = (await (await check(owner)).json()) as { candidates: { id: string }[] };
    expect(result).toMatchObject({ grade: 'identical', candidates: [{ id, title: TITLE }, {}, {}, {}] });
    expect(result).not.toHaveProperty('restricted');
    expect(await (await owner.send('GET', `/v1/patterns/${id}`)).json()).toMatchObject({ visibility: 'restricted' });
    const picture = await owner.send('GET', `/v1/patterns/${id}/image`);
    expect([picture.status, picture.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  it('tells a stranger who is signed in only that there is one, since when, and whom to ask, and notes it', async () => {
    const text = await (await check(stranger)).text();
    expect(JSON.parse(text)).toMatchObject({
      grade: 'identical',
      restricted: [{ grade: 'identical', date: '2024-05-06', contact: 'owner@x.example' }],
    });
    for (const secret of [id, TITLE, 'camellia', '沈芸']) expect(text).not.toContain(secret);
    const filter = {
      tenant: null,
      objectKind: 'pattern',
      objectId: id,
      from: null,
      until: null,
      before: null,
      limit: 5,
    };
    const noted = await queryAudit(server.context.services.store, { ...filter, actor: strangerId });
    expect(noted).toMatchObject([{ action: 'learn-of-restricted', after: { grade: 'identical' } }]);
  });

  it('tells the public and the operator’s token nothing, and takes no place from what they may see', async () => {
    for (const headers of [{}, authorised()]) {
      const response = await server.fetch('/v1/checks?limit=3', {
        method: 'POST',
        headers,
        body: formOf({ picture: pictureOf(SECRET) }),
      });
      const text = await response.text();
      const result = JSON.parse(text) as { candidates: object[]; grade: string };
      expect(result.candidates).toHaveLength(3);
      expect(result.grade).not.toBe('identical');
      expect(result).not.toHaveProperty('restricted');
      for (const secret of [id, TITLE, 'camellia', '2024-05-06']) expect(text).not.toContain(secret);
    }
  });

  it.each(['', '/image', '/thumbnail'])(
    'answers a stranger at its address%s as one that there never was',
    async (part) => {
      const never = `SP-${'0'.repeat(26)}`;
      const told = async (by: Browser | undefined, of: string) => {
        const path = `/v1/patterns/${of}${part}`;
        const { requestId: _, ...problem } = await problemOf(
          by === undefined ? await server.fetch(path) : await by.send('GET', path),
        );
        return JSON.stringify(problem).replaceAll(of, 'ID');
      };
      for (const by of [undefined, stranger]) expect(await told(by, id)).toBe(await told(by, never));
    },
  );

  it('is in no list, count, search by text, comparison or removal of a stranger', async () => {
    for (const by of [undefined, stranger]) {
      const get = (path: string) => (by === undefined ? server.fetch(path) : by.send('GET', path));
      expect(await (await get('/v1/patterns')).json()).toMatchObject({ total: 3 });
      expect(await (await get('/v1/patterns?text=camellia')).json()).toEqual({ patterns: [], total: 0 });
    }
    expect(await (await owner.send('GET', '/v1/patterns?text=camellia')).json()).toMatchObject({ total: 1 });
    const compared = await server.fetch('/v1/comparisons', {
      method: 'POST',
      headers: { cookie: stranger.cookie!, 'sec-fetch-site': 'same-origin' },
      body: formOf({ first: id, second: pictureOf('one') }),
    });
    expect(await problemOf(compared)).toMatchObject({ code: 'not-found' });
    const removed = await server.fetch(`/v1/patterns/${id}`, {
      method: 'DELETE',
      headers: authorised({ 'content-type': 'application/json' }),
      body: '{"reason":"x"}',
    });
    expect(await problemOf(removed)).toMatchObject({ code: 'not-found' });
  });

  it('is not named to whoever brings in the same picture', async () => {
    const added = await server.fetch('/v1/patterns', {
      method: 'POST',
      headers: authorised(),
      body: formOf({ picture: pictureOf(SECRET) }),
    });
    // As if there were none: a record of his own comes beside it.
    expect(added.status).toBe(201);
    const { id: own } = (await added.json()) as { id: string };
    expect(own).not.toBe(id);
    const headers = authorised({ 'content-type': 'application/json' });
    await server.fetch(`/v1/patterns/${own}`, { method: 'DELETE', headers, body: '{"reason":"x"}' });
  });

  it('is in no log and no metric', async () => {
    const metrics = await (await server.fetch('/metrics')).text();
    for (const secret of [id, TITLE, 'camellia']) {
      expect(server.logged.join('')).not.toContain(secret);
      expect(metrics).not.toContain(secret);
    }
    await expect
      .poll(async () =>
        JSON.stringify(
          await server.context.services.store.query('select * from access_log where actor = $1', ['anonymous']),
        ),
      )
      .not.toContain('identical');
  });

  it('takes the public no measurably different time than a picture that nobody has', async () => {
    const { services } = server.context;
    const timeOf = async (picture: string) => {
      const start = performance.now();
      await checkPicture(services, pictureOf(picture), { actor: ANONYMOUS, limit: 3 });
      return performance.now() - start;
    };
    const [hidden, absent]: number[][] = [[], []];
    for (let i = 0; i < 60; i++) {
      hidden!.push(await timeOf(SECRET));
      absent!.push(await timeOf(`nobody has this design, number ${100 + i}`));
    }
    const quartile = (times: number[], share: number) => times.sort((a, b) => a - b)[Math.floor(times.length * share)]!;
    // The middle of one distribution lies well inside the other, both ways.
    expect(quartile(hidden!, 0.5)).toBeGreaterThan(quartile(absent!, 0.05));
    expect(quartile(hidden!, 0.5)).toBeLessThan(quartile(absent!, 0.95));
    expect(quartile(absent!, 0.5)).toBeLessThan(quartile(hidden!, 0.95));
  });

  it('is told of no more than thirty times an hour', async () => {
    const statuses = [];
    for (let i = 0; i < 31; i++) statuses.push((await check(stranger)).status);
    expect(statuses).toContain(429);
    expect((await check(stranger, 'one')).status).toBe(200);
    expect((await check(owner)).status).toBe(200);
  });
});
