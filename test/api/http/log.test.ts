import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64 } from '../../../api/proof/bytes.ts';
import { commitmentOf, type LoggedDeposit, sealFile } from '../../../api/proof/deposit.ts';
import { leafHash } from '../../../api/proof/merkle/hashes.ts';
import { nodesFromTiles, parseBundle, tilePath } from '../../../api/proof/merkle/tiles.ts';
import { treeRoot } from '../../../api/proof/merkle/tree.ts';
import { verifyConsistency, verifyInclusion } from '../../../api/proof/merkle/verify.ts';
import { parseCheckpoint } from '../../../api/proof/note/checkpoint.ts';
import { parseNote, verifyNote } from '../../../api/proof/note/signed-note.ts';
import { parseVerifierKey } from '../../../api/proof/note/verifier-key.ts';
import { readTrust } from '../../../api/proof/trust.ts';
import { verifyReceipt } from '../../../api/proof/verify-receipt.ts';
import type { LogKeys } from '../../../api/schemas/log.ts';
import { authorised, problemOf, type RunningServer, startServer } from './running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  // Reachable by the world, where checks need a token: the log is open all the same.
  server = await startServer({
    SELVEDGE_ALLOWED_HOSTS: '127.0.0.1,registry.example',
    SELVEDGE_LOG_ORIGIN: 'registry.example/log',
    SELVEDGE_TASK_TIMEOUT_MS: '120000',
  });
}, 120_000);
afterAll(() => server?.close());

async function logActs(first: number, count: number): Promise<void> {
  const { store, transparency } = server.context.services;
  await store.transaction(async (tx) => {
    for (let i = first; i < first + count; i++) await transparency.enter(tx, `act ${i}`, { act: i });
  });
  await transparency.flush();
}

async function fetchCheckpoint() {
  const { keys } = (await (await server.fetch('/v1/log/keys')).json()) as LogKeys;
  const response = await server.fetch('/v1/log/checkpoint');
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const note = parseNote(await response.text());
  verifyNote(
    note,
    keys.filter(({ purpose }) => purpose === 'log').map((key) => parseVerifierKey(key.verifierKey)),
  );
  return parseCheckpoint(note.text);
}

const bytesAt = async (path: string) => new Uint8Array(await (await server.fetch(`/v1/log/${path}`)).arrayBuffer());

async function pathAt(query: string): Promise<Uint8Array[]> {
  const { path } = (await (await server.fetch(`/v1/log/proofs/${query}`)).json()) as { path: string[] };
  return path.map((hash) => fromBase64(hash)!);
}

describe('the transparency log over HTTP', () => {
  it('gives all that a stranger needs to check it by himself', { timeout: 120_000 }, async () => {
    await logActs(0, 3);
    const first = await fetchCheckpoint();
    expect(first).toMatchObject({ origin: 'registry.example/log', size: 3 });
    await logActs(3, 300);
    const last = await fetchCheckpoint();
    expect(last.size).toBe(303);
    const fromTiles = nodesFromTiles(last.size, (tile) => bytesAt(tilePath(tile)));
    expect(await treeRoot(last.size, fromTiles)).toEqual(last.root);
    const bundle = parseBundle(await bytesAt('tile/entries/001.p/47'));
    expect(bundle).toHaveLength(47);
    const claim = { leafHash: leafHash(bundle![4]!), index: 260, size: last.size, root: last.root };
    expect(verifyInclusion(claim, await pathAt('inclusion?index=260&size=303'))).toBe(true);
    expect(verifyConsistency({ from: first, to: last }, await pathAt('consistency?from=3&to=303'))).toBe(true);
  });

  it('serves tiles as files that never change', async () => {
    const response = await server.fetch('/v1/log/tile/0/000');
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect((await response.arrayBuffer()).byteLength).toBe(8_192);
  });

  it.each([
    'tile/0/001',
    'tile/0/000.p/255',
    'tile/0/0000',
    'tile/0/..%2f..%2f..%2fjournal%2f000000.jsonl',
    'tile/%2e%2e/journal/000000.jsonl',
    'tile/entries/000.p',
    'tile/0',
    'journal/000000.jsonl',
    'incoming',
  ])('gives nothing at %s', async (path) => {
    const answer = await server.sendRaw(`GET /v1/log/${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    expect(answer).toContain('404');
    expect(answer).toContain('no-such-address');
    expect(statSync(join(server.context.services.transparency.folder, 'journal/000000.jsonl')).size).toBeGreaterThan(0);
  });

  it.each([
    ['inclusion?index=303&size=303', 404, 'not-found'],
    ['inclusion?index=0&size=304', 404, 'not-found'],
    ['consistency?from=5&to=4', 404, 'not-found'],
    ['inclusion?index=-1&size=3', 400, 'invalid-parameter'],
    ['inclusion?index=1.5&size=3', 400, 'invalid-parameter'],
    ['inclusion?index=0&size=1e300', 400, 'invalid-parameter'],
    ['consistency?from=0', 400, 'invalid-parameter'],
  ])('refuses %s', async (query, status, code) => {
    const response = await server.fetch(`/v1/log/proofs/${query}`);
    expect(response.status).toBe(status);
    expect((await problemOf(response)).code).toBe(code);
  });
});

describe('deposits over HTTP', () => {
  const send = (body: unknown, headers = authorised()) =>
    server.fetch('/v1/deposits', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('take a commitment from somebody who has signed in, and prove it', async () => {
    const file = new TextEncoder().encode('a picture of roses');
    const receipt = sealFile(file, 'Lin Studio');
    const response = await send({ commitment: commitmentOf(receipt) });
    expect(response.status).toBe(201);
    const logged = (await response.json()) as LoggedDeposit;
    const trust = readTrust(await (await server.fetch('/v1/log/keys')).json());
    const result = await verifyReceipt({ ...receipt, logged }, { file, trust });
    expect(result).toMatchObject({
      verdict: 'proven',
      timestamp: { state: 'verified', isLocal: true, isVouched: true },
    });
    const again = (await (await send({ commitment: commitmentOf(receipt) })).json()) as LoggedDeposit;
    expect(again.record).toEqual(logged.record);
    const read = await server.fetch(`/v1/deposits/${logged.record.id}`, { headers: authorised() });
    expect(((await read.json()) as LoggedDeposit).record).toEqual(logged.record);
    // The tiles say nothing of it.
    const size = (await fetchCheckpoint()).size;
    const bundle = Buffer.from(await bytesAt(tilePath({ level: 'entries', index: 1, width: size - 256 }))).toString();
    for (const word of [logged.record.id, logged.record.commitment]) expect(bundle).not.toContain(word);
  });

  it.each([
    [{}],
    [{ commitment: 'ab' }],
    [{ commitment: 'A'.repeat(64) }],
    [{ commitment: 'a'.repeat(64), sha256: 'b'.repeat(64) }],
    [{ commitment: ['a'.repeat(64)] }],
  ])('refuse %j', async (body) => {
    const response = await send(body);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    await problemOf(response);
  });

  it('are nobody else’s business', async () => {
    expect((await problemOf(await send({ commitment: 'c'.repeat(64) }, {} as never))).code).toBe('sign-in-required');
    const unknown = await server.fetch('/v1/deposits/SD-01JABCDEFGHJKMNPQRSTVWXYZ0', { headers: authorised() });
    expect((await problemOf(unknown)).code).toBe('not-found');
  });
});
