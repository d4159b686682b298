import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CUSTODY_MAX,
  type CustodyRecord,
  digestOfRecord,
  type EvidenceReceipt,
  statementOf,
} from '../../../api/proof/evidence.ts';
import { NO_TRUST, type TrustedAuthority } from '../../../api/proof/trust.ts';
import { verifyFile } from '../../../api/proof/verify-file.ts';
import { ANONYMOUS } from '../../../api/services/access/actor.ts';
import { cosignEvidence, handOver, readEvidencePicture } from '../../../api/services/evidence/custody.ts';
import { readEvidence } from '../../../api/services/evidence/read.ts';
import { takeEvidence } from '../../../api/services/evidence/take.ts';
import { importPattern } from '../../../api/services/import-pattern.ts';
import { removePattern } from '../../../api/services/patterns.ts';
import type { Registry } from '../../../api/services/registry.ts';
import { eraseAccount } from '../../../api/store/accounts/account-rows.ts';
import { blobPath } from '../../../api/store/blob-store.ts';
import { readCustody } from '../../../api/store/evidence-rows.ts';
import { type Office, openOffice } from '../applications/office.ts';
import { startPostgres } from '../postgres-server.ts';
import { makeNotary, signedByNotary } from '../proof/notary.ts';
import { type Openssl, openOpenssl } from '../proof/openssl.ts';
import { trustOf } from './bundle-fixture.ts';
import { ACTOR, makeDataDir, openPlain, pictureOf } from './registry-fixture.ts';

const postgres = await startPostgres();
const openssl: Openssl = openOpenssl();
const notaryKey: TrustedAuthority = makeNotary(openssl);
afterAll(async () => {
  openssl.dispose();
  if ('server' in postgres) await postgres.server.dispose();
});

const databases: readonly (readonly [string, () => Promise<string | null>])[] = [
  ['the embedded database', async () => null],
  ...('server' in postgres ? [['a PostgreSQL server', () => postgres.server.createDatabase('evidence')] as const] : []),
];

/** Short words over and over: filled up with one letter they would be alike. */
const drawingOf = (text: string): Uint8Array => pictureOf(text.length < 32 ? text.repeat(40).slice(0, 40) : text);
const STATED = { way: 'photograph', place: '柯桥轻纺城 3 区', source: null, device: 'Phone' } as const;

