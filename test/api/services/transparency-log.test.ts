import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyConsistency } from '../../../api/proof/merkle/verify.ts';
import { checkpointText } from '../../../api/proof/note/checkpoint.ts';
import { parseNote, type SignedNote, verifyNote } from '../../../api/proof/note/signed-note.ts';
import { formatWitnessRequest } from '../../../api/proof/note/witness-request.ts';
import { silentLog } from '../../../api/services/log.ts';
import { checkLog } from '../../../api/services/proof/check-log.ts';
import {
  consistencyBetween,
  currentCheckpoint,
  inclusionOf,
  provenEntry,
} from '../../../api/services/proof/log-proofs.ts';
import { type OpenedTransparency, openTransparency } from '../../../api/services/proof/open-transparency.ts';
import { witnessCheckpoint } from '../../../api/services/proof/witness.ts';
import type { Database } from '../../../api/store/database.ts';
import { migrate } from '../../../api/store/migrations.ts';
import { startPostgres } from '../postgres-server.ts';
import { makeEmbedded, makeOnServer, type TestDatabase } from '../store/databases.ts';
import { verifiedEntry } from './log-fixture.ts';

const postgres = await startPostgres();

const kinds: readonly (readonly [string, () => Promise<TestDatabase>])[] = [
  ['the embedded database', makeEmbedded],
  ...('skipped' in postgres ? [] : [['a PostgreSQL server', () => makeOnServer(postgres.server)] as const]),
];

