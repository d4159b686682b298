import { describe, expect, it } from 'vitest';
import { readProblem, retryAfterSeconds } from '../../api/web/api-client/problem.ts';
import { hrefOf, parseRoute } from '../../api/web/shell/route.ts';

const noHeader = (): null => null;

describe('a problem answer', () => {
  it('keeps code, detail, remedy and request of RFC 9457 details', () => {
    const body = JSON.stringify({ code: 'too-many-bytes', detail: 'd', remedy: 'r', requestId: 'q' });
    expect(readProblem(413, body, noHeader)).toMatchObject({
      kind: 'refused',
      code: 'too-many-bytes',
      detail: 'd',
      remedy: 'r',
      requestId: 'q',
    });
  });

  it('is understood even when a proxy answers with a page', () => {
    expect(readProblem(502, '<html>', noHeader)).toMatchObject({ kind: 'failed', code: 'unknown' });
    expect(readProblem(500, '[1]', noHeader)).toMatchObject({ kind: 'failed', code: 'unknown' });
  });

  it.each([
    [429, 'busy'],
    [503, 'busy'],
    [401, 'unauthorized'],
    [404, 'not-found'],
    [422, 'refused'],
    [500, 'failed'],
  ])('with status %i is %s', (status, kind) => {
    expect(readProblem(status, '{}', noHeader).kind).toBe(kind);
  });

  it('waits as long as the server asks, in bounds', () => {
    expect(retryAfterSeconds('7', 0)).toBe(7);
    expect(retryAfterSeconds('0', 0)).toBe(1);
    expect(retryAfterSeconds('99999', 0)).toBe(120);
    expect(retryAfterSeconds('Thu, 01 Jan 1970 00:00:30 GMT', 10_000)).toBe(20);
    expect(retryAfterSeconds(null, 0)).toBe(5);
    expect(retryAfterSeconds('soon', 0)).toBe(5);
  });
});

describe('a route', () => {
  it.each([
    { page: 'check' },
    { page: 'compare' },
    { page: 'compare', second: 'SP-1' },
    { page: 'library', text: '' },
    { page: 'library', text: '花 & 草?' },
    { page: 'record', id: 'SP-0123' },
  ] as const)('survives its address: %o', (route) => {
    expect(parseRoute(hrefOf(route))).toEqual(route);
  });

  it('that does not exist is missing', () => {
    expect(parseRoute('#/nowhere')).toEqual({ page: 'missing' });
  });
});