describe.each(databases)('evidence on %s', (_, locate) => {
  let place: Awaited<ReturnType<typeof makeDataDir>>;
  let registry: Registry;
  let office: Office;
  beforeAll(async () => {
    place = await makeDataDir();
    registry = await openPlain({ dataDir: place.dataDir, databaseUrl: await locate() });
    office = await openOffice(registry);
  }, 120_000);
  afterAll(async () => {
    await registry?.close();
    await place.dispose();
  });

  const verify = async (content: EvidenceReceipt, original?: Uint8Array, trust = trustOf(registry)) =>
    verifyFile(new TextEncoder().encode(JSON.stringify(content)), { original, trust: await trust });
  /** Readings from this line to that one, after one that is there: in the list alone, for the log is not asked about them. */
  const linesOf = async (id: string, from: number, to: number, at?: string): Promise<void> => {
    const [first] = await readCustody(registry.store, id);
    const lines: CustodyRecord[] = [first!.record];
    for (let ordinal = from; ordinal <= to; ordinal++)
      lines.push({ ...first!.record, ...(at && { at }), ordinal, previous: digestOfRecord(lines.at(-1)!) });
    await registry.store.query(
      `insert into evidence_custody (evidence_id, ordinal, act, at, actor, record)
       select $1, (line ->> 'ordinal')::int, 'read', (line ->> 'at')::timestamptz, line ->> 'actor', line
       from jsonb_array_elements($2::jsonb) as line`,
      [id, JSON.stringify(lines.slice(1))],
    );
  };
  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { code?: string }) => error.code,
    );

  it('gets in one answer hash, time, operator, place, matches and id, all of them proved by its receipt', async () => {
    const designer = await office.designer('林工作室');
    const { id } = await importPattern(
      registry,
      { picture: drawingOf('a registered design of over 32 letters, a'), fileName: 'e.png' },
      { actor: ACTOR },
    );
    const picture = drawingOf('a registered design of over 32 letters, b');
    const taken = await takeEvidence(registry, picture, STATED, { actor: designer });
    const { record } = taken.receipt.taken;
    expect(record).toMatchObject({
      id: expect.stringMatching(/^EV-/),
      operator: designer.account,
      stated: { place: '柯桥轻纺城 3 区', source: null, device: 'Phone' },
      check: { matches: [{ record: id, grade: taken.check!.grade }] },
    });
    expect(taken).toMatchObject({ file: 'intact', custodian: designer.account, check: { candidates: [{ id }] } });
    expect(await verify(taken.receipt, picture)).toMatchObject({
      kind: 'evidence',
      verdict: 'proven',
      fileCompared: true,
      custody: [],
      facts: { evidence: record.id, place: '柯桥轻纺城 3 区', matches: [expect.stringContaining(id!)] },
    });
    expect(await verify(taken.receipt, picture, Promise.resolve(NO_TRUST))).toMatchObject({ verdict: 'consistent' });
    expect(await verify(taken.receipt, drawingOf('other'))).toMatchObject({ fault: { code: 'file-differs' } });
    for (const change of [
      { at: '2020-01-01T00:00:00.000Z' },
      { operator: 'AC-somebody' },
      { stated: { ...record.stated, place: 'elsewhere' } },
      { check: { ...record.check, matches: [] } },
    ])
      expect(
        await verify({
          ...taken.receipt,
          taken: { ...taken.receipt.taken, record: { ...record, ...change } as never },
        }),
      ).toMatchObject({ verdict: 'failed', fault: { code: 'not-in-log' } });
  });

  it('names public records that it matches, however many hidden ones match better', async () => {
    const [firm, designer] = [await office.designer('不公开'), await office.designer('旁人')];
    const drawing = 'a design that is hidden thirty times';
    const details = { visibility: 'restricted', ownerParty: firm.party } as const;
    for (let i = 0; i < 30; i++)
      await importPattern(
        registry,
        { picture: drawingOf(`${drawing} ${i}`), fileName: `${i}.png`, details },
        { actor: { ...ACTOR, tenant: office.tenant } },
      );
    const { id } = await importPattern(
      registry,
      { picture: drawingOf('a design that is public like those'), fileName: 'public.png' },
      { actor: ACTOR },
    );
    const { receipt } = await takeEvidence(registry, drawingOf(drawing), STATED, { actor: designer });
    expect(receipt.taken.record.check).toMatchObject({ matches: [{ record: id, grade: 'substantially-similar' }] });
  });

  it('is taken of a picture with nothing to compare too, and says so', async () => {
    const designer = await office.designer('无图');
    const blank = new Uint8Array(Buffer.from('blank'));
    const { check, receipt } = await takeEvidence(
      registry,
      blank,
      { ...STATED, way: 'screenshot' },
      { actor: designer },
    );
    expect(check).toBeNull();
    expect(receipt.taken.record.check).toEqual({ notComparable: expect.any(String) });
    expect(await verify(receipt, blank)).toMatchObject({ verdict: 'proven' });
  });

  it('is no record of the library, and is kept when the same picture leaves it', async () => {
    const designer = await office.designer('并存');
    const picture = drawingOf('side by side');
    const { id } = await importPattern(registry, { picture, fileName: 's.png' }, { actor: ACTOR });
    const { receipt } = await takeEvidence(registry, picture, STATED, { actor: designer });
    await removePattern(registry, id!, 'withdrawn', ACTOR);
    const { bytes } = await readEvidencePicture(registry, receipt.taken.record.id, designer);
    expect(new Uint8Array(bytes)).toEqual(picture);
    const again = await takeEvidence(registry, picture, STATED, { actor: designer });
    expect(again.receipt.taken.record.check).toMatchObject({ grade: 'no-match', matches: [] });
    expect(again.receipt.taken.record.id).not.toBe(receipt.taken.record.id);
  });

  it('has a custody list without gaps: readings, hand-overs and the signature of a notary', {
    timeout: 60_000,
  }, async () => {
    const [designer, notary] = [await office.designer('取证人'), await office.staff('notary')];
    const picture = drawingOf('custody');
    const taken = await takeEvidence(registry, picture, STATED, { actor: designer });
    const { id } = taken.receipt.taken.record;
    await readEvidencePicture(registry, id, designer);
    expect(await code(readEvidence(registry, id, notary))).toBe('not-found');
    await handOver(registry, id, { to: notary.account, note: '送交公证' }, designer);
    // Handed over is handed over; what was taken can still be read by who took it.
    expect(await code(handOver(registry, id, { to: designer.account, note: null }, designer))).toBe('forbidden');
    const statement = statementOf(taken.receipt.taken.record);
    const signature = signedByNotary(openssl, statement);
    openssl.run(
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      'notary.p7s',
      '-content',
      'statement.json',
      '-CAfile',
      'notary.pem',
      '-purpose',
      'any',
      '-out',
      'verified',
    );
    expect(await code(cosignEvidence(registry, id, { signature, note: null }, designer))).toBe('not-found');
    for (const wrong of [signedByNotary(openssl, new Uint8Array([1])), new Uint8Array([1, 2]), signature.slice(0, -1)])
      expect(await code(cosignEvidence(registry, id, { signature: wrong, note: null }, notary))).toBe('unfit-document');
    const { receipt, custodian } = await cosignEvidence(registry, id, { signature, note: null }, notary);
    expect(custodian).toBe(notary.account);
    const trust = await trustOf(registry);
    const witnessed = { ...trust, authorities: [...trust.authorities, notaryKey] };
    expect(await verify(receipt, picture, Promise.resolve(witnessed))).toMatchObject({
      verdict: 'proven',
      custody: [
        { act: 'read', actor: designer.account, to: null },
        { act: 'hand-over', actor: designer.account, to: notary.account },
        { act: 'cosign', actor: notary.account, cosigned: { holder: 'Hangzhou Notary Office', standing: 'vouched' } },
      ],
    });
    expect(await verify(receipt, picture)).toMatchObject({
      verdict: 'proven',
      custody: [{}, {}, { cosigned: { standing: 'unknown' } }],
    });
    const [read, handed, signed] = receipt.custody;
    for (const custody of [
      [handed!, signed!],
      [read!, signed!],
      [read!, signed!, handed!],
      [read!, read!, handed!, signed!],
    ])
      expect(await verify({ ...receipt, custody })).toMatchObject({
        fault: { step: 'custody', code: 'custody-broken' },
      });
    const forged = Buffer.from(signedByNotary(openssl, statement)).toString('base64');
    for (const other of [null, forged])
      expect(await verify({ ...receipt, custody: [read!, handed!, { ...signed!, signature: other }] })).toMatchObject({
        fault: { code: 'cosignature-wrong' },
      });
    const altered = { ...handed!, proven: { ...handed!.proven, record: { ...handed!.proven.record, to: 'AC-x' } } };
    expect(await verify({ ...receipt, custody: [read!, altered] })).toMatchObject({ fault: { code: 'not-in-log' } });
    // Of other evidence.
    const other = await takeEvidence(registry, drawingOf('another'), STATED, { actor: designer });
    expect(await verify({ ...other.receipt, custody: [read!] })).toMatchObject({ fault: { code: 'custody-broken' } });
  });

  it('has one line after another in its list however many read it at once', async () => {
    const designer = await office.designer('同时');
    const { receipt } = await takeEvidence(registry, drawingOf('at once'), STATED, { actor: designer });
    const { id } = receipt.taken.record;
    await Promise.all(Array.from({ length: 8 }, () => readEvidencePicture(registry, id, designer)));
    const after = await readEvidence(registry, id, designer);
    expect(after.receipt.custody.map(({ proven }) => proven.record.ordinal)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await verify(after.receipt)).toMatchObject({ verdict: 'proven' });
  });

  it('tells that its picture was altered or lost in the registry, and since which line of the list', async () => {
    const designer = await office.designer('改动');
    const picture = drawingOf('tampered');
    const { receipt } = await takeEvidence(registry, picture, STATED, { actor: designer });
    const { id, sha256 } = receipt.taken.record;
    const path = join(place.dataDir, 'files', blobPath({ kind: 'picture', sha256 }));
    const before = await readFile(path);
    await readEvidencePicture(registry, id, designer);
    await appendFile(path, 'x');
    expect(await readEvidence(registry, id, designer)).toMatchObject({ file: 'altered' });
    expect(await code(readEvidencePicture(registry, id, designer))).toBe('picture-lost');
    await rm(path);
    const lost = await readEvidence(registry, id, designer);
    expect(lost.file).toBe('missing');
    expect(await verify(lost.receipt, picture)).toMatchObject({
      verdict: 'failed',
      fault: { code: 'custody-altered' },
      custody: [{ act: 'read' }],
    });
    await writeFile(path, before);
  });

  it('refuses to go on with a list that was tampered with in the database', async () => {
    const designer = await office.designer('篡改');
    const { receipt } = await takeEvidence(registry, drawingOf('tampered list'), STATED, { actor: designer });
    const { id } = receipt.taken.record;
    for (let i = 0; i < 3; i++) await readEvidencePicture(registry, id, designer);
    await registry.store.query('delete from evidence_custody where evidence_id = $1 and ordinal = 2', [id]);
    expect(await code(readEvidence(registry, id, designer))).toBe('log-damaged');
    expect(await code(readEvidencePicture(registry, id, designer))).toBe('log-damaged');
  });

  it('is taken by one account so often an hour and no oftener', async () => {
    const designer = await office.designer('过多');
    const { receipt } = await takeEvidence(registry, drawingOf('often'), STATED, { actor: designer });
    await registry.store.query(
      `insert into evidence (id, sha256, way, operator, taken_at, record)
       select 'EV-' || lpad(n::text, 26, '0'), sha256, way, operator, taken_at, record
       from evidence, generate_series(1, 499) as n where id = $1`,
      [receipt.taken.record.id],
    );
    expect(await code(takeEvidence(registry, drawingOf('once more'), STATED, { actor: designer }))).toBe(
      'too-many-attempts',
    );
  });

  it('is read, handed over and co-signed by one account so often an hour and no oftener', async () => {
    const designer = await office.designer('反复读取');
    const { receipt } = await takeEvidence(registry, drawingOf('read often'), STATED, { actor: designer });
    const { id } = receipt.taken.record;
    await readEvidencePicture(registry, id, designer);
    const other = await takeEvidence(registry, drawingOf('read too'), STATED, { actor: designer });
    await linesOf(id, 2, 100);
    for (const each of [id, other.receipt.taken.record.id])
      expect(await code(readEvidencePicture(registry, each, designer))).toBe('too-many-attempts');
    expect(await code(handOver(registry, id, { to: designer.account, note: null }, designer))).toBe(
      'too-many-attempts',
    );
    // They are counted by account.
    const another = await office.designer('另有其人');
    const theirs = await takeEvidence(registry, drawingOf('read by another'), STATED, { actor: another });
    expect(await code(readEvidencePicture(registry, theirs.receipt.taken.record.id, another))).toBe('done');
  });

  it('has a custody list that is full at ten thousand lines', { timeout: 120_000 }, async () => {
    const designer = await office.designer('满额');
    const { receipt } = await takeEvidence(registry, drawingOf('a full list'), STATED, { actor: designer });
    const { id } = receipt.taken.record;
    await readEvidencePicture(registry, id, designer);
    await linesOf(id, 2, CUSTODY_MAX, '2026-01-05T00:00:00.000Z');
    expect(await code(readEvidencePicture(registry, id, designer))).toBe('step-not-possible');
    expect(await code(handOver(registry, id, { to: designer.account, note: null }, designer))).toBe(
      'step-not-possible',
    );
  });

  it('goes only to accounts that are in use', async () => {
    const designer = await office.designer('移交人');
    const { receipt } = await takeEvidence(registry, drawingOf('for whom'), STATED, { actor: designer });
    const { id } = receipt.taken.record;
    for (const status of ['invited', 'disabled', 'erased', 'active']) {
      const { account } = await office.designer(status);
      if (status === 'erased') await eraseAccount(registry.store, account, registry.clock());
      else await registry.store.query('update account set status = $2 where id = $1', [account, status]);
      expect(await code(handOver(registry, id, { to: account, note: null }, designer)), status).toBe(
        status === 'active' ? 'done' : 'not-found',
      );
    }
  });

  it('is nobody’s business but that of those who took it or were handed it, and of court officers of the office', async () => {
    const [designer, stranger] = [await office.designer('甲'), await office.designer('乙')];
    const [court, elsewhere] = [await office.staff('court-officer'), await openOffice(registry, '别处')];
    const { receipt } = await takeEvidence(registry, drawingOf('private'), STATED, { actor: designer });
    const { id } = receipt.taken.record;
    for (const other of [stranger, await elsewhere.staff('court-officer'), await office.staff('examiner')]) {
      expect(await code(readEvidence(registry, id, other))).toBe('not-found');
      expect(await code(readEvidencePicture(registry, id, other))).toBe('not-found');
      expect(await code(handOver(registry, id, { to: other.account, note: null }, other))).toBe('not-found');
    }
    expect((await readEvidence(registry, id, court)).receipt.taken.record).toEqual(receipt.taken.record);
    expect(await code(handOver(registry, id, { to: court.account, note: null }, court))).toBe('not-found');
    expect(await code(handOver(registry, id, { to: 'AC-01JABCDEFGHJKMNPQRSTVWXYZ0', note: null }, designer))).toBe(
      'not-found',
    );
    expect(await code(takeEvidence(registry, drawingOf('nobody'), STATED, { actor: ANONYMOUS }))).toBe(
      'sign-in-required',
    );
  });
});
