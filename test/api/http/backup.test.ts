import { setTimeout as pause } from 'node:timers/promises';
import { unpackTar } from 'modern-tar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { motifPng } from './motif-png.ts';
import { authorised, formOf, problemOf, type RunningServer, startServer } from './running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
  const form = formOf({ picture: motifPng(1) });
  const added = await server.fetch('/v1/patterns', { method: 'POST', headers: authorised(), body: form });
  expect(added.status).toBe(201);
}, 180_000);
afterAll(() => server?.close(), 60_000);

const backUp = (init: RequestInit = {}) =>
  server.fetch('/v1/backups', { method: 'POST', headers: authorised(), ...init });

/** Until nobody holds the one leave to back up. */
async function free(): Promise<void> {
  for (let i = 0; server.context.backupsInFlight.taken > 0; i++) {
    if (i > 500) throw new Error('the backup goes on though nobody reads it');
    await pause(10);
  }
}

describe('POST /v1/backups', () => {
  it('needs the token, on this machine too', async () => {
    expect(await problemOf(await backUp({ headers: {} }))).toMatchObject({ status: 401, code: 'sign-in-required' });
    const wrong = await backUp({ headers: { authorization: 'Bearer nobodys-token-nobodys-token-nobodys' } });
    expect(await problemOf(wrong)).toMatchObject({ status: 401, code: 'token-invalid' });
  });

  it('streams an archive that ends with its manifest, and leaves nothing behind but an entry of the audit trail', async () => {
    const response = await backUp();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-tar');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="selvedge-[\dT-]+Z\.tar"$/);
    const entries = await unpackTar(Buffer.from(await response.arrayBuffer()), { strict: true });
    const names = entries.map(({ header }) => header.name);
    expect(names.at(-1)).toBe('manifest.json');
    expect(names).toContain('tables/pattern.jsonl');
    const picture = entries.find(({ header }) => header.name.startsWith('pictures/'));
    expect(Buffer.from(picture!.data!)).toEqual(Buffer.from(motifPng(1)));
    const { store } = server.context.services;
    const audit = await store.query(`select actor from audit_trail where action = 'backup'`);
    expect(audit).toEqual([{ actor: 'token' }]);
    await free();
  });

  it('is made once at a time, and ends when its client goes away', async () => {
    const leave = server.context.backupsInFlight.take(1);
    const refused = await backUp();
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await problemOf(refused)).toMatchObject({ status: 503, code: 'overloaded' });
    leave?.();
    for (let i = 0; i < 5; i++) {
      const gone = new AbortController();
      const response = backUp({ signal: gone.signal });
      await pause(10 * i);
      gone.abort();
      await response.then((answer) => answer.body?.cancel()).catch(() => undefined);
      await free();
    }
    expect(server.logged.filter((line) => line.includes('unforeseen'))).toEqual([]);
  });

  it('tells the same key apart only by the request, and works it out anew', async () => {
    const headers = authorised({ 'Idempotency-Key': 'backup-1' });
    for (let i = 0; i < 2; i++) {
      const response = await backUp({ headers });
      expect(response.status).toBe(200);
      await response.arrayBuffer();
      await free();
    }
  });
});
