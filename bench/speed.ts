import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadConfig } from '../api/config/config.ts';
import { serviceActor } from '../api/services/access/actor.ts';
import { ServiceError } from '../api/services/errors.ts';
import { importPattern } from '../api/services/import-pattern.ts';
import { openRegistry } from '../api/services/open-registry.ts';
import type { Registry } from '../api/services/registry.ts';
import { applyEdit } from '../datasets/edits/index.ts';
import { designAt, generateDesign, type Picture } from '../datasets/index.ts';
import type { Fingerprint } from '../engine/index.ts';
import { fillLibrary } from './fill-library.ts';
import { progressOf } from './progress.ts';
import { startServer } from './server-process.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** Designs that are really imported, and the fillers' models. */
const REAL_DESIGNS = 200;
const QUERIES = 100;
const EDITS = ['re-encode-half', 'turn', 'recolour-hue', 'crop', 'scale-down'];
const LOAD_CLIENTS = 16;

export interface SpeedRow {
  readonly patterns: number;
  /** From the start of the process after a clean stop; undefined where the page cache could not be emptied before. */
  readonly coldReadyMs: number | undefined;
  readonly readyMs: number;
  readonly firstCheckMs: number;
  readonly coldMs: Spread | undefined;
  readonly warmMs: Spread;
  readonly stagesP50Ms: Readonly<Record<string, number>>;
  readonly residentMiB: number;
  readonly snapshotSaved: boolean;
}

export interface LoadRow {
  readonly clients: number;
  readonly seconds: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly withoutRetryAfter: number;
  readonly answeredMs: Spread;
  readonly eventLoopP99Ms: number;
  readonly residentBeforeMiB: number;
  readonly residentAfterMiB: number;
}

export interface SpeedReport {
  readonly importPerSecond: number;
  /** One client, 1,024 px JPEG. */
  readonly fingerprintMs: Spread;
  readonly sizes: readonly SpeedRow[];
  readonly load: LoadRow | undefined;
}

/**
 * Measures import, start, checks and load at several library sizes. `workDir` keeps a filled library a size, so that a second run has nothing to fill and an interrupted one
 * goes on.
 */
export async function measureSpeed(
  workDir: string,
  sizes: readonly number[],
  loadSeconds: number,
): Promise<SpeedReport> {
  const pictures = await realPictures();
  const { importPerSecond, fingerprintMs, bases } = await measureImport(workDir, pictures);
  const folders = new Map<number, string>();
  for (const size of sizes) folders.set(size, await filledLibrary(workDir, size, pictures, bases));
  const queries = await queryPictures();
  const rows: SpeedRow[] = [];
  let load: LoadRow | undefined;
  for (const [size, dataDir] of folders) {
    rows.push(await measureSize(dataDir, size, queries));
    if (loadSeconds > 0 && size === Math.min(10_000, sizes.at(-1)!))
      load = await measureLoad(dataDir, queries, loadSeconds);
  }
  return { importPerSecond, fingerprintMs, sizes: rows, load };
}

/** Fills the libraries of all sizes and measures nothing: it takes long, and nothing hangs on how busy the machine is. */
export async function fillLibraries(workDir: string, sizes: readonly number[]): Promise<void> {
  const pictures = await realPictures();
  const { bases } = await measureImport(workDir, pictures);
  for (const size of sizes) await filledLibrary(workDir, size, pictures, bases);
}

const openAt = (dataDir: string): Promise<Registry> =>
  openRegistry(loadConfig({ env: { SELVEDGE_DATA: dataDir }, workingDir: dataDir }).config);

/** Into an empty library; the fingerprints of what was imported are the fillers' models. */
async function measureImport(workDir: string, pictures: readonly Uint8Array[]) {
  const dataDir = await mkdtemp(join(workDir, 'import-'));
  const registry = await openAt(dataDir);
  try {
    const importPerSecond = await importAll(registry, pictures);
    return { importPerSecond, ...(await fingerprintAll(registry, pictures)) };
  } finally {
    await registry.close();
    await rm(dataDir, { recursive: true });
  }
}

/** The folder of a library of that size: real designs, the rest fillers. */
async function filledLibrary(
  workDir: string,
  size: number,
  pictures: readonly Uint8Array[],
  bases: readonly Fingerprint[],
): Promise<string> {
  const dataDir = join(workDir, `speed-${size}`);
  await mkdir(dataDir, { recursive: true });
  const registry = await openAt(dataDir);
  try {
    await importAll(registry, pictures);
    await fillLibrary(registry, bases, size);
  } finally {
    await registry.close();
  }
  return dataDir;
}

async function realPictures(): Promise<Uint8Array[]> {
  const progress = progressOf('designs', REAL_DESIGNS);
  const pictures: Uint8Array[] = [];
  for (let index = 0; index < REAL_DESIGNS; index++) {
    const { seed, family } = designAt('test', index);
    pictures.push(await jpeg(await generateDesign(seed, { family, sidePx: 1024 })));
    progress(index + 1);
  }
  return pictures;
}

async function queryPictures(): Promise<Uint8Array[]> {
  const queries: Uint8Array[] = [];
  for (let index = 0; index < QUERIES; index++) {
    // Every other query has no original in the library: the harder half for verification, and the more frequent one in life.
    const { seed, family } = designAt('test', index % 2 === 0 ? index : 100_000 + index);
    const design = await generateDesign(seed, { family, sidePx: 1024 });
    queries.push(await jpeg(await applyEdit(design, EDITS[index % EDITS.length]!, 2, index).catch(() => design)));
  }
  return queries;
}

