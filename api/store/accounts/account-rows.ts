import type { Queryable } from '../database.ts';

export async function countAccounts(db: Queryable): Promise<number> {
  const [row] = await db.query<{ total: number }>('select count(*) as total from account');
  return row!.total;
}
