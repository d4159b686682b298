import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReceiptOf, openReceiptSchema } from '../../../api/proof/open-deposit.ts';
import { NO_TRUST } from '../../../api/proof/trust.ts';
import { verifyFile } from '../../../api/proof/verify-file.ts';
import { type Actor, ANONYMOUS } from '../../../api/services/access/actor.ts';
import { checkPicture } from '../../../api/services/check-picture.ts';
import { importPattern } from '../../../api/services/import-pattern.ts';
import { getPattern, listPatterns, readPicture, readThumbnail } from '../../../api/services/patterns.ts';
import { makeOpenDeposit, readOpenDeposit } from '../../../api/services/proof/open-deposits.ts';
import type { Registry } from '../../../api/services/registry.ts';
import { listUnloggedPatterns } from '../../../api/store/log/older-rows.ts';
import { makeId } from '../../../api/store/record-id.ts';
import { startPostgres } from '../postgres-server.ts';
import { trustOf } from './bundle-fixture.ts';
import { ACTOR, makeDataDir, openPlain, pictureOf } from './registry-fixture.ts';

const postgres = await startPostgres();
afterAll(async () => {
  if ('server' in postgres) await postgres.server.dispose();
});

const databases: readonly (readonly [string, () => Promise<string | null>])[] = [
  ['the embedded database', async () => null],
  ...('server' in postgres ? [['a PostgreSQL server', () => postgres.server.createDatabase('open_dep')] as const] : []),
];

/** Somebody who has signed in and belongs to no party. */
function person(): Actor {
  const account = makeId('AC', new Date());
  return { ...ANONYMOUS, credential: 'session', name: account, account };
}

/** Short words over and over: filled up with one letter they would be alike. */
const drawingOf = (text: string): Uint8Array => pictureOf(text.length < 32 ? text.repeat(40).slice(0, 40) : text);

