import { expect, it } from 'vitest';
import { readApplicationRow } from '../../../api/store/applications/application-rows.ts';
import { readPictures } from '../../../api/store/applications/case-rows.ts';
import { readExaminersOf, readFindings } from '../../../api/store/applications/finding-rows.ts';
import { migrate, readMigrations } from '../../../api/store/migrations.ts';
import { findRecord } from '../../../api/store/pattern-rows.ts';
import type { TestDatabase } from '../store/databases.ts';

const id = (prefix: string, digit: string) => `${prefix}-${digit.repeat(26)}`;

/** A registry of before submissions were records, with a registration and the check of a later case, brought to the present schema. */
export function upgradeContract(name: string, make: () => Promise<TestDatabase>): void {
  it(`keeps registrations with their records, and who examined what, on ${name}`, { timeout: 240_000 }, async () => {
    const place = await make();
    const db = await place.open();
    await migrate(
      db,
      readMigrations().filter((migration) => migration.name < '0030'),
    );
    await db.query(`insert into tenant (id, name, contact, created_at) values ($1, 'Office', 'o@x.example', now())`, [
      id('TN', '1'),
    ]);
    for (const digit of ['1', '2'])
      await db.query(
        `insert into account (id, email, name, language, status, created_at) values ($1, $2, 'A', 'zh', 'active', now())`,
        [id('AC', digit), `a${digit}@x.example`],
      );
    await db.query(
      `insert into party (id, kind, name, tenant_id, created_at, created_by) values ($1, 'firm', 'Mill', $2, now(), $3)`,
      [id('PT', '1'), id('TN', '1'), id('AC', '1')],
    );
    await db.query(
      `insert into pattern (id, sha256, title, file_name, byte_length, media_format, width_px, height_px, recorded_at, owner_party_id)
       values ($1, repeat('0', 64), 'Rose', 'rose.png', 1, 'png', 1, 1, now(), $2)`,
      [id('SP', '1'), id('PT', '1')],
    );
    const insert = (digit: string, state: string, pattern: string | null) =>
      db.query(
        `insert into application (id, tenant_id, applicant_party_id, filed_by, kind, state, form, family, pattern_id, examiner, created_at, updated_at)
         values ($1, $2, $3, $4, 'works', $5, '{}', $1, $6, $7, now(), now())`,
        [id('AP', digit), id('TN', '1'), id('PT', '1'), id('AC', '1'), state, pattern, id('AC', '2')],
      );
    await insert('1', 'registered', id('SP', '1'));
    await insert('2', 'in-examination', null);
    for (const [ordinal, role] of ['cloth-photograph', 'flat-design', 'flat-design'].entries())
      await db.query(
        `insert into application_picture (application_key, ordinal, sha256, role, file_name, media_format, width_px, height_px)
         select key, $2::int, repeat($4, 64), $3, 'p.png', 'png', 1, 1 from application where id = $1`,
        [id('AP', '1'), ordinal, role, String(ordinal)],
      );
    const candidate = (pattern: string, grade: string) => ({ id: pattern, grade });
    const result = { candidates: [candidate(id('SP', '1'), 'identical'), candidate(id('SP', '9'), 'identical')] };
    await db.query(
      `insert into application_check (application_key, ordinal, purpose, picture_ordinal, at, result)
       select key, 0, 'submission', 0, now(), $2::jsonb from application where id = $1`,
      [id('AP', '2'), JSON.stringify(result)],
    );
    expect(await migrate(db)).toContain('0031-restricted-submissions.sql');
    const [registered, later] = [
      await readApplicationRow(db, id('AP', '1')),
      await readApplicationRow(db, id('AP', '2')),
    ];
    expect(registered?.patternId).toBe(id('SP', '1'));
    expect((await readPictures(db, registered!.key)).map(({ patternId }) => patternId)).toEqual([
      null,
      id('SP', '1'),
      null,
    ]);
    expect(await findRecord(db, id('SP', '1'))).toMatchObject({ visibility: 'public', removed: false });
    expect([...(await readFindings(db, later!.key))]).toEqual([id('SP', '1')]);
    expect(await readExaminersOf(db, id('SP', '1'))).toEqual([id('AC', '2')]);
    await db.close();
    await place.dispose();
  });
}
