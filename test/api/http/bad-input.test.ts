import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../api/http/problem-schema.ts';
import { bombPng, motifPng } from './motif-png.ts';
import { authorised, formOf, problemOf, type RunningServer, splitAnswer, startServer } from './running-server.ts';

let server: RunningServer;
const picture = motifPng(1);
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const BOUNDARY = 'frontier';

/** A multipart body written by hand, so that it can be wrong. */
function multipart(parts: readonly { head: string; content: Buffer | string }[], end = `--${BOUNDARY}--\r\n`): Buffer {
  return Buffer.concat([
    ...parts.flatMap(({ head, content }) => [
      Buffer.from(`--${BOUNDARY}\r\n${head}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(end),
  ]);
}

function rawCheck(body: Buffer, contentLength = body.length): Buffer {
  const head = [
    'POST /v1/checks HTTP/1.1',
    'Host: 127.0.0.1',
    `Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
    `Content-Length: ${contentLength}`,
    'Connection: close',
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

const fileHead = (fileName: string, name = 'picture') =>
  `Content-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: image/png`;

function problemIn(answer: string): Problem {
  const { head, body } = splitAnswer(answer);
  expect(head).toContain('application/problem+json');
  return JSON.parse(body) as Problem;
}

/** A refusal counts only if the server is still there for the next one. */
async function expectAlive(): Promise<void> {
  expect((await server.fetch('/healthz')).status).toBe(200);
}

describe('a bad form', () => {
  it.each<[string, string, () => RequestInit]>([
    ['without a file', 'missing-part', () => ({ body: formOf({}) })],
    ['with the file as a text', 'missing-part', () => ({ body: formOf({ picture: 'no file' }) })],
    ['with a file of an unknown name', 'unexpected-part', () => ({ body: formOf({ photo: picture }) })],
    ['with a text of an unknown name', 'unexpected-part', () => ({ body: formOf({ picture, limit: '3' }) })],
    ['with names that every object has', 'unexpected-part', () => ({ body: formOf({ picture, constructor: 'x' }) })],
    ['that is JSON', 'unsupported-media-type', () => ({ body: '{}', headers: { 'content-type': 'application/json' } })],
    ['that is empty', 'unsupported-media-type', () => ({})],
    [
      'without a boundary',
      'malformed-multipart',
      () => ({ body: 'x', headers: { 'content-type': 'multipart/form-data' } }),
    ],
    [
      'with a field name without end',
      'field-too-long',
      () => ({ body: formOf({ picture, ['n'.repeat(5_000)]: 'x' }) }),
    ],
    ['with a text without end', 'field-too-long', () => ({ body: formOf({ picture, details: 'x'.repeat(20_000) }) })],
    ['with brackets in a name', 'field-too-long', () => ({ body: formOf({ picture, 'a[b][c][d]': 'x' }) })],
    ['with an empty file', 'empty-file', () => ({ body: formOf({ picture: new Uint8Array() }) })],
    ['with a text called .png', 'unsupported-format', () => ({ body: formOf({ picture: Buffer.from('a rose') }) })],
    [
      'with an SVG',
      'unsupported-format',
      () => ({ body: formOf({ picture: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') }) }),
    ],
    ['with half a picture', 'unreadable-picture', () => ({ body: formOf({ picture: picture.subarray(0, 900) }) })],
    ['with a decompression bomb', 'too-many-pixels', () => ({ body: formOf({ picture: bombPng(20_000) }) })],
  ])('%s is refused as %s', async (_what, code, init) => {
    const problem = await problemOf(await server.fetch('/v1/checks', { method: 'POST', ...init() }));
    expect(problem.code).toBe(code);
    for (const text of [problem.title, problem.detail, problem.expected, problem.received, problem.remedy]) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(/\{\w+\}|undefined|\?\?/);
    }
    await expectAlive();
  });

  it('with two files under one name is refused', async () => {
    const form = formOf({ picture });
    form.append('picture', new Blob([picture]), 'other.png');
    expect(await problemOf(await server.fetch('/v1/checks', { method: 'POST', body: form }))).toMatchObject({
      code: 'too-many-files',
      status: 422,
    });
  });

  it('with 10,000 fields is refused', async () => {
    const form = formOf({ picture });
    for (let count = 0; count < 10_000; count += 1) form.append(`field${count}`, 'x');
    const response = await server.fetch('/v1/checks', { method: 'POST', body: form });
    expect(await problemOf(response)).toMatchObject({ code: 'too-many-fields' });
    await expectAlive();
  });

  it('that ends in the middle of the file, as stated by its length, is refused', async () => {
    const whole = multipart([{ head: fileHead('rose.png'), content: picture }]);
    const answer = await server.sendRaw(rawCheck(whole.subarray(0, whole.length >> 1)));
    expect(problemIn(answer)).toMatchObject({ code: 'malformed-multipart', status: 400 });
    await expectAlive();
  });

  it('whose connection is half closed in the middle is answered or dropped, and nothing else suffers', async () => {
    const whole = multipart([{ head: fileHead('rose.png'), content: picture }]);
    const cut = rawCheck(whole.subarray(0, whole.length >> 1), whole.length);
    const answer = await server.sendRaw(cut, { finish: true });
    if (answer !== '') expect(problemIn(answer).status).toBe(400);
    await expectAlive();
  });

  it.each([
    ['leads out of the folder', '../../etc/passwd'],
    ['holds an escaped newline', 'rose%0A.png'],
    ['is an emoji', '🌸.png'],
    ['has 300 characters', `${'花'.repeat(296)}.png`],
    ['is all quotes', '%22%22.png'],
  ])('whose file name %s is no obstacle: names are never used as paths', async (_what, fileName) => {
    const answer = await server.sendRaw(rawCheck(multipart([{ head: fileHead(fileName), content: picture }])));
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
  });

  it('whose file name holds a newline as it is cannot be read, and is refused', async () => {
    const answer = await server.sendRaw(rawCheck(multipart([{ head: fileHead('ro\r\nse.png'), content: picture }])));
    expect(problemIn(answer).status).toBeGreaterThanOrEqual(400);
    await expectAlive();
  });

  it('announced as larger than allowed is refused before it is sent', async () => {
    const answer = await server.sendRaw(rawCheck(Buffer.alloc(0), 300_000_000));
    expect(problemIn(answer)).toMatchObject({ code: 'request-too-large', status: 413 });
  });

  it('with damaged details lists every fault, in the language asked for', async () => {
    const details = { title: '', dates: [{ kind: 'recorded', date: 'yesterday', evidence: 'stated' }] };
    const send = (language: string) =>
      server.fetch('/v1/patterns', {
        method: 'POST',
        headers: authorised({ 'accept-language': language }),
        body: formOf({ picture, details: JSON.stringify(details) }),
      });
    const english = await problemOf(await send('en-GB'));
    const names = english.errors?.map(({ name }) => name).sort();
    expect(names).toEqual(['details.dates.0.date', 'details.dates.0.kind', 'details.title']);
    const chinese = await problemOf(await send('zh-CN,zh;q=0.9,en;q=0.5'));
    expect(chinese.title).toBe('字段无效');
    expect(chinese.errors?.[0]?.detail).toMatch(/\p{Script=Han}/u);
    expect(chinese.code).toBe(english.code);
  });

  it.each(['{"title":', '[]', 'null', '"x"', '{"title":"a","unknown":1}'])(
    'with details %s is refused',
    async (details) => {
      const response = await server.fetch('/v1/patterns', {
        method: 'POST',
        headers: authorised(),
        body: formOf({ picture, details }),
      });
      expect(await problemOf(response)).toMatchObject({ code: 'invalid-field', status: 422 });
    },
  );
});

describe('a bad request', () => {
  it('with header fields without end is refused', async () => {
    const answer = await server.sendRaw(`GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`);
    expect(problemIn(answer)).toMatchObject({ code: 'headers-too-large', status: 431 });
    await expectAlive();
  });

  it.each([
    ['that is no HTTP', 'hello\r\n\r\n'],
    ['with an unknown method', 'FETCH / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'],
    [
      'with two lengths',
      'POST /v1/checks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n',
    ],
    [
      'that could be smuggled',
      'POST /v1/checks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('%s is refused', async (_what, bytes) => {
    expect(problemIn(await server.sendRaw(bytes))).toMatchObject({ code: 'malformed-request', status: 400 });
    await expectAlive();
  });

  it.each([
    ['/v1/checks?limit=0', 'POST'],
    ['/v1/checks?limit=51', 'POST'],
    ['/v1/checks?limit=ten', 'POST'],
    ['/v1/checks?limit=1&limit=2', 'POST'],
    ['/v1/checks?limt=1', 'POST'],
    ['/v1/patterns?limit=1e1', 'GET'],
    ['/v1/patterns?__proto__=1', 'GET'],
    ['/v1/patterns/SP-1', 'GET'],
    ['/v1/patterns/..%2f..%2fetc%2fpasswd', 'GET'],
  ])('for %s names the parameter', async (path, method) => {
    const body = method === 'POST' ? { body: formOf({ picture }) } : {};
    const problem = await problemOf(await server.fetch(path, { method, ...body }));
    expect(problem).toMatchObject({ code: 'invalid-parameter', status: 400 });
    expect(problem.errors).toHaveLength(1);
  });

  it('with a cursor that we did not make is refused', async () => {
    expect(await problemOf(await server.fetch('/v1/patterns?cursor=abc'))).toMatchObject({ code: 'cursor-invalid' });
  });

  it('with a path that cannot be decoded is refused', async () => {
    expect(await problemOf(await server.fetch('/v1/patterns/%ff'))).toMatchObject({ status: 400 });
  });

  it('with an address without end is refused', async () => {
    const answer = await server.sendRaw(
      `GET /v1/patterns?text=${'a'.repeat(9_000)} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
    );
    expect(problemIn(answer)).toMatchObject({ code: 'uri-too-long', status: 414 });
  });

  it('with the wrong method is told which there are', async () => {
    const response = await server.fetch('/v1/patterns', { method: 'PATCH' });
    expect(response.headers.get('allow')).toBe('POST, GET, HEAD');
    expect(await problemOf(response)).toMatchObject({ code: 'method-not-allowed', status: 405 });
  });

  it('for nothing we have is told so', async () => {
    expect(await problemOf(await server.fetch('/v2/checks'))).toMatchObject({ code: 'no-such-address', status: 404 });
  });
});
