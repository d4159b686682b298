import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendAccess, sumAccess } from '../../../api/store/access-log.ts';
import { appendAudit, readAudit } from '../../../api/store/audit-trail.ts';
import { appendChange, followChanges, readChanges, readFeedPosition } from '../../../api/store/change-feed.ts';
import { type Database, SqlError } from '../../../api/store/database.ts';
import { deleteFingerprint, putFingerprint, readEntries } from '../../../api/store/fingerprint-rows.ts';
import { answerKey, claimKey, releaseKey } from '../../../api/store/idempotency-keys.ts';
import { migrate, readMigrations } from '../../../api/store/migrations.ts';
import {
  insertPattern,
  listPatternRows,
  markRemoved,
  readPattern,
  walkPatterns,
} from '../../../api/store/pattern-rows.ts';
import { makeId } from '../../../api/store/record-id.ts';
import { keepSetting, readSetting, writeSetting } from '../../../api/store/settings.ts';
import type { SearchEntry } from '../../../engine/index.ts';
import type { TestDatabase } from './databases.ts';

const NOW = new Date('2026-03-04T05:06:07.089Z');
let shas = 0;
const freshSha = () => (++shas).toString(16).padStart(64, '0');

export function entryOf(seed: number, version = 'v1'): SearchEntry {
  const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (seed * 31 + i * 7) & 255);
  const vector = (turn: number) =>
    Float32Array.from({ length: 256 }, (_, i) => Math.fround(Math.sin(seed + turn * 0.3 + i * 1.7) / 11.3));
  return {
    version,
    widthPx: 640,
    heightPx: 480,
    pdq: { bits: bytes(32), quality: 88 },
    edgePdq: { bits: bytes(32).reverse(), quality: 71 },
    repeat: {
      type: 'half-drop',
      vectorsPx: [
        [12.345678901234567, 0.1],
        [-3.3, 1e-7],
      ],
      confidence: 0.123456789,
    },
    colour: { palette: [{ lab: [50.1, -3.25, 17.000001], share: 1 }], histogram: bytes(166) },
    views: [
      { kind: 'whole', vector: vector(0) },
      { kind: 'centre', vector: vector(1) },
    ],
  };
}

async function addPattern(db: Database, seed: number, more: { title?: string; version?: string } = {}) {
  const id = makeId('SP', NOW);
  const sha256 = freshSha();
  return db.transaction(async (tx) => {
    const key = await insertPattern(tx, {
      id,
      sha256,
      title: more.title ?? `Pattern ${seed}`,
      owner: null,
      registrationNumber: null,
      fileName: `${seed}.png`,
      byteLength: 10,
      mediaFormat: 'png',
      widthPx: 640,
      heightPx: 480,
      sample: false,
      tenantId: null,
      visibility: 'public',
      ownerPartyId: null,
      ownerAccount: null,
      recordedAt: NOW,
      filed: false,
      facts: [{ kind: 'registered', date: '2020-01-02', evidence: 'registration' }],
    });
    await putFingerprint(tx, key, entryOf(seed, more.version), NOW);
    const position = await appendChange(tx, 'put', key, NOW);
    return { key, id, sha256, position };
  });
}

