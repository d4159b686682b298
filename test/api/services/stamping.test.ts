import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commitmentOf, sealFile } from '../../../api/proof/deposit.ts';
import { toPem } from '../../../api/proof/pki/certificate.ts';
import { answerTimestampRequest, timestampInfo } from '../../../api/proof/pki/timestamp-request.ts';
import { readTrust } from '../../../api/proof/trust.ts';
import { verifyReceipt } from '../../../api/proof/verify-receipt.ts';
import { silentLog } from '../../../api/services/log.ts';
import { makeSealedDeposit, readSealedDeposit } from '../../../api/services/proof/deposits.ts';
import { currentCheckpoint } from '../../../api/services/proof/log-proofs.ts';
import { type OpenedTransparency, openTransparency } from '../../../api/services/proof/open-transparency.ts';
import { publishedAuthorities } from '../../../api/services/proof/published-authorities.ts';
import { publishedKeys } from '../../../api/services/proof/published-keys.ts';
import { Stamping } from '../../../api/services/proof/stamping.ts';
import { remoteAuthority } from '../../../api/services/proof/timestamp-authorities.ts';
import type { Database } from '../../../api/store/database.ts';
import { Authority } from '../../../api/store/keys/authority.ts';
import { migrate } from '../../../api/store/migrations.ts';
import { makeEmbedded, type TestDatabase } from '../store/databases.ts';
import { ACTOR } from './registry-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'selvedge-stamping-'));
const file = new TextEncoder().encode('a picture of roses');

/** An authority elsewhere, over HTTP, which can be broken. */
let answers: 'granted' | 'down' | 'forged' | 'endless' = 'granted';
let server: Server;
let url: string;
let elsewhere: Authority;
let place: TestDatabase;
let store: Database;
const opened: OpenedTransparency[] = [];

