import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedSchema } from '../../../api/schemas/check-result.ts';
import { importOutcomeSchema } from '../../../api/schemas/import-outcome.ts';
import { patternPageSchema, patternSchema } from '../../../api/schemas/pattern.ts';
import { motifPng } from './motif-png.ts';
import { authorised, formOf, problemOf, type RunningServer, splitAnswer, startServer } from './running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

async function add(seed: number, headers: Record<string, string> = {}, on = server): Promise<Response> {
  return on.fetch('/v1/patterns', {
    method: 'POST',
    headers: authorised(headers),
    body: formOf({ picture: motifPng(seed) }),
  });
}

async function idOf(response: Response): Promise<string> {
  return importOutcomeSchema.parse(await response.json()).id!;
}

const check = (seed: number, init: RequestInit = {}, on = server) =>
  on.fetch('/v1/checks', { method: 'POST', body: formOf({ picture: motifPng(seed) }), ...init });

describe('the life of a pattern', () => {
  it('is added once, found by checks, read, listed, and after its removal gone', async () => {
    const added = await add(1);
    expect(added.status).toBe(201);
    const id = await idOf(added);
    expect(added.headers.get('location')).toBe(`/v1/patterns/${id}`);
    const again = await add(1);
    expect([again.status, await idOf(again)]).toEqual([200, id]);

    const result = checkedSchema.parse(await (await check(1)).json());
    expect(result.candidates[0]).toMatchObject({ id, grade: 'identical' });
    expect(result.worksSearched).toBeGreaterThan(0);

    const pattern = patternSchema.parse(await (await server.fetch(`/v1/patterns/${id}`)).json());
    expect(pattern).toMatchObject({ id, file: 'rose.png', title: 'rose' });
    const page = patternPageSchema.parse(await (await server.fetch('/v1/patterns?text=ROSE')).json());
    expect(page.patterns.map((listed) => listed.id)).toContain(id);

    const remove = {
      method: 'DELETE',
      headers: authorised({ 'content-type': 'application/json' }),
      body: '{"reason":"entered twice"}',
    };
    expect((await server.fetch(`/v1/patterns/${id}`, remove)).status).toBe(204);
    expect(await problemOf(await server.fetch(`/v1/patterns/${id}`))).toMatchObject({
      code: 'already-removed',
      status: 410,
    });
    expect(await problemOf(await server.fetch(`/v1/patterns/${id}/image`))).toMatchObject({ status: 410 });
    const later = checkedSchema.parse(await (await check(1)).json());
    expect(later.candidates.map((candidate) => candidate.id)).not.toContain(id);
  });

  it('is listed page by page without gap or repetition', async () => {
    const ids = [];
    for (const seed of [11, 12, 13]) ids.push(await idOf(await add(seed)));
    const seen: string[] = [];
    let next = '/v1/patterns?limit=1';
    for (let pages = 0; pages < 20; pages += 1) {
      const page = patternPageSchema.parse(await (await server.fetch(next)).json());
      seen.push(...page.patterns.map(({ id }) => id));
      if (page.nextCursor === undefined) break;
      next = `/v1/patterns?limit=1&cursor=${page.nextCursor}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    for (const id of ids) expect(seen).toContain(id);
  });

  it('shows its picture byte for byte, cacheable by the client alone, and as nothing but a picture', async () => {
    const id = await idOf(await add(21));
    const image = await server.fetch(`/v1/patterns/${id}/image`);
    expect(Buffer.from(await image.arrayBuffer()).equals(motifPng(21))).toBe(true);
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(image.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(image.headers.get('x-content-type-options')).toBe('nosniff');
    expect(image.headers.get('content-security-policy')).toContain('sandbox');
    expect(image.headers.get('content-disposition')).toBe(`inline; filename="${id}.png"`);
    const etag = image.headers.get('etag')!;
    // fetch adds `Cache-Control: no-cache` to a conditional request, which asks for the whole picture.
    const unchanged = await server.sendRaw(
      `GET /v1/patterns/${id}/image HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: ${etag}\r\nConnection: close\r\n\r\n`,
    );
    expect(splitAnswer(unchanged)).toMatchObject({ head: expect.stringMatching(/^HTTP\/1.1 304 /), body: '' });
    const thumbnail = await server.fetch(`/v1/patterns/${id}/thumbnail`);
    expect(thumbnail.headers.get('content-type')).toBe('image/webp');
    expect((await thumbnail.arrayBuffer()).byteLength).toBeGreaterThan(50);
  });
});

describe('a comparison', () => {
  it('takes pictures and ids alike', async () => {
    const id = await idOf(await add(31));
    const compare = (parts: Record<string, string | Uint8Array>) =>
      server.fetch('/v1/comparisons', { method: 'POST', body: formOf(parts) });
    expect(await (await compare({ first: motifPng(31), second: id })).json()).toMatchObject({ status: 'compared' });
    expect(await (await compare({ first: id, second: id })).json()).toMatchObject({ status: 'compared' });
    expect(await problemOf(await compare({ first: id }))).toMatchObject({ code: 'missing-part' });
    expect(await problemOf(await compare({ first: id, second: 'x' }))).toMatchObject({ code: 'invalid-field' });
    const unknown = `SP-${'0'.repeat(26)}`;
    expect(await problemOf(await compare({ first: id, second: unknown }))).toMatchObject({
      code: 'not-found',
      status: 404,
    });
  });
});

describe('writing', () => {
  it('needs the token', async () => {
    const send = (headers: Record<string, string>) =>
      server.fetch('/v1/patterns', { method: 'POST', headers, body: formOf({ picture: motifPng(41) }) });
    const without = await send({});
    expect(without.headers.get('www-authenticate')).toContain('Bearer');
    expect(await problemOf(without)).toMatchObject({ code: 'sign-in-required', status: 401 });
    for (const authorization of ['Bearer wrong', 'Bearer', 'Basic eDp5', `Bearer ${'x'.repeat(8_000)}`]) {
      expect((await problemOf(await send({ authorization }))).status).toBe(401);
    }
  });
});

describe('an Idempotency-Key', () => {
  it('makes adding a pattern again give the first outcome again', async () => {
    const key = { 'idempotency-key': 'a1b2' };
    const first = await add(51, key);
    const again = await add(51, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await again.json()).toEqual(await first.json());
  });

  it('is refused for another request', async () => {
    const key = { 'idempotency-key': 'c3d4' };
    await add(52, key);
    expect(await problemOf(await add(53, key))).toMatchObject({ code: 'idempotency-key-reused', status: 422 });
    await check(52, { headers: key });
    expect(await problemOf(await check(53, { headers: key }))).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('has a check worked out anew', async () => {
    const key = { 'idempotency-key': 'e5f6' };
    const before = checkedSchema.parse(await (await check(54, { headers: key })).json());
    await add(54);
    const after = checkedSchema.parse(await (await check(54, { headers: key })).json());
    expect(after.worksSearched).toBe(before.worksSearched + 1);
  });

  it('is free again after a request that failed', async () => {
    const headers = authorised({ 'idempotency-key': 'g7h8' });
    const send = (picture: Uint8Array) =>
      server.fetch('/v1/patterns', { method: 'POST', headers, body: formOf({ picture }) });
    expect((await send(Buffer.from('no picture'))).status).toBe(415);
    expect((await send(motifPng(55))).status).toBe(201);
  });

  it('of two requests at once lets one through', async () => {
    const key = { 'idempotency-key': 'i9j0' };
    const statuses = (await Promise.all([add(56, key), add(56, key), add(56, key)])).map(({ status }) => status);
    expect(statuses).toContain(201);
    for (const status of statuses) expect([201, 409]).toContain(status);
  });

  it('of another form is refused', async () => {
    const response = await check(57, { headers: { 'idempotency-key': 'two words' } });
    expect(await problemOf(response)).toMatchObject({ code: 'invalid-idempotency-key' });
  });

  it('leaves nothing of a check in the database', async () => {
    const countKeys = async () => {
      const [row] = await server.context.services.store.query<{ count: number }>(
        'select count(*) as count from idempotency_key',
      );
      return row!.count;
    };
    const before = await countKeys();
    await check(58, { headers: { 'idempotency-key': 'k1l2' } });
    expect(await countKeys()).toBe(before);
  });
});

describe('every answer', () => {
  it('carries the headers that keep a browser safe, and no CORS', async () => {
    for (const path of ['/', '/docs', '/healthz', '/nothing']) {
      const { headers } = await server.fetch(path);
      expect(headers.get('content-security-policy'), path).toContain("default-src 'none'");
      expect(headers.get('content-security-policy'), path).not.toContain('unsafe');
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('x-frame-options'), path).toBe('DENY');
      expect(headers.get('access-control-allow-origin'), path).toBeNull();
      expect(headers.get('x-powered-by'), path).toBeNull();
    }
  });

  it('has a request id: the one proposed if it is sane, otherwise one of ours', async () => {
    const idFor = async (proposed: string) =>
      (await server.fetch('/healthz', { headers: { 'x-request-id': proposed } })).headers.get('x-request-id');
    expect(await idFor('trace-0123456789')).toBe('trace-0123456789');
    expect(await idFor('short')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idFor('evil {"level":60}')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tells problems in the language asked for', async () => {
    const titleIn = async (language: string) => {
      const response = await server.fetch('/nothing', { headers: { 'accept-language': language } });
      expect(response.headers.get('vary')).toContain('Accept-Language');
      return (await problemOf(response)).title;
    };
    expect(await titleIn('zh-CN')).toBe('此地址没有内容');
    expect(await titleIn('zh-Hant-TW, en;q=0.3')).toBe('此地址没有内容');
    expect(await titleIn('en;q=0.3, zh;q=0.1')).toBe('Nothing at this address');
    expect(await titleIn('fr')).toBe('Nothing at this address');
  });
});

describe('a request that a browser was led to make', () => {
  it('under a foreign host name is refused', async () => {
    for (const host of ['evil.example', 'evil.example:8080', '127.0.0.1.evil.example', '']) {
      const answer = await server.sendRaw(`GET /v1/patterns HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(splitAnswer(answer).head, host).toMatch(/^HTTP\/1.1 421 /);
    }
    for (const host of ['localhost', '127.0.0.1:1', '[::1]:8080', 'LOCALHOST.']) {
      const answer = await server.sendRaw(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(splitAnswer(answer).head, host).toMatch(/^HTTP\/1.1 200 /);
    }
  });

  it('from a page of another site cannot check or write', async () => {
    const raw = (header: string) =>
      server.sendRaw(
        `POST /v1/checks HTTP/1.1\r\nHost: localhost\r\n${header}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      );
    for (const header of ['Origin: https://evil.example', 'Origin: null', 'Sec-Fetch-Site: cross-site']) {
      expect(await raw(header), header).toMatch(/^HTTP\/1.1 403 /);
    }
    expect(await raw('Origin: http://localhost:5173')).toMatch(/^HTTP\/1.1 415 /);
  });
});

describe('bounds on load', () => {
  it('turn away checks above the rate, saying when to come again, and nothing else', async () => {
    const limited = await startServer({ SELVEDGE_CHECKS_PER_MINUTE: '1', SELVEDGE_CHECK_BURST: '2' }, server);
    try {
      expect([(await check(61, {}, limited)).status, (await check(61, {}, limited)).status]).toEqual([200, 200]);
      const response = await check(61, {}, limited);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(30);
      expect(await problemOf(response)).toMatchObject({ code: 'rate-limited', status: 429 });
      expect((await limited.fetch('/v1/patterns')).status).toBe(200);
    } finally {
      await limited.close();
    }
  });

  it('turn away uploads that memory has no room for, and let the next one in afterwards', async () => {
    const tight = await startServer({ SELVEDGE_MAX_UPLOAD_MB: '1' }, server);
    try {
      const body = formOf({ picture: Buffer.alloc(1_200_000) });
      const response = await tight.fetch('/v1/checks', { method: 'POST', body });
      expect(response.headers.get('retry-after')).not.toBeNull();
      expect(await problemOf(response)).toMatchObject({ code: 'overloaded', status: 503 });
      expect((await check(62, {}, tight)).status).toBe(200);
      await sleep(50);
      expect(tight.context.uploadBytesInFlight.taken).toBe(0);
    } finally {
      await tight.close();
    }
  });

  it('answer many clients at once with results or with an honest "come again"', async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, (_, seed) => check(70 + (seed % 4))));
    for (const answer of answers) {
      expect([200, 429, 503]).toContain(answer.status);
      if (answer.status !== 200) expect(answer.headers.get('retry-after')).not.toBeNull();
    }
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    await sleep(50);
    expect(server.context.requestsInFlight.taken).toBe(0);
    expect(server.context.uploadBytesInFlight.taken).toBe(0);
  });
});

describe('a client that goes away', () => {
  it('has its task called off and its place freed', async () => {
    const gone = new AbortController();
    const answers = Promise.allSettled([0, 1, 2, 3].map((seed) => check(80 + seed, { signal: gone.signal })));
    await expect.poll(() => server.context.requestsInFlight.taken, { interval: 5 }).toBeGreaterThan(0);
    gone.abort();
    await answers;
    await expect
      .poll(() => server.context.services.engine.load(), { timeout: 10_000 })
      .toEqual({ waiting: 0, running: 0 });
    await expect.poll(() => server.context.requestsInFlight.taken).toBe(0);
    await expect.poll(() => server.logged.filter((line) => line.includes('"status":499'))).not.toEqual([]);
  });
});

describe('what is recorded', () => {
  it('counts works searched and requests by route, without ids', async () => {
    const before = await metric('selvedge_works_searched_total');
    const result = checkedSchema.parse(await (await check(1)).json());
    await sleep(50);
    expect(await metric('selvedge_works_searched_total')).toBe(before + result.worksSearched);
    const text = await (await server.fetch('/metrics')).text();
    expect(text).toContain('route="/v1/patterns/{id}"');
    expect(text).not.toMatch(/route="[^"]*SP-/);
    for (const name of [
      'selvedge_engine_tasks_waiting',
      'nodejs_eventloop_lag_p99_seconds',
      'process_resident_memory_bytes',
    ]) {
      expect(text).toContain(name);
    }
    expect(await metric('selvedge_library_patterns')).toBe(server.context.services.library.size);
  });

  it('never holds a token, a file name or a search text', async () => {
    await server.fetch('/v1/patterns?text=very-secret-search');
    await server.fetch('/v1/patterns', {
      method: 'POST',
      headers: authorised(),
      body: formOf({ picture: motifPng(91) }, 'very-secret-name.png'),
    });
    await sleep(50);
    const log = server.logged.join('');
    expect(log).toContain('"route":"/v1/patterns"');
    expect(log).not.toContain('very-secret');
    expect(log).not.toContain(authorised().authorization!.slice(7));
  });

  async function metric(name: string): Promise<number> {
    const text = await (await server.fetch('/metrics')).text();
    return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1]);
  }
});

describe('a server that others can reach', () => {
  it('asks for the token for checks, reads and metrics, unless checks are public', async () => {
    const exposed = await startServer({ SELVEDGE_TRUST_PROXY: '1' }, server);
    const open = await startServer({ SELVEDGE_TRUST_PROXY: '1', SELVEDGE_PUBLIC_CHECKS: 'true' }, server);
    try {
      expect((await check(1, {}, exposed)).status).toBe(401);
      expect((await check(1, { headers: authorised() }, exposed)).status).toBe(200);
      expect((await exposed.fetch('/v1/patterns')).status).toBe(401);
      expect((await exposed.fetch('/healthz')).status).toBe(200);
      expect((await check(1, {}, open)).status).toBe(200);
      expect((await open.fetch('/metrics')).status).toBe(401);
    } finally {
      await open.close();
      await exposed.close();
    }
  });
});

describe('stopping', () => {
  it('finishes the request in progress, says "not ready" meanwhile, and takes no new connection', async () => {
    const stopping = await startServer({}, server);
    const inProgress = check(95, {}, stopping);
    await sleep(20);
    stopping.context.lifecycle.stopping = true;
    expect(await problemOf(await stopping.fetch('/readyz'))).toMatchObject({ code: 'not-ready', status: 503 });
    const stopped = stopping.close();
    expect((await inProgress).status).toBe(200);
    const answeredMs = performance.now();
    await stopped;
    expect(performance.now() - answeredMs, 'connections are not kept open once idle').toBeLessThan(5_000);
    await expect(stopping.fetch('/healthz')).rejects.toThrow();
  });
});
