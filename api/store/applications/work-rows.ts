import type { Queryable } from '../database.ts';

/** The records of all cases of a family. */
export async function listFamilyRecords(db: Queryable, family: string): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `select distinct f.pattern_id as id from application_picture f join application a on a.key = f.application_key
     where a.family = $1 and f.pattern_id is not null order by id`,
    [family],
  );
  return rows.map(({ id }) => id);
}

/**
 * Of these records, those that came in with a submission, are not public, and no case needs any more: none whose state is among
 * `searched` has them, nor one from which such a case of its family has come (`converted`).
 */
export function listNeedless(
  db: Queryable,
  records: readonly string[],
  searched: readonly string[],
): Promise<{ readonly key: number; readonly id: string }[]> {
  return db.query(
    `select p.key, p.id from pattern p
     where p.id = any($1::text[]) and p.filed and p.visibility = 'restricted' and p.removed_at is null and not exists (
       select 1 from application_picture f join application a on a.key = f.application_key
       where f.pattern_id = p.id and (a.state = any($2::text[]) or a.state = 'converted' and exists (
         select 1 from application other where other.family = a.family and other.state = any($2::text[]))))
     order by p.key`,
    [records, searched],
  );
}