describe.each(databases)('an open deposit on %s', (_, locate) => {
  let place: Awaited<ReturnType<typeof makeDataDir>>;
  let registry: Registry;
  beforeAll(async () => {
    place = await makeDataDir();
    registry = await openPlain({ dataDir: place.dataDir, databaseUrl: await locate() });
  }, 120_000);
  afterAll(async () => {
    await registry?.close();
    await place.dispose();
  });

  const handIn = (text: string, actor: Actor) =>
    makeOpenDeposit(registry, { picture: drawingOf(text), fileName: 'rose.png' }, { actor });
  const patternOf = async (deposit: string) =>
    (
      await registry.store.query<{ id: string }>('select pattern_id as id from open_deposit where id = $1', [deposit])
    )[0]!.id;
  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { code?: string }) => error.code,
    );

  it('is checked, logged, and proved by receipt and picture together, as no other file is', async () => {
    const owner = person();
    const { id } = await importPattern(
      registry,
      { picture: drawingOf('an earlier design of thirty-two letters, a'), fileName: 'e.png' },
      { actor: ACTOR },
    );
    const text = 'an earlier design of thirty-two letters, b';
    const { deposit, check } = await handIn(text, owner);
    expect(check.candidates).toMatchObject([{ id }]);
    expect(deposit.record).toMatchObject({ kind: 'open', account: owner.account, check: { grade: check.grade } });

    const receipt = openReceiptOf(deposit);
    const trust = await trustOf(registry);
    const verify = (content: unknown, original: Uint8Array, by = trust) =>
      verifyFile(new TextEncoder().encode(JSON.stringify(content)), { original, trust: by });
    expect(await verify(receipt, drawingOf(text))).toMatchObject({
      kind: 'receipt',
      verdict: 'proven',
      fileCompared: true,
      facts: { account: owner.account, depositor: null, at: deposit.record.at },
    });
    expect(await verify(receipt, drawingOf(text), NO_TRUST)).toMatchObject({ verdict: 'consistent' });
    expect(await verify(receipt, drawingOf('other'))).toMatchObject({ fault: { code: 'file-differs' } });
    for (const altered of [
      { ...deposit, salt: 'ab'.repeat(32) },
      { ...deposit, record: { ...deposit.record, at: '2020-01-01T00:00:00.000Z' } },
      { ...deposit, record: { ...deposit.record, account: 'AC-somebody' } },
      { ...deposit, record: { ...deposit.record, check: { ...deposit.record.check, grade: 'no-match' } } },
    ])
      expect(await verify(openReceiptOf(altered), drawingOf(text))).toMatchObject({ fault: { code: 'not-in-log' } });
    expect(openReceiptSchema.safeParse({ ...receipt, more: 1 }).success).toBe(false);
  });

  it('of one picture by one account is one, also when sent at once, and finds itself never', async () => {
    const owner = person();
    const answers = await Promise.all([
      handIn('repeated', owner),
      handIn('repeated', owner),
      handIn('repeated', owner),
    ]);
    expect(new Set(answers.map(({ deposit }) => deposit.record.id)).size).toBe(1);
    const { deposit, check } = await handIn('repeated', owner);
    expect(deposit.record).toEqual(answers[0]!.deposit.record);
    expect(check).toMatchObject({ grade: 'no-match' });
    const rows = await registry.store.query('select id from pattern where owner_account = $1', [owner.account]);
    expect(rows).toHaveLength(1);
  });

  it('is seen by its depositor alone: others learn of strong hits that there is one, the public nothing', async () => {
    const [owner, stranger] = [person(), person()];
    const { deposit } = await handIn('private', owner);
    const id = await patternOf(deposit.record.id);
    expect(await getPattern(registry, id, owner)).toMatchObject({ visibility: 'restricted', owner: null });
    expect((await listPatterns(registry, { limit: 50 }, owner)).patterns.map((each) => each.id)).toContain(id);
    expect((await readPicture(registry, id, owner)).isPublic).toBe(false);
    for (const other of [stranger, ANONYMOUS]) {
      expect(await code(getPattern(registry, id, other))).toBe('not-found');
      expect(await code(readPicture(registry, id, other))).toBe('not-found');
      expect(await code(readThumbnail(registry, id, other))).toBe('not-found');
      expect(await code(readOpenDeposit(registry, deposit.record.id, other))).toBe('not-found');
      for (const text of [undefined, 'rose'])
        expect(
          (await listPatterns(registry, { limit: 50, text }, other)).patterns.map((each) => each.id),
        ).not.toContain(id);
    }
    const told = await checkPicture(registry, drawingOf('private'), { actor: stranger, limit: 10 });
    expect(told).toMatchObject({ grade: 'identical', restricted: [{ grade: 'identical' }] });
    for (const secret of [id, deposit.record.id, owner.name, 'rose'])
      expect(JSON.stringify(told)).not.toContain(secret);
    const open = await checkPicture(registry, drawingOf('private'), { actor: ANONYMOUS, limit: 10 });
    expect(open).toMatchObject({ grade: 'no-match' });
    expect(JSON.stringify(open)).not.toContain(id);
    expect(open).not.toHaveProperty('restricted');
    const { deposit: second, check } = await handIn('private', stranger);
    expect(check).toMatchObject({ grade: 'identical', restricted: [{ grade: 'identical' }] });
    expect(JSON.stringify(check)).not.toContain(id);
    expect(second.record.id).not.toBe(deposit.record.id);
    expect((await readOpenDeposit(registry, deposit.record.id, owner)).record).toEqual(deposit.record);
  });

  it('does not stand in the way of the same picture as a record of the library, and is no imported record', async () => {
    const { deposit } = await handIn('both', person());
    const upload = { picture: drawingOf('both'), fileName: 'b.png' };
    expect(await importPattern(registry, upload, { actor: ACTOR })).toMatchObject({ status: 'added' });
    const unlogged = await listUnloggedPatterns(registry.store, 0, 100);
    expect(unlogged.map(({ id }) => id)).not.toContain(await patternOf(deposit.record.id));
  });

  it('is taken five hundred times an hour, and of a picture that was deposited before any time', async () => {
    const owner = person();
    const { deposit } = await handIn('the first of many', owner);
    await registry.store.query(
      `insert into open_deposit (id, sha256, byte_length, account, pattern_id, deposited_at)
       select 'OD-' || lpad(n::text, 26, '0'), lpad(n::text, 64, '0'), byte_length, account, pattern_id, deposited_at
       from open_deposit cross join generate_series(1, 499) n where id = $1`,
      [deposit.record.id],
    );
    await expect(handIn('one too many', owner)).rejects.toMatchObject({
      code: 'too-many-attempts',
      details: { expected: 'at most 500 open deposits an hour', retryAfterS: 3_600 },
    });
    expect((await handIn('the first of many', owner)).deposit.record).toEqual(deposit.record);
    expect(await code(handIn('one too many', person()))).toBe('done');
  });

  it('is refused without signing in, and of a blank picture, and then nothing of it is kept', async () => {
    expect(await code(handIn('anonymous', ANONYMOUS))).toBe('sign-in-required');
    const owner = person();
    const blank = { picture: new Uint8Array(Buffer.from('blank')), fileName: 'b.png' };
    expect(await code(makeOpenDeposit(registry, blank, { actor: owner }))).toBe('not-comparable');
    expect(await registry.store.query('select 1 from open_deposit where account = $1', [owner.name])).toEqual([]);
  });
});
