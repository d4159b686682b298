import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemCodesOf } from '../../../api/http/openapi.ts';
import { PROBLEM_STATUS } from '../../../api/http/problem-codes.ts';
import { OPERATIONS } from '../../../api/routes/operations.ts';
import { type PlainServer, startPlainServer } from './accounts/plain-server.ts';

let server: PlainServer;
beforeAll(async () => {
  server = await startPlainServer();
});
afterAll(() => server?.close());

describe('the documentation', () => {
  it('is an OpenAPI 3.1 document that names every operation, with the problems it can answer', async () => {
    const document = (await (await server.fetch('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, { content?: object }>; security: object[] }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/v1/checks', '/v1/patterns/{id}/image', '/readyz']),
    );
    expect(Object.keys(document.paths['/v1/checks']!.post!.responses)).toEqual(
      expect.arrayContaining(['200', '415', '422', '429', '503']),
    );
    expect(document.paths['/v1/patterns']!.post!.security).toEqual([{ token: [] }]);
  });

  it('lists both media types where one status is a reply as well as a problem', async () => {
    const document = (await (await server.fetch('/openapi.json')).json()) as {
      paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>>;
    };
    const typesOf = (path: string, method: string, status: string) =>
      Object.keys(document.paths[path]![method]!.responses[status]!.content ?? {}).sort();
    const both = ['application/json', 'application/problem+json'];
    expect(typesOf('/v1/applications/{id}/form', 'post', '409')).toEqual(both);
    for (const operation of OPERATIONS) {
      const codes = problemCodesOf(operation, server.context.config);
      for (const [status, reply] of Object.entries(operation.replies)) {
        const types = typesOf(operation.path, operation.method, status);
        if ('schema' in reply) expect(types, `${operation.id} ${status}`).toContain('application/json');
        if (codes.some((code) => PROBLEM_STATUS[code] === Number(status)))
          expect(types, `${operation.id} ${status}`).toContain('application/problem+json');
      }
    }
  });

  it('can be read as a page that loads nothing from elsewhere', async () => {
    const page = await (await server.fetch('/docs')).text();
    expect(page).toContain('id="createCheck"');
    expect(page).toContain('id="problem-rate-limited"');
    expect(page).not.toMatch(/<script|https?:\/\/|style="/);
  });
});
