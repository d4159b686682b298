import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedDatabase } from '../../api/store/embedded-database.ts';
import { bombPng, motifPng } from '../api/http/motif-png.ts';
import { formOf } from '../api/http/running-server.ts';
import { expectProblem, resultOf, type ServerProcess, startServer } from './server-process.ts';

const FULL = process.env.SELVEDGE_FULL !== undefined;
const CLIENTS = 16;
/** Half of the load: the memory after it is compared with that after the other half. */
const HALF_LOAD_MS = FULL ? 30_000 : 2_000;
/** Event-loop delay at the 99th hundredth, and how far memory may grow in the second half. */
const EVENT_LOOP_P99_S = 0.05;
const MEMORY_GROWTH = 1.3;

const twelveBitJpeg = resolve(import.meta.dirname, '../engine/image/samples/twelve-bit.jpg');
const dataDir = mkdtempSync(join(tmpdir(), 'selvedge-pictures-'));
const tempDir = mkdtempSync(join(tmpdir(), 'selvedge-temp-'));
let server: ServerProcess;
let known: string;

beforeAll(async () => {
  server = await startServer({
    SELVEDGE_DATA: dataDir,
    TMPDIR: tempDir,
    SELVEDGE_CHECKS_PER_MINUTE: '0',
    SELVEDGE_LOG_LEVEL: 'trace',
  });
  known = await server.add(1);
});
afterAll(async () => {
  await server?.kill();
  for (const folder of [dataDir, tempDir]) rmSync(folder, { recursive: true, force: true });
});

const send = (picture: Uint8Array, fileName = 'picture.png', init: RequestInit = {}) =>
  fetch(`${server.url}/v1/checks`, { method: 'POST', body: formOf({ picture }, fileName), ...init });

const motif = () => sharp(motifPng(1));
const blank = (width: number, height: number, alpha = 1) =>
  sharp({ create: { width, height, channels: 4, background: { r: 9, g: 9, b: 9, alpha } } }).png();

/** A JPEG with an Exif segment that is rubbish. */
async function brokenExif(): Promise<Buffer> {
  const jpeg = await motif().jpeg({ quality: 95 }).toBuffer();
  const rubbish = Buffer.concat([Buffer.from('Exif\0\0MM\0*'), Buffer.alloc(40, 0xff)]);
  const head = Buffer.from([0xff, 0xe1, 0, rubbish.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, rubbish, jpeg.subarray(2)]);
}

async function animated(format: 'gif' | 'webp'): Promise<Buffer> {
  const frames = await Promise.all([1, 2].map((seed) => sharp(motifPng(seed)).png().toBuffer()));
  return sharp(frames, { join: { animated: true } })
    [format]({})
    .toBuffer();
}