const jpeg = ({ rgb, widthPx, heightPx }: Picture) =>
  sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();

/** Pictures added a second, as many at a time as keep the workers busy. */
async function importAll(registry: Registry, pictures: readonly Uint8Array[]): Promise<number> {
  const waiting = pictures.entries();
  let added = 0;
  const started = performance.now();
  const importNext = async () => {
    for (const [index, picture] of waiting) {
      if (await isAdded(registry, picture, `design-${index}.jpg`)) added += 1;
    }
  };
  await Promise.all(Array.from({ length: registry.engine.workers + 1 }, importNext));
  return (added / (performance.now() - started)) * 1000;
}

/** False for what an earlier run imported, and for the few designs that the quality gate rightly finds empty. */
async function isAdded(registry: Registry, picture: Uint8Array, fileName: string): Promise<boolean> {
  try {
    const { status } = await importPattern(
      registry,
      { picture, fileName },
      { actor: serviceActor('benchmark', 'all') },
    );
    return status === 'added';
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not-comparable') return false;
    throw error;
  }
}

async function fingerprintAll(
  registry: Registry,
  pictures: readonly Uint8Array[],
): Promise<{ fingerprintMs: Spread; bases: Fingerprint[] }> {
  const times: number[] = [];
  const bases: Fingerprint[] = [];
  for (const picture of pictures) {
    const started = performance.now();
    const outcome = await registry.engine.fingerprint(Uint8Array.from(picture));
    times.push(performance.now() - started);
    if (outcome.status === 'fingerprinted') bases.push(outcome.fingerprint);
  }
  return { fingerprintMs: spreadOf(times), bases };
}

async function measureSize(dataDir: string, patterns: number, queries: readonly Uint8Array[]): Promise<SpeedRow> {
  const isCold = dropPageCache();
  const server = await startServer(dataDir);
  const stages: Record<string, number[]> = {};
  const first = await timedCheck(server.url, queries[0]!, stages);
  const cold: number[] = [];
  for (const query of queries.slice(1)) cold.push(await timedCheck(server.url, query, {}));
  const warm: number[] = [];
  for (const query of queries) warm.push(await timedCheck(server.url, query, stages));
  const residentMiB = (await server.metric('process_resident_memory_bytes')) / 2 ** 20;
  const exitCode = await server.stop();
  const again = await startServer(dataDir);
  await again.stop();
  const stagesP50Ms = Object.fromEntries(Object.entries(stages).map(([stage, times]) => [stage, spreadOf(times).p50]));
  return {
    patterns,
    coldReadyMs: isCold ? server.readyMs : undefined,
    readyMs: again.readyMs,
    firstCheckMs: first,
    coldMs: isCold ? spreadOf(cold) : undefined,
    warmMs: spreadOf(warm),
    stagesP50Ms,
    residentMiB,
    snapshotSaved: exitCode === 0,
  };
}

/** Milliseconds of one check over HTTP, its stages noted. */
async function timedCheck(url: string, picture: Uint8Array, stages: Record<string, number[]>): Promise<number> {
  const started = performance.now();
  const response = await postCheck(url, picture);
  const result = (await response.json()) as { status?: string; timingsMs?: Record<string, number> };
  const elapsed = performance.now() - started;
  if (!response.ok) throw new Error(`A check was answered ${response.status}.`);
  for (const [stage, ms] of Object.entries(result.timingsMs ?? {})) stages[stage] = [...(stages[stage] ?? []), ms];
  return elapsed;
}

function postCheck(url: string, picture: Uint8Array): Promise<Response> {
  const form = new FormData();
  form.set('picture', new Blob([new Uint8Array(picture)]), 'query.jpg');
  return fetch(`${url}/v1/checks`, { method: 'POST', body: form });
}

/** Sixteen clients that check one picture after the other, without a pause. */
async function measureLoad(dataDir: string, queries: readonly Uint8Array[], seconds: number): Promise<LoadRow> {
  const server = await startServer(dataDir);
  for (const query of queries.slice(0, 10)) await timedCheck(server.url, query, {});
  const residentBeforeMiB = (await server.metric('process_resident_memory_bytes')) / 2 ** 20;
  const byStatus: Record<string, number> = {};
  const answered: number[] = [];
  let withoutRetryAfter = 0;
  const end = performance.now() + seconds * 1000;
  const client = async (index: number) => {
    for (let n = index; performance.now() < end; n += LOAD_CLIENTS) {
      const started = performance.now();
      const response = await postCheck(server.url, queries[n % queries.length]!);
      await response.arrayBuffer();
      byStatus[response.status] = (byStatus[response.status] ?? 0) + 1;
      if (response.ok) answered.push(performance.now() - started);
      else if (!response.headers.has('retry-after')) withoutRetryAfter += 1;
    }
  };
  await Promise.all(Array.from({ length: LOAD_CLIENTS }, (_, index) => client(index)));
  const eventLoopP99Ms = (await server.metric('nodejs_eventloop_lag_p99_seconds')) * 1000;
  const residentAfterMiB = (await server.metric('process_resident_memory_bytes')) / 2 ** 20;
  await server.stop();
  return {
    clients: LOAD_CLIENTS,
    seconds,
    byStatus,
    withoutRetryAfter,
    answeredMs: spreadOf(answered),
    eventLoopP99Ms,
    residentBeforeMiB,
    residentAfterMiB,
  };
}

/** Empties the page cache where the system lets us; false where it does not, and then nothing is called cold. */
function dropPageCache(): boolean {
  try {
    execFileSync('sh', ['-c', 'sync && echo 3 > /proc/sys/vm/drop_caches'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