/** What every database that the registry can stand on has to do. */
export function storeContract(name: string, make: () => Promise<TestDatabase>): void {
  describe(`the store on ${name}`, () => {
    let place: TestDatabase;
    let db: Database;

    beforeAll(async () => {
      place = await make();
      db = await place.open();
      await migrate(db);
    });
    afterAll(async () => {
      await db?.close();
      await place?.dispose();
    });

    it('hands values back as the same types', async () => {
      const [row] = await db.query<Record<string, unknown>>(
        `select $1::bigint as big, $2::text as text, $3::jsonb as json, $4::bytea as bytes, $5::timestamptz as at,
           $6::boolean as yes, $7::float8 as real, (select count(*) from pattern) as total, $8::text as nothing,
           2 = any($9::bigint[]) as among`,
        [2 ** 53 - 1, '花样 ½', '{"a":[1,null]}', Uint8Array.of(0, 255, 7), NOW, true, 0.1, null, [1, 2]],
      );
      expect(row).toMatchObject({
        big: 2 ** 53 - 1,
        text: '花样 ½',
        json: { a: [1, null] },
        at: NOW,
        yes: true,
        real: 0.1,
      });
      expect(row).toMatchObject({ total: expect.any(Number), nothing: null, among: true });
      expect(Array.from(row?.bytes as Uint8Array)).toEqual([0, 255, 7]);
    });

    it('applies each migration once, from two processes at once too', async () => {
      expect(await Promise.all([migrate(db), migrate(db)])).toEqual([[], []]);
      expect((await db.query('select name from migration')).length).toBeGreaterThan(0);
    });

    it('refuses to start on an altered migration and on one it does not know', async () => {
      const files = readMigrations();
      const altered = files.map((file, i) => (i === 0 ? { ...file, sha256: 'f'.repeat(64) } : file));
      await expect(migrate(db, altered)).rejects.toMatchObject({ code: 'migration-altered' });
      await expect(migrate(db, files.slice(1))).rejects.toMatchObject({ code: 'database-newer' });
    });

    it('leaves nothing of a migration that fails', async () => {
      const broken = {
        name: '9999-broken.sql',
        sha256: '0'.repeat(64),
        serverOnly: false,
        sql: 'create table half (a int); select nonsense;',
      };
      await expect(migrate(db, [...readMigrations(), broken])).rejects.toBeInstanceOf(SqlError);
      expect(await db.query(`select 1 from pg_tables where tablename = 'half'`)).toEqual([]);
    });

    it('rolls a transaction back whole and tells the reason', async () => {
      const failure = new Error('no');
      await expect(
        db.transaction(async (tx) => {
          await writeSetting(tx, 'half', 1);
          throw failure;
        }),
      ).rejects.toBe(failure);
      expect(await readSetting(db, 'half')).toBeUndefined();
      await expect(db.query('select nonsense')).rejects.toMatchObject({ sqlState: '42703' });
    });

    it('gives back a search entry exactly as it was put', async () => {
      const { key } = await addPattern(db, 7);
      expect((await readEntries(db, [key])).get(key)).toEqual(entryOf(7));
    });

    it('lets one live record have a picture, and another after its removal', async () => {
      const { key, sha256 } = await addPattern(db, 8);
      const other = (await readPattern(db, (await addPattern(db, 9)).id))!;
      const again = { ...other, id: makeId('SP', NOW), sha256, filed: false };
      await expect(insertPattern(db, again)).rejects.toMatchObject({
        sqlState: '23505',
        constraint: 'pattern_live_sha256',
      });
      await markRemoved(db, key, 'withdrawn', NOW);
      await expect(insertPattern(db, again)).resolves.toBeGreaterThan(key);
    });

    it('pages newest first, and finds text literally, whatever signs are in it', async () => {
      const first = await addPattern(db, 20, { title: '100%_wool \\ Müller' });
      const second = await addPattern(db, 21, { title: '100 wool' });
      const { patterns, total } = await listPatternRows(db, {
        beforeKey: null,
        limit: 2,
        text: null,
        viewer: { everything: true, parties: [], account: null },
      });
      expect(patterns.map(({ id }) => id)).toEqual([second.id, first.id]);
      expect(total).toBeGreaterThan(2);
      const next = await listPatternRows(db, {
        beforeKey: second.key,
        limit: 1,
        text: null,
        viewer: { everything: true, parties: [], account: null },
      });
      expect(next.patterns[0]?.id).toBe(first.id);
      const found = await listPatternRows(db, {
        beforeKey: null,
        limit: 9,
        text: '0%_WOOL \\ m',
        viewer: { everything: true, parties: [], account: null },
      });
      expect(found.patterns.map(({ id }) => id)).toEqual([first.id]);
    });

    it('walks the patterns whose fingerprint is of another version', async () => {
      const old = await addPattern(db, 30, { version: 'v0' });
      const found = await walkPatterns(db, 0, 100, 'v1');
      expect(found.map(({ key }) => key)).toContain(old.key);
      expect(found.every(({ version }) => version !== 'v1')).toBe(true);
      expect((await walkPatterns(db, old.key, 100, 'v1')).length).toBe(0);
    });

    it('numbers changes without a gap while many writers commit and roll back at once', async () => {
      const before = await readFeedPosition(db);
      await Promise.all(
        Array.from({ length: 12 }, async (_, i) => {
          if (i % 3 !== 2) return addPattern(db, 100 + i);
          await db
            .transaction(async (tx) => {
              await tx.query('update change_feed_head set position = position + 1');
              throw new Error('given up');
            })
            .catch(() => undefined);
          return undefined;
        }),
      );
      const changes = await readChanges(db, before, 'v1');
      expect(changes.map(({ position }) => position)).toEqual(Array.from({ length: 8 }, (_, i) => before + 1 + i));
      expect(await readFeedPosition(db)).toBe(before + 8);
    });

    it('reports gone and outdated patterns as removals, never mixing versions', async () => {
      const before = await readFeedPosition(db);
      const current = await addPattern(db, 40);
      const outdated = await addPattern(db, 41, { version: 'v0' });
      const gone = await addPattern(db, 42);
      await deleteFingerprint(db, gone.key);
      const changes = await readChanges(db, before, 'v1');
      expect(changes.map(({ kind, key }) => [kind, key])).toEqual([
        ['put', current.key],
        ['remove', outdated.key],
        ['remove', gone.key],
      ]);
    });

    it('brings committed changes to a follower within a second, once each and in order', async () => {
      const from = await readFeedPosition(db);
      const seen: number[] = [];
      const follower = followChanges(db, {
        version: 'v1',
        position: () => seen.at(-1) ?? from,
        onChanges: async (changes) => {
          seen.push(...changes.map(({ position }) => position));
        },
        onError: () => undefined,
      });
      await addPattern(db, 50);
      const start = Date.now();
      while (seen.length === 0 && Date.now() - start < 3_000) await new Promise((done) => setTimeout(done, 20));
      expect(Date.now() - start).toBeLessThan(1_000);
      await Promise.all(Array.from({ length: 5 }, (_, i) => addPattern(db, 51 + i).then(() => follower.catchUp())));
      await follower.stop();
      expect(seen).toEqual(Array.from({ length: 6 }, (_, i) => from + 1 + i));
    });

    it('keeps the first value of a setting that two processes want to make', async () => {
      const kept = await Promise.all(['a', 'b', 'c'].map((value) => keepSetting(db, 'made-once', value)));
      expect(new Set(kept).size).toBe(1);
      await writeSetting(db, 'made-once', { other: [true] });
      expect(await readSetting(db, 'made-once')).toEqual({ other: [true] });
    });

    it('claims an idempotency key for one request, until it expires', async () => {
      const claim = { key: 'k1', requestDigest: 'd1', now: NOW, ttlMs: 1_000 };
      expect(await claimKey(db, claim)).toEqual({ kind: 'claimed' });
      expect(await claimKey(db, claim)).toEqual({ kind: 'in-progress' });
      expect(await claimKey(db, { ...claim, requestDigest: 'd2' })).toEqual({ kind: 'different-request' });
      await answerKey(db, 'k1', { status: 201, body: { id: 'x' } });
      await releaseKey(db, 'k1');
      expect(await claimKey(db, claim)).toEqual({ kind: 'answered', response: { status: 201, body: { id: 'x' } } });
      expect(await claimKey(db, { ...claim, now: new Date(NOW.getTime() + 1_000) })).toEqual({ kind: 'claimed' });
    });

    it('keeps audit and access records', async () => {
      const object = { kind: 'pattern', id: 'SP-1' } as const;
      await appendAudit(db, { at: NOW, actor: 'x', action: 'import', object, after: { title: 'Rose' } });
      expect(await readAudit(db, 'pattern', 'SP-1')).toMatchObject([
        { at: NOW, actor: 'x', action: 'import', before: null, after: { title: 'Rose' }, reason: null },
      ]);
      const entry = {
        at: NOW,
        actor: 'x',
        operation: 'check',
        outcome: 'no-match',
        worksSearched: 5,
        durationMs: 1.5,
      } as const;
      await appendAccess(db, [entry, { ...entry, worksSearched: 7 }]);
      expect(await sumAccess(db)).toEqual({ queries: 2, worksSearched: 12 });
    });

    it('has everything after closing and opening again', async () => {
      const { id } = await addPattern(db, 60);
      await db.close();
      await expect(db.query('select 1')).rejects.toMatchObject({ code: 'database-unavailable' });
      db = await place.open();
      expect((await readPattern(db, id))?.facts).toEqual([
        { kind: 'registered', date: '2020-01-02', evidence: 'registration' },
      ]);
    });
  });
}