describe('a check over HTTP', () => {
  it.each<[string, number, string, () => Uint8Array | Promise<Uint8Array>]>([
    ['an empty file', 422, 'empty-file', () => new Uint8Array()],
    ['a picture cut in half', 422, 'unreadable-picture', () => motifPng(1).subarray(0, 900)],
    ['a text', 415, 'unsupported-format', () => Buffer.from('a rose is a rose')],
    ['a 50,000 × 50,000 PNG', 422, 'side-too-long', () => bombPng(50_000)],
    ['1 × 20,000 pixels', 422, 'aspect-ratio-too-large', () => blank(1, 20_000).toBuffer()],
    ['a 12-bit JPEG', 415, 'unsupported-format', () => readFileSync(twelveBitJpeg)],
    ['an SVG', 415, 'unsupported-format', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a PDF', 415, 'unsupported-format', () => Buffer.from('%PDF-1.7\n1 0 obj')],
  ])('of %s is refused with %i %s, and the next is answered', async (_what, status, code, picture) => {
    const bytes = await picture();
    await expectProblem(await send(bytes), status, code);
    expect((await server.found(1))[0]).toBe(known);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['1 × 1 pixel', () => blank(1, 1).toBuffer()],
    ['nothing but transparency', () => blank(256, 256, 0).toBuffer()],
  ])('of %s says that it cannot be compared, and the next is answered', async (_what, picture) => {
    expect(await resultOf(await send(await picture()))).toMatchObject({ status: 'not-comparable' });
    expect((await server.found(1))[0]).toBe(known);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['a CMYK JPEG', () => motif().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()],
    ['a 16-bit PNG', () => motif().toColourspace('rgb16').png().toBuffer()],
    ['a grey picture', () => motif().greyscale().png().toBuffer()],
    ['a picture with a palette', () => motif().png({ palette: true, colours: 64 }).toBuffer()],
    ['a JPEG with broken Exif', brokenExif],
    [
      'a JPEG whose Exif turns it',
      () =>
        motif()
          .jpeg({ quality: 95 })
          .withExifMerge({ IFD0: { Orientation: '6' } })
          .toBuffer(),
    ],
    ['an animated GIF', () => animated('gif')],
    ['an animated WebP', () => animated('webp')],
  ])('of %s finds the pattern that it shows', async (_what, picture) => {
    const result = await resultOf(await send(await picture()));
    expect(result.status === 'checked' && result.candidates[0]?.id).toBe(known);
  });

  it('keeps nothing of a picture: no file, no log line, no row', async () => {
    const name = 'secret-name-of-a-picture';
    const before = new Set(filesIn(dataDir));
    const shas: string[] = [];
    for (const [seed, key] of [
      [501, 'key-of-the-first'],
      [502, undefined],
    ] as const) {
      const headers = key === undefined ? undefined : { 'idempotency-key': key };
      const result = await resultOf(await send(motifPng(seed), `${name}.png`, headers && { headers }));
      if (result.status === 'checked') shas.push(result.sha256);
    }
    await expectProblem(await send(Buffer.from('no picture'), `${name}.png`), 415, 'unsupported-format');
    expect(shas).toHaveLength(2);
    await pause(1_500);
    const outsideDatabase = filesIn(dataDir).filter((file) => !before.has(file) && !file.startsWith('database'));
    expect(outsideDatabase).toEqual([]);
    // The runner that these tests start the server with keeps what it compiled there.
    expect(filesIn(tempDir).filter((file) => !/^(tsx|node-compile-cache)/.test(file))).toEqual([]);
    for (const trace of [name, ...shas]) expect(server.output.stderr + server.output.stdout).not.toContain(trace);
  });
});

describe(`${CLIENTS} clients at once`, () => {
  it('get answers or are told when to come again; memory holds steady', {
    timeout: 4 * HALF_LOAD_MS + 120_000,
  }, async () => {
    const statuses = new Map<number, number>();
    const load = async () => {
      const end = performance.now() + HALF_LOAD_MS;
      await Promise.all(
        Array.from({ length: CLIENTS }, async (_, client) => {
          for (let i = 0; performance.now() < end; i++) {
            const response = await server.check(1 + ((client + i) % 5));
            statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
            if (response.status !== 200) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
            await response.arrayBuffer();
          }
        }),
      );
      return server.metrics('process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds') as Promise<
        [number, number]
      >;
    };
    const [first] = await load();
    const [second, delayS] = await load();
    console.info(
      `${CLIENTS} clients: ${JSON.stringify([...statuses])}, ${first >> 20} MiB then ${second >> 20} MiB, event loop p99 ${Math.round(delayS * 1000)} ms`,
    );
    expect([...statuses.keys()].filter((status) => ![200, 429, 503].includes(status))).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(0);
    expect(second).toBeLessThanOrEqual(first * MEMORY_GROWTH);
    if (FULL) expect(delayS).toBeLessThanOrEqual(EVENT_LOOP_P99_S);
  });

  it('that go away take their tasks out of the queue, and the server goes on', async () => {
    const leaving = new AbortController();
    const checks = Array.from({ length: CLIENTS }, () =>
      server.check(1, { signal: leaving.signal }).catch(() => 'gone'),
    );
    await expect.poll(() => server.metric('selvedge_engine_tasks_waiting'), { timeout: 10_000 }).toBeGreaterThan(4);
    leaving.abort();
    expect(await Promise.all(checks)).toContain('gone');
    // One task is worked on to its end; those that waited leave at once.
    const start = performance.now();
    await expect.poll(() => server.metric('selvedge_engine_tasks_waiting'), { interval: 10 }).toBe(0);
    console.info(`queue empty after ${Math.round(performance.now() - start)} ms`);
    expect((await server.found(1))[0]).toBe(known);
  });
});

describe('after everything', () => {
  it('no table holds a digest of a picture that was only checked', async () => {
    expect(await server.stop()).toBe(0);
    const store = await openEmbeddedDatabase(join(dataDir, 'database'));
    const { sha256Of } = await import('../../api/store/blob-store.ts');
    const tables = await store.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    const rows: string[] = [];
    for (const { name } of tables)
      rows.push(
        ...(await store.query<{ row: string }>(`select t::text as row from "${name}" t`)).map(({ row }) => row),
      );
    await store.close();
    const all = rows.join('\n');
    expect(all).toContain(sha256Of(motifPng(1)));
    for (const seed of [2, 501, 502]) expect(all).not.toContain(sha256Of(motifPng(seed)));
    expect(all).not.toContain('secret-name-of-a-picture');
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, file), { throwIfNoEntry: false })?.isFile(),
  );
}
