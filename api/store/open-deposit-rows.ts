import type { Queryable } from './database.ts';

export interface OpenDepositRow {
  readonly id: string;
  readonly sha256: string;
  readonly byteLength: number;
  /** Account that was signed in, or what the service is called. */
  readonly account: string;
  /** The record in the library, which may have been removed since. */
  readonly patternId: string;
  readonly depositedAt: Date;
}

const SELECT = `
  select id, sha256, byte_length as "byteLength", account, pattern_id as "patternId", deposited_at as "depositedAt"
  from open_deposit`;

export async function findOpenDeposit(db: Queryable, id: string): Promise<OpenDepositRow | undefined> {
  return (await db.query<OpenDepositRow>(`${SELECT} where id = $1`, [id]))[0];
}

export async function findOpenDepositOf(
  db: Queryable,
  { account, sha256 }: Pick<OpenDepositRow, 'account' | 'sha256'>,
): Promise<OpenDepositRow | undefined> {
  return (await db.query<OpenDepositRow>(`${SELECT} where account = $1 and sha256 = $2`, [account, sha256]))[0];
}

/** Those of an account, oldest first. */
export function listOpenDeposits(db: Queryable, account: string, limit: number): Promise<OpenDepositRow[]> {
  return db.query<OpenDepositRow>(`${SELECT} where account = $1 order by deposited_at, id limit $2`, [account, limit]);
}

export async function insertOpenDeposit(tx: Queryable, row: OpenDepositRow): Promise<void> {
  await tx.query(
    'insert into open_deposit (id, sha256, byte_length, account, pattern_id, deposited_at) values ($1, $2, $3, $4, $5, $6)',
    [row.id, row.sha256, row.byteLength, row.account, row.patternId, row.depositedAt],
  );
}

export async function countOpenDeposits(db: Queryable, account: string, since: Date): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'select count(*) as total from open_deposit where account = $1 and deposited_at > $2',
    [account, since],
  );
  return row!.total;
}