describe.each(kinds)('the transparency log on %s', (_, make) => {
  let place: TestDatabase;
  let store: Database;
  let dataDir: string;
  let now: Date;
  const opened: OpenedTransparency[] = [];

  beforeAll(async () => {
    place = await make();
    store = await place.open();
    await migrate(store);
  });
  afterAll(async () => {
    await store.close();
    await place.dispose();
  });
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'selvedge-log-'));
    now = new Date('2026-03-01T00:00:00Z');
    await store.execute(
      'delete from witnessed_log; delete from deposit; delete from log_outbox; update log_head set size = 0, root = null',
    );
  });
  afterEach(async () => {
    for (const { close } of opened.splice(0)) await close();
    rmSync(dataDir, { recursive: true });
  });

  const log = () => join(dataDir, 'log');

  async function open(): Promise<OpenedTransparency & { readonly store: Database }> {
    const options = { store, databaseId: '01234567-89ab', clock: () => now, log: silentLog };
    const one = await openTransparency({ dataDir, origin: null }, options);
    opened.push(one);
    return { ...one, store };
  }

  type Ctx = Awaited<ReturnType<typeof open>>;

  async function enter({ transparency }: Ctx, ...keys: string[]): Promise<void> {
    await Promise.all(keys.map((key) => store.transaction((tx) => transparency.enter(tx, key, { act: key }))));
    await transparency.flush();
  }

  async function reopen({ transparency }: Ctx): Promise<Ctx> {
    await transparency.close();
    return open();
  }

  const faults = async (ctx: Ctx) => (await checkLog(ctx)).filter(({ severity }) => severity !== 'info');

  it('proves every act to be in it, across tiles', async () => {
    const ctx = await open();
    const keys = Array.from({ length: 600 }, (_each, i) => `act ${i}`);
    await enter(ctx, ...keys.slice(0, 3));
    await enter(ctx, ...keys.slice(3, 256));
    const first = await currentCheckpoint(ctx);
    await enter(ctx, ...keys.slice(256));
    const places = new Set<number>();
    for (const key of keys) {
      const entry = await provenEntry(ctx, key);
      expect(entry && verifiedEntry(entry)).toBe(true);
      expect(verifiedEntry({ ...entry!, record: { act: 'another' } })).toBe(false);
      expect(verifiedEntry({ ...entry!, salt: new Uint8Array(32) })).toBe(false);
      places.add(entry!.index);
    }
    expect(places.size).toBe(600);
    const last = await currentCheckpoint(ctx);
    expect([first.size, last.size]).toEqual([256, 600]);
    const path = await consistencyBetween(ctx, first.size, last.size);
    expect(verifyConsistency({ from: first, to: last }, path)).toBe(true);
    expect(await faults(ctx)).toEqual([]);
    await expect(inclusionOf(ctx, 600, 600)).rejects.toMatchObject({ code: 'not-found' });
    await expect(consistencyBetween(ctx, 1, 601)).rejects.toMatchObject({ code: 'not-found' });
    expect(readdirSync(join(log(), 'tile/0')).sort()).toEqual(['000', '001', '002.p']);
  });

  it('discloses nothing of an act in public files: not its key, its record, or whether it equals another', async () => {
    const ctx = await open();
    await store.transaction(async (tx) => {
      await ctx.transparency.enter(tx, 'secret key one', { owner: 'somebody' });
      await ctx.transparency.enter(tx, 'secret key two', { owner: 'somebody' });
    });
    await ctx.transparency.flush();
    const bundle = readFileSync(join(log(), 'tile/entries/000.p/2'), 'latin1');
    for (const word of ['secret', 'owner', 'somebody']) expect(bundle).not.toContain(word);
    const [one, two] = [...bundle.matchAll(/"commitment":"([0-9a-f]{64})"/g)].map(([, hex]) => hex);
    expect(one).not.toBe(two);
    expect(statSync(join(log(), 'journal/000000.jsonl')).mode & 0o077).toBe(0);
  });

  it('logs an act once, however often it is entered, and none that was rolled back', async () => {
    const ctx = await open();
    await enter(ctx, 'once');
    await Promise.all([enter(ctx, 'once', 'once'), enter(ctx, 'once')]);
    const undone = store.transaction(async (tx) => {
      await ctx.transparency.enter(tx, 'undone', {});
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    await ctx.transparency.flush();
    expect((await currentCheckpoint(ctx)).size).toBe(1);
    expect(await provenEntry(ctx, 'undone')).toBeUndefined();
  });

  it('brings back rows that the database lost, and logs a repeated act of theirs no second time', async () => {
    let ctx = await open();
    await enter(ctx, 'a', 'b', 'c');
    const before = await provenEntry(ctx, 'b');
    await ctx.transparency.close();
    await store.execute(
      'delete from witnessed_log; delete from deposit; delete from log_outbox; update log_head set size = 0, root = null',
    );
    ctx = await open();
    expect((await provenEntry(ctx, 'b'))?.record).toEqual({ act: 'b' });
    expect((await provenEntry(ctx, 'b'))?.index).toBe(before?.index);
    await enter(ctx, 'b', 'd');
    expect((await currentCheckpoint(ctx)).size).toBe(4);
    expect(await faults(ctx)).toEqual([]);
  });

  it('cuts a torn last line and logs its act again', async () => {
    let ctx = await open();
    await enter(ctx, 'a', 'b');
    await ctx.transparency.close();
    appendFileSync(join(log(), 'journal/000000.jsonl'), '{"index":2,"key":"torn","logge');
    await store.transaction((tx) => ctx.transparency.enter(tx, 'torn', { act: 'torn' }));
    ctx = await open();
    expect((await provenEntry(ctx, 'torn'))?.index).toBe(2);
    expect(await faults(ctx)).toEqual([]);
  });

  it('finishes entries that were written and not yet signed, at the place that they have', async () => {
    let ctx = await open();
    await enter(ctx, 'a');
    const signed = readFileSync(join(log(), 'checkpoint'));
    await enter(ctx, 'b', 'c');
    const grown = await currentCheckpoint(ctx);
    await ctx.transparency.close();
    // As if killed after the journal was written: old checkpoint, no new tiles, the database knowing nothing of it.
    writeFileSync(join(log(), 'checkpoint'), signed);
    rmSync(join(log(), 'tile/0/000.p/3'));
    rmSync(join(log(), 'tile/entries/000.p/3'));
    const { root } = await currentCheckpoint(ctx);
    await store.query('update log_outbox set leaf_index = null where leaf_index > 0');
    await store.query('update log_head set size = 1, root = $1', [Buffer.from(root).toString('hex')]);
    ctx = await open();
    expect((await currentCheckpoint(ctx)).root).toEqual(grown.root);
    expect(await faults(ctx)).toEqual([]);
  });

  it('makes lost and altered tiles again from the journal', async () => {
    let ctx = await open();
    await enter(ctx, ...Array.from({ length: 300 }, (_each, i) => `act ${i}`));
    await ctx.transparency.close();
    const tile = join(log(), 'tile/0/001.p/44');
    const bytes = readFileSync(tile);
    bytes[40]! ^= 1;
    writeFileSync(tile, bytes);
    expect(await faults(ctx)).toContainEqual({ severity: 'error', what: 'tile/0/001.p/44 was altered' });
    rmSync(join(log(), 'tile/entries/000'));
    expect((await faults(ctx)).map(({ what }) => what)).toContain('tile/entries/000 is missing');
    ctx = await open();
    expect(await faults(ctx)).toEqual([]);
  });

  it('signs nothing any more once its files are behind what the database remembers', async () => {
    let ctx = await open();
    await enter(ctx, 'a', 'b', 'c');
    const checkpoint = readFileSync(join(log(), 'checkpoint'));
    await ctx.transparency.close();
    rmSync(log(), { recursive: true });
    ctx = await open();
    await store.transaction((tx) => ctx.transparency.enter(tx, 'd', {}));
    await expect(ctx.transparency.flush()).rejects.toMatchObject({ code: 'log-damaged' });
    expect(readFileSync(join(log(), 'checkpoint'))).not.toEqual(checkpoint);
    expect((await currentCheckpoint(ctx)).size).toBe(0);
    // And goes on when they are back is seen in the next test.
  });

  it('refuses a journal that was cut below what was signed, and one with another record in it', async () => {
    let ctx = await open();
    await enter(ctx, 'a', 'b', 'c');
    await ctx.transparency.close();
    const journal = join(log(), 'journal/000000.jsonl');
    const whole = readFileSync(journal, 'utf8');
    truncateSync(journal, whole.indexOf('\n') + 1);
    ctx = await open();
    await store.transaction((tx) => ctx.transparency.enter(tx, 'd', {}));
    await expect(ctx.transparency.flush()).rejects.toMatchObject({ code: 'log-damaged' });
    await ctx.transparency.close();
    writeFileSync(journal, whole.replace('"act":"b"', '"act":"x"'));
    expect((await faults(ctx)).map(({ severity }) => severity)).toContain('error');
    writeFileSync(journal, whole);
    ctx = await open();
    await enter(ctx, 'd');
    expect((await provenEntry(ctx, 'd'))?.index).toBe(3);
  });

  it('refuses acts while the clock stands before the last entry, and goes on when it is right again', async () => {
    const ctx = await open();
    await enter(ctx, 'a');
    now = new Date(now.getTime() - 3_600_000);
    expect(() => ctx.transparency.now()).toThrow(expect.objectContaining({ code: 'clock-set-back' }));
    await store.transaction((tx) => ctx.transparency.enter(tx, 'b', {}));
    await expect(ctx.transparency.flush()).rejects.toMatchObject({ code: 'clock-set-back' });
    now = new Date(now.getTime() + 3_600_000 - 2_000);
    await ctx.transparency.flush();
    expect((await provenEntry(ctx, 'b'))?.index).toBe(1);
    expect(ctx.transparency.now().toISOString()).toBe('2026-03-01T00:00:00.000Z');
  });

  it('is written by two processes at the same time without a fork', async () => {
    if (store.kind === 'embedded') return;
    const [one, other] = [await open(), await open()];
    await Promise.all(
      Array.from({ length: 20 }, (_each, i) => enter(i % 2 ? one : other, `act ${i}`, `and ${i}`, 'shared')),
    );
    const checkpoint = await currentCheckpoint(one);
    expect(checkpoint.size).toBe(41);
    expect((await provenEntry(other, 'shared'))?.checkpoint.root).toEqual(checkpoint.root);
    expect(await faults(one)).toEqual([]);
  });

  it('is signed by old and new key while they overlap, and by no key that was revoked', async () => {
    const ctx = await open();
    const signatures = async () => (await currentCheckpoint(ctx)).note.signatures.map(({ keyId }) => keyId);
    await enter(ctx, 'a');
    const [old] = await signatures();
    const added = await ctx.keyring.rotate('log', 7);
    await enter(ctx, 'b');
    expect(await signatures()).toEqual([old, added.key.keyId]);
    now = new Date(now.getTime() + 8 * 86_400_000);
    await enter(ctx, 'c');
    expect(await signatures()).toEqual([added.key.keyId]);
    await ctx.keyring.revoke(added.key.keyId, now, 'lost');
    await store.transaction((tx) => ctx.transparency.enter(tx, 'd', {}));
    await expect(ctx.transparency.flush()).rejects.toMatchObject({ code: 'key-unusable' });
    await ctx.keyring.rotate('log', 0);
    await ctx.transparency.flush();
    expect((await provenEntry(ctx, 'd'))?.index).toBe(3);
    expect(await faults(ctx)).toEqual([]);
    await reopen(ctx);
  });

  it('has a witness that co-signs growth, and refuses a rewritten log however well it is signed', async () => {
    const ctx = await open();
    const logs = await ctx.keyring.keys();
    const witness = { store, keyring: ctx.keyring, clock: () => now };
    const ask = async (note: SignedNote, oldSize: number, proof: readonly Uint8Array[]) =>
      witnessCheckpoint(witness, logs, formatWitnessRequest({ oldSize, proof, note }));
    await enter(ctx, 'a', 'b');
    const first = await currentCheckpoint(ctx);
    const cosigned = await ask(first.note, 0, []);
    expect(cosigned.status).toBe(200);
    const [, own] = (await ctx.keyring.states()).map(({ key }) => key);
    const note = parseNote(`${first.note.text}\n${cosigned.status === 200 ? cosigned.signatures : ''}`);
    expect(verifyNote(note, [own!])).toEqual([{ key: own, cosignedAt: now }]);
    await enter(ctx, 'c', 'd', 'e');
    const second = await currentCheckpoint(ctx);
    const path = await consistencyBetween(ctx, 2, 5);
    expect(await ask(second.note, 0, [])).toEqual({ status: 409, size: 2 });
    expect(await ask(second.note, 2, [])).toMatchObject({ status: 422 });
    expect(await ask(second.note, 2, path.toReversed())).toMatchObject({ status: 422 });
    expect(await ask(second.note, 6, path)).toMatchObject({ status: 400 });
    expect((await ask(second.note, 2, path)).status).toBe(200);
    expect((await ask(second.note, 5, [])).status).toBe(200);
    // The same keys sign another history: longer, as long, and shorter.
    const forged = async (size: number) => {
      const text = checkpointText({ origin: ctx.keyring.origin, size, root: new Uint8Array(32).fill(size) });
      return { text, signatures: await ctx.keyring.sign(text) };
    };
    expect(await ask(await forged(9), 5, path)).toMatchObject({ status: 422 });
    expect(await ask(await forged(5), 5, [])).toEqual({ status: 409, size: 5 });
    expect(await ask(first.note, 2, [])).toEqual({ status: 409, size: 5 });
    expect(await ask(await forged(2), 0, [])).toEqual({ status: 409, size: 5 });
    // Signed by nobody known, of a log that is not known, or no request at all.
    const unsigned = { ...second.note, signatures: note.signatures };
    expect(await ask(unsigned, 5, [])).toMatchObject({ status: 403 });
    const elsewhere = checkpointText({ ...second, origin: 'elsewhere' });
    expect(await ask({ text: elsewhere, signatures: await ctx.keyring.sign(elsewhere) }, 0, [])).toMatchObject({
      status: 404,
    });
    for (const body of ['', 'old 1', 'old -1\n\nx', 'old 01\n\nx', `old 0\n${'AAAA\n'.repeat(2)}\nx`])
      expect(await witnessCheckpoint(witness, logs, body)).toMatchObject({ status: 400 });
  });

  it('has a witness that signs no time before one that it signed earlier', async () => {
    const ctx = await open();
    const logs = await ctx.keyring.keys();
    const start = now;
    const at = (offsetMs: number) => new Date(start.getTime() + offsetMs);
    const ask = async (time: Date, note: SignedNote, oldSize: number, proof: readonly Uint8Array[]) =>
      witnessCheckpoint(
        { store, keyring: ctx.keyring, clock: () => time },
        logs,
        formatWitnessRequest({ oldSize, proof, note }),
      );
    await enter(ctx, 'a', 'b');
    const first = await currentCheckpoint(ctx);
    expect((await ask(at(60_000), first.note, 0, [])).status).toBe(200);
    await enter(ctx, 'c');
    const second = await currentCheckpoint(ctx);
    const path = await consistencyBetween(ctx, 2, 3);
    await expect(ask(at(0), second.note, 2, path)).rejects.toMatchObject({ code: 'clock-set-back' });
    // A clock that is put right by a little goes on with the time that was signed last; and the refusal has kept nothing.
    const cosigned = await ask(at(58_000), second.note, 2, path);
    const [, own] = (await ctx.keyring.states()).map(({ key }) => key);
    const note = parseNote(`${second.note.text}\n${cosigned.status === 200 ? cosigned.signatures : ''}`);
    expect(verifyNote(note, [own!])).toEqual([{ key: own, cosignedAt: at(60_000) }]);
  });

  it('keeps its keys from others, and refuses a key file that they can read', async () => {
    const ctx = await open();
    const file = join(dataDir, 'keys/keyring.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'keys')).mode & 0o777).toBe(0o700);
    const tables = await store.query<{ all: string }>(
      "select string_agg(to_jsonb(s)::text, '') as all from setting s where to_jsonb(s)::text like '%PRIVATE%'",
    );
    expect(tables[0]?.all).toBeNull();
    await ctx.transparency.close();
    chmodSync(file, 0o644);
    await expect(open()).rejects.toMatchObject({ code: 'key-unusable' });
    chmodSync(file, 0o600);
    writeFileSync(file, '{"keys":');
    await expect(open()).rejects.toMatchObject({ code: 'key-unusable' });
  });
});

afterAll(async () => {
  if (!('skipped' in postgres)) await postgres.server.dispose();
});
