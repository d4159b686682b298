import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertApplication, updateApplication } from '../../../api/store/applications/application-rows.ts';
import { findNoticeRows, listNoticeRows } from '../../../api/store/applications/notice-rows.ts';
import type { Database, Queryable } from '../../../api/store/database.ts';
import { migrate, readMigrations } from '../../../api/store/migrations.ts';
import { makeId } from '../../../api/store/record-id.ts';
import type { TestDatabase } from './databases.ts';

const NOW = new Date('2026-03-04T05:06:07.089Z');
const BEFORE_THE_INDEX = '0039';
const [tenant, account, party] = [makeId('TN', NOW), makeId('AC', NOW), makeId('PT', NOW)];

interface Registration {
  readonly title: string;
  readonly number: string;
  readonly owners: readonly string[];
  readonly kind?: 'works' | 'folk-works';
}

/** A person in an office with a party, in whose name everything is registered. */
async function addPeople(db: Database): Promise<void> {
  await db.query(`insert into tenant (id, name, contact, created_at) values ($1, 'Office', 'o@x.example', $2)`, [
    tenant,
    NOW,
  ]);
  await db.query(
    `insert into account (id, email, name, language, status, created_at) values ($1, 'a@x.example', 'A', 'zh', 'active', $2)`,
    [account, NOW],
  );
  await db.query(
    `insert into party (id, kind, name, tenant_id, created_at, created_by) values ($1, 'firm', 'Mill', $2, $3, $4)`,
    [party, tenant, NOW, account],
  );
}

function addDraft(tx: Queryable, { title, owners, kind = 'works' }: Registration): Promise<number> {
  const named = owners.map((name) => ({ name, entity: 'legal-person', region: '33' }));
  const form = kind === 'works' ? { title, owners: named } : { title, groupOwner: named[0] };
  const row = { id: makeId('AP', NOW), tenant, applicantParty: party, filedBy: account, kind, form, title };
  return insertApplication(tx, { ...row, lane: 'ordinary', createdAt: NOW });
}

async function register(tx: Queryable, registration: Registration): Promise<number> {
  const key = await addDraft(tx, registration);
  await updateApplication(tx, key, { number: registration.number, state: 'registered' }, NOW);
  return key;
}

/** The plain reference: every text is read. Of other letters than A to Z the collation of the database says which are one but for case. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
const hasText = ({ title, number, owners }: Registration, text: string): boolean =>
  [title, number, ...owners].some((field) => fold(field).includes(fold(text)));

/** A few characters, so that pieces repeat: Chinese, Latin in both cases, wide and compatible forms, blanks, signs of SQL and JSON. */
const word = fc
  .array(fc.constantFrom(...'柯桥织造花云纹𠮷aAbB19１Ａﬁ %_\\\'"{},\u3000'), { minLength: 1, maxLength: 7 })
  .map((characters) => characters.join(''))
  .filter((text) => text.trim() !== '');

const registrations = fc.array(
  fc.record({ title: word, owners: fc.array(word, { minLength: 1, maxLength: 3 }), folk: fc.boolean() }),
  { minLength: 1, maxLength: 12 },
);

