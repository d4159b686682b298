import type { Queryable } from './database.ts';

/** Pictures that no pattern of the library has to have: those of applications, of known motifs, of similarity reports and of evidence. Their files are not orphans. */
const HELD = `
  select sha256 from application_picture
  union select sha256 from similarity_report_picture
  union select sha256 from evidence
  union select sha256 from motif where removed_at is null`;

export async function isHeldElsewhere(db: Queryable, sha256: string): Promise<boolean> {
  const rows = await db.query(`select 1 as one from (${HELD}) held where sha256 = $1 limit 1`, [sha256]);
  return rows.length > 0;
}

export async function readHeldPictures(db: Queryable): Promise<readonly string[]> {
  const rows = await db.query<{ sha256: string }>(`select sha256 from (${HELD}) held order by sha256`);
  return rows.map(({ sha256 }) => sha256);
}
