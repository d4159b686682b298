import { mkdir } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { loadConfig } from '../../api/config/config.ts';
import { silentLog } from '../../api/services/log.ts';
import { openRegistry } from '../../api/services/open-registry.ts';
import { openStorage } from '../../api/services/open-storage.ts';
import { designAt, generateDesign } from '../../datasets/index.ts';
import type { Fingerprint } from '../../engine/index.ts';
import { progressOf } from '../progress.ts';
import { randomNumbers } from '../random.ts';
import { startServer } from '../server-process.ts';
import { type Spread, spreadOf } from '../statistics.ts';
import { act, drawKind, KINDS, type Kind, type Session } from './acts.ts';
import { Ledger } from './ledger.ts';
import { populate, type User } from './population.ts';

/** Drawings whose fingerprints the fillers are made from, and which are filed, each many times over in files of its own. */
const DESIGNS = 40;
const SIDE_PX = 512;
const THINK_MS = 2_000;

export interface LoadPlan {
  readonly records: number;
  readonly users: number;
  readonly seconds: number;
}

export interface RegistryLoadRow extends LoadPlan {
  readonly database: string;
  readonly requests: number;
  readonly times: Readonly<Record<Kind, Spread>>;
  /** Answers other than success, by status. */
  readonly refused: Readonly<Record<string, number>>;
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly eventLoopP99Ms: number;
  readonly residentMiB: number;
  /** Processes that ran or wanted to, on average over the minute before the users came: of whatever else the machine had to do. */
  readonly loadBefore: number;
}

/**
 * Users at a registry over HTTP, each in a session of his own: 80 % reads, 17 % writes, 3 % submissions, with some two seconds of
 * thought between acts. Every write that was acknowledged is looked for afterwards. `dataDir` keeps the filled registry, so that
 * an interrupted filling goes on.
 */
export async function measureRegistryLoad(
  { dataDir, databaseUrl }: { readonly dataDir: string; readonly databaseUrl: string | null },
  pictures: readonly Uint8Array[],
  plan: LoadPlan,
): Promise<RegistryLoadRow> {
  await mkdir(dataDir, { recursive: true });
  const env = { SELVEDGE_DATA: dataDir, ...(databaseUrl !== null && { SELVEDGE_DATABASE_URL: databaseUrl }) };
  const users = await prepare(env, dataDir, pictures, plan);
  const server = await startServer(dataDir, env);
  const loadBefore = loadavg()[0]!;
  const ledger = new Ledger();
  const times: Record<Kind, number[]> = { read: [], write: [], submission: [] };
  const refused: Record<string, number> = {};
  let filed = 0;
  const end = performance.now() + plan.seconds * 1000;
  const nextPicture = (): Uint8Array => {
    // Bytes after the end of a JPEG change its digest and nothing that is seen.
    const serial = filed++;
    return Buffer.concat([pictures[serial % pictures.length]!, Buffer.from(`#${serial} ${process.pid}`)]);
  };
  const live = async (user: User, number: number): Promise<void> => {
    const random = randomNumbers(number + 1);
    const session: Session = { user, random, ledger, nextPicture, ask: asker(server.url, user, times, refused) };
    await pause(random() * THINK_MS);
    while (performance.now() < end) {
      // A refusal is counted, and the user goes on with something else.
      await act(session, drawKind(random)).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
      });
      await pause(THINK_MS * (0.5 + random()));
    }
  };
  await Promise.all(users.map(live));
  const eventLoopP99Ms = (await server.metric('nodejs_eventloop_lag_p99_seconds')) * 1000;
  const residentMiB = (await server.metric('process_resident_memory_bytes')) / 2 ** 20;
  await server.stop();
  const { store, close } = await openStorage({ dataDir, databaseUrl }, silentLog);
  const lost = await ledger.faultsIn(store);
  await close();
  return {
    ...plan,
    database: databaseUrl === null ? 'embedded' : 'PostgreSQL',
    requests: KINDS.reduce((sum, kind) => sum + times[kind].length, 0),
    times: { read: spreadOf(times.read), write: spreadOf(times.write), submission: spreadOf(times.submission) },
    refused,
    acknowledged: ledger.acknowledged,
    lost,
    eventLoopP99Ms,
    residentMiB,
    loadBefore,
  };
}

async function prepare(
  env: NodeJS.ProcessEnv,
  workingDir: string,
  pictures: readonly Uint8Array[],
  plan: LoadPlan,
): Promise<readonly User[]> {
  const registry = await openRegistry(loadConfig({ env, workingDir }).config);
  try {
    const bases: Fingerprint[] = [];
    for (const picture of pictures) {
      const outcome = await registry.engine.fingerprint(Uint8Array.from(picture));
      if (outcome.status === 'fingerprinted') bases.push(outcome.fingerprint);
    }
    return await populate(registry, bases, plan);
  } finally {
    await registry.close();
  }
}

/** Call it before a registry is opened: from then on this process reads no SVG, which the generator draws with. */
export async function drawPictures(): Promise<Uint8Array[]> {
  const progress = progressOf('designs', DESIGNS);
  const pictures: Uint8Array[] = [];
  for (let index = 0; index < DESIGNS; index++) {
    const { seed, family } = designAt('test', index);
    const { rgb, widthPx, heightPx } = await generateDesign(seed, { family, sidePx: SIDE_PX });
    const raw = { width: widthPx, height: heightPx, channels: 3 } as const;
    pictures.push(await sharp(rgb, { raw }).jpeg({ quality: 90 }).toBuffer());
    progress(index + 1);
  }
  return pictures;
}

class Refused extends Error {}

function asker(
  url: string,
  { session }: User,
  times: Record<Kind, number[]>,
  refused: Record<string, number>,
): Session['ask'] {
  const headers = { cookie: `selvedge-session=${session}`, 'sec-fetch-site': 'same-origin' };
  return async (kind, method, path, body) => {
    const isForm = body instanceof FormData;
    const started = performance.now();
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && !isForm && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    times[kind].push(performance.now() - started);
    if (response.ok) return text === '' ? undefined : JSON.parse(text);
    refused[response.status] = (refused[response.status] ?? 0) + 1;
    throw new Refused(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
  };
}