export function noticeSearchContract(name: string, make: () => Promise<TestDatabase>): void {
  describe(`a search of the notice board on ${name}`, () => {
    let place: TestDatabase;
    let db: Database;
    const states = ['registered'];
    const find = async (text: string, beforeKey: number | null = null, limit = 1_000, on: Queryable = db) =>
      (await findNoticeRows(on, text, { states, beforeKey, limit })).map(({ key }) => key);

    beforeAll(async () => {
      place = await make();
      db = await place.open();
      await migrate(db);
      await addPeople(db);
    }, 120_000);
    afterAll(async () => {
      await db.close();
      await place.dispose();
    });

    it('finds what reading every text finds, newest first and in pages', { timeout: 120_000 }, async () => {
      const present: (Registration & { readonly key: number })[] = [];
      await fc.assert(
        fc.asyncProperty(registrations, fc.array(word, { minLength: 1, maxLength: 5 }), async (added, words) => {
          for (const { title, owners, folk } of added) {
            const registration: Registration = {
              ...{ title, number: `浙-2026-F-${present.length}` },
              ...(folk ? { owners: owners.slice(0, 1), kind: 'folk-works' } : { owners }),
            };
            present.push({ ...registration, key: await register(db, registration) });
          }
          // Whole fields and parts of them are found besides, which words at random seldom are.
          const parts = added.flatMap(({ title, owners }) => [
            title,
            [...owners[0]!].slice(0, 2).join(''),
            `浙-2026-F-${title.length}`,
          ]);
          for (const text of [...words, ...parts].map((each) => each.trim()).filter((each) => each !== '')) {
            const expected = present
              .filter((registration) => hasText(registration, text))
              .map(({ key }) => key)
              .reverse();
            expect(await find(text), text).toEqual(expected);
            const [first, second] = [await find(text, null, 2), await find(text, expected[1] ?? 0, 2)];
            expect([...first, ...second]).toEqual(expected.slice(0, 4));
          }
        }),
        { numRuns: 25 },
      );
      expect(present.length).toBeGreaterThan(50);
    });

    it('looks at title, number and names alone, and takes every sign for itself', async () => {
      const key = await register(db, { title: '50%_off\\"', number: 'Z-1', owners: ['O\'Neil "Mill"', '100 Looms'] });
      for (const text of ['50%', '%_o', 'f\\"', "o'neil", '"mill"', 'z-1', '100 l'])
        expect(await find(text), text).toContain(key);
      for (const text of ['legal-person', 'owners', 'region', '"33"', '50_', 'mill"\n100'])
        expect(await find(text), text).not.toContain(key);
    });

    it('follows a registration as it changes, and a change that is taken back leaves no trace', async () => {
      const draft = { title: '牡丹初稿', number: 'Y-1', owners: ['柳氏'] };
      const key = await addDraft(db, draft);
      expect(await find('牡丹初稿')).toEqual([]);
      await updateApplication(db, key, { number: draft.number, state: 'registered' }, NOW);
      expect(await find('牡丹')).toContain(key);
      const undone = db.transaction(async (tx) => {
        await updateApplication(tx, key, { title: '芍药' }, NOW);
        expect(await find('芍', null, 5, tx)).toEqual([key]);
        throw new Error('taken back');
      });
      await expect(undone).rejects.toThrow('taken back');
      expect(await find('芍')).toEqual([]);
      await updateApplication(db, key, { title: '芍药', form: { owners: [{ name: '梅氏' }] } }, NOW);
      expect([await find('牡丹初'), await find('柳氏')]).toEqual([[], []]);
      expect([await find('芍药'), await find('梅')]).toEqual([[key], [key]]);
      await updateApplication(db, key, { state: 'in-examination' }, NOW);
      expect(await find('芍药')).toEqual([]);
      const board = await listNoticeRows(db, { states, beforeKey: null, limit: 1_000 });
      expect(board.map((row) => row.key)).not.toContain(key);
    });

    it('finds what was registered before there was an index', { timeout: 120_000 }, async () => {
      const olderPlace = await make();
      const older = await olderPlace.open();
      await migrate(
        older,
        readMigrations().filter((migration) => migration.name < BEFORE_THE_INDEX),
      );
      await addPeople(older);
      const key = await register(older, { title: '缠枝莲', number: 'X-1', owners: ['Ｓilk Ｍill'] });
      await addDraft(older, { title: '缠枝莲', number: '', owners: [] });
      await migrate(older);
      for (const text of ['莲', '缠枝', 'silk mill', 'x-1'])
        expect(await find(text, null, 5, older), text).toEqual([key]);
      await older.close();
      await olderPlace.dispose();
    });
  });
}
