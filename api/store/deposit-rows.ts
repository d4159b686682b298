import type { Queryable } from './database.ts';

export interface DepositRow {
  readonly id: string;
  readonly commitment: string;
  readonly account: string;
  readonly depositedAt: Date;
}

const SELECT = 'select id, commitment, account, deposited_at as "depositedAt" from deposit';

export async function findDeposit(db: Queryable, id: string): Promise<DepositRow | undefined> {
  const [row] = await db.query<DepositRow>(`${SELECT} where id = $1`, [id]);
  return row;
}

/** Those of an account, oldest first. */
export function listDeposits(db: Queryable, account: string, limit: number): Promise<DepositRow[]> {
  return db.query<DepositRow>(`${SELECT} where account = $1 order by deposited_at, id limit $2`, [account, limit]);
}

/** Puts the deposit in unless its commitment is there already; gives what is there then. */
export async function keepDeposit(tx: Queryable, row: DepositRow): Promise<DepositRow> {
  await tx.query(
    'insert into deposit (id, commitment, account, deposited_at) values ($1, $2, $3, $4) on conflict do nothing',
    [row.id, row.commitment, row.account, row.depositedAt],
  );
  const [kept] = await tx.query<DepositRow>(`${SELECT} where commitment = $1`, [row.commitment]);
  return kept!;
}