beforeAll(async () => {
  elsewhere = await Authority.open(join(folder, 'elsewhere/keys/authority.json'), 'time.example', () => new Date());
  writeFileSync(join(folder, 'roots.pem'), toPem((await elsewhere.published())[0]!.certificate, 'CERTIFICATE'));
  const stranger = await Authority.open(join(folder, 'stranger/keys/authority.json'), 'time.example', () => new Date());
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      if (answers === 'down') return response.writeHead(503).end();
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' });
      if (answers === 'endless') return response.end(Buffer.alloc(5_000_000));
      const signer = await (answers === 'forged' ? stranger : elsewhere).signer('timestamp');
      return response.end(await answerTimestampRequest(new Uint8Array(Buffer.concat(parts)), signer, new Date()));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`;
  place = await makeEmbedded();
  store = await place.open();
  await migrate(store);
}, 120_000);
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});
afterAll(async () => {
  server?.close();
  await store?.close();
  await place?.dispose();
  rmSync(folder, { recursive: true });
});

async function open({ timestamp, clock }: Partial<{ timestamp: 'local' | 'elsewhere'; clock: () => Date }> = {}) {
  const location = {
    dataDir: join(folder, 'registry'),
    origin: null,
    timestamp: timestamp === 'local' ? undefined : { url, roots: join(folder, 'roots.pem') },
  };
  const one = await openTransparency(location, {
    store,
    databaseId: '0123-4567',
    clock: clock ?? (() => new Date()),
    log: silentLog,
  });
  opened.push(one);
  return { store, ...one };
}

type Ctx = Awaited<ReturnType<typeof open>>;

async function deposit(ctx: Ctx) {
  const receipt = sealFile(file, 'Lin Studio');
  return { ...receipt, logged: await makeSealedDeposit(ctx, commitmentOf(receipt), ACTOR) };
}

const trustOf = async (ctx: Ctx) =>
  readTrust({ ...(await publishedKeys(ctx.keyring)), authorities: await publishedAuthorities(ctx) });

async function soon<T>(read: () => Promise<T>, isIt: (value: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const value = await read();
    if (isIt(value) || attempt > 100) return value;
    await new Promise((done) => setTimeout(done, 50));
  }
}

describe('timestamps by an authority elsewhere', () => {
  it('are in the receipt and lead to the root that is published with the keys', async () => {
    const ctx = await open();
    answers = 'granted';
    const receipt = await deposit(ctx);
    expect(receipt.logged.timestamp?.state).toBe('stamped');
    const trust = await trustOf(ctx);
    expect(await verifyReceipt(receipt, { file, trust })).toMatchObject({
      verdict: 'proven',
      timestamp: { state: 'verified', isVouched: true },
    });
    const unvouched = { ...trust, authorities: [] };
    expect((await verifyReceipt(receipt, { file, trust: unvouched })).timestamp).toMatchObject({ isVouched: false });
  });

  it('fail a receipt whose timestamp is on another state, or of another receipt', async () => {
    const ctx = await open();
    answers = 'granted';
    const [one, two] = [await deposit(ctx), await deposit(ctx)];
    const trust = await trustOf(ctx);
    const [a, b] = [one.logged.timestamp!, two.logged.timestamp!];
    if (a.state !== 'stamped' || b.state !== 'stamped') throw new Error('not stamped');
    for (const timestamp of [
      { ...a, token: b.token },
      { ...a, checkpoint: b.checkpoint },
      { ...a, token: 'AA==' },
    ]) {
      const mixed = { ...one, logged: { ...one.logged, timestamp } };
      const { verdict, fault } = await verifyReceipt(mixed, { file, trust });
      expect(verdict).toBe('failed');
      expect(['timestamp-wrong', 'not-in-log']).toContain(fault?.code);
    }
  });

  it.each(['down', 'forged', 'endless'] as const)(
    'are queued while it is %s, which the receipt says, and come when it answers, a restart in between included',
    async (trouble) => {
      let ctx = await open();
      answers = trouble;
      const receipt = await deposit(ctx);
      expect(receipt.logged.timestamp).toEqual({ state: 'queued', authority: new URL(url).host });
      expect(await verifyReceipt(receipt, { file, trust: await trustOf(ctx) })).toMatchObject({
        verdict: 'proven',
        timestamp: { state: 'queued' },
      });
      answers = 'granted';
      for (const { close } of opened.splice(0)) await close();
      ctx = await open();
      const later = await soon(
        () => readSealedDeposit(ctx, receipt.logged.record.id, ACTOR),
        ({ timestamp }) => timestamp?.state === 'stamped',
      );
      expect(later.timestamp?.state).toBe('stamped');
      expect(await verifyReceipt({ ...receipt, logged: later }, { file, trust: await trustOf(ctx) })).toMatchObject({
        verdict: 'proven',
        timestamp: { state: 'verified', isVouched: true },
      });
    },
  );

  it('are asked for again by themselves', async () => {
    const ctx = await open();
    answers = 'down';
    const { logged } = await deposit(ctx);
    const retrying = new Stamping(remoteAuthority(url, []), {
      store,
      log: silentLog,
      clock: () => new Date(),
      retryMs: 30,
    });
    retrying.grown(await currentCheckpoint(ctx));
    await retrying.settled();
    expect((await readSealedDeposit(ctx, logged.record.id, ACTOR)).timestamp?.state).toBe('queued');
    answers = 'granted';
    const later = await soon(
      () => readSealedDeposit(ctx, logged.record.id, ACTOR),
      ({ timestamp }) => timestamp?.state === 'stamped',
    );
    expect(later.timestamp?.state).toBe('stamped');
    await retrying.close();
  });
});

describe('timestamps by the own clock', () => {
  it('are not given while it is set back behind the log', async () => {
    let set = 0;
    const ctx = await open({ timestamp: 'local', clock: () => new Date(Date.now() + set) });
    const { logged } = await deposit(ctx);
    set = -3_600_000;
    await expect(ctx.stamping.authority.stamp(file)).rejects.toMatchObject({ code: 'clock-set-back' });
    await expect(deposit(ctx)).rejects.toMatchObject({ code: 'clock-set-back' });
    set = 0;
    expect(timestampInfo(await ctx.stamping.authority.stamp(file)).genTime.getTime()).toBeGreaterThanOrEqual(
      Math.floor(Date.parse(logged.record.at) / 1_000) * 1_000,
    );
  });
});
