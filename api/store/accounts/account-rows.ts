import type { Language } from '../../config/settings.ts';
import type { Queryable } from '../database.ts';

export type AccountStatus = 'invited' | 'active' | 'disabled' | 'erased';

export interface StoredAccount {
  readonly id: string;
  /** Null once erased, as the name is. */
  readonly email: string | null;
  readonly name: string | null;
  readonly language: Language;
  readonly tenantId: string | null;
  readonly passwordHash: string | null;
  readonly status: AccountStatus;
  readonly createdAt: Date;
}

const SELECT_ACCOUNT = `
  select id, email, name, language, tenant_id as "tenantId", password_hash as "passwordHash", status, created_at as "createdAt"
  from account`;

export async function insertAccount(tx: Queryable, account: StoredAccount): Promise<void> {
  await tx.query(
    `insert into account (id, email, name, language, tenant_id, password_hash, status, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      account.id,
      account.email,
      account.name,
      account.language,
      account.tenantId,
      account.passwordHash,
      account.status,
      account.createdAt,
    ],
  );
}

export async function findAccount(db: Queryable, id: string): Promise<StoredAccount | undefined> {
  const [row] = await db.query<StoredAccount>(`${SELECT_ACCOUNT} where id = $1`, [id]);
  return row;
}

/** `email` in lower case. */
export async function findAccountByEmail(db: Queryable, email: string): Promise<StoredAccount | undefined> {
  const [row] = await db.query<StoredAccount>(`${SELECT_ACCOUNT} where email = $1`, [email]);
  return row;
}

export async function countAccounts(db: Queryable): Promise<number> {
  const [row] = await db.query<{ total: number }>('select count(*) as total from account');
  return row!.total;
}

/** Also takes an invited account into use. */
export async function setPassword(tx: Queryable, id: string, passwordHash: string): Promise<void> {
  await tx.query(
    `update account set password_hash = $2, status = case status when 'invited' then 'active' else status end where id = $1`,
    [id, passwordHash],
  );
}

export async function setAccountStatus(tx: Queryable, id: string, status: 'active' | 'disabled'): Promise<void> {
  await tx.query('update account set status = $2 where id = $1', [id, status]);
}

export interface AccountQuery {
  /** Null: of every office, and of none. */
  readonly tenant: string | null;
  /** A piece of name or address, in any case of letters; empty: all. */
  readonly text: string;
  /** Last id of the page before. */
  readonly after: string;
  readonly limit: number;
}

/** Accounts that are not erased, by id. */
export function listAccountRows(db: Queryable, { tenant, text, after, limit }: AccountQuery): Promise<StoredAccount[]> {
  return db.query(
    `${SELECT_ACCOUNT} where status <> 'erased' and ($1::text is null or tenant_id = $1) and id > $2
       and strpos(lower(name) || ' ' || email, lower($3)) > 0
     order by id limit $4`,
    [tenant, after, text, limit],
  );
}

/** Leaves the id, which the audit trail speaks of, and nothing of the person. */
export async function eraseAccount(tx: Queryable, id: string, now: Date): Promise<void> {
  await tx.query(
    `update account set email = null, name = null, password_hash = null, status = 'erased', erased_at = $2 where id = $1`,
    [id, now],
  );
}

/** Name, address and language of those accounts that are in use. */
export function readAddressed(
  db: Queryable,
  ids: readonly string[],
): Promise<{ readonly email: string; readonly name: string; readonly language: Language }[]> {
  return db.query(
    `select email, name, language from account where id = any($1::text[]) and status = 'active' order by id`,
    [ids],
  );
}

/** Names of accounts, also of those no longer in use; erased ones have none. */
export function readNames(
  db: Queryable,
  ids: readonly string[],
): Promise<{ readonly account: string; readonly name: string | null }[]> {
  return db.query('select id as account, name from account where id = any($1::text[]) order by id', [ids]);
}
