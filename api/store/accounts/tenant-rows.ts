import type { Queryable } from '../database.ts';

export interface StoredTenant {
  readonly id: string;
  readonly name: string;
  /** First two digits of GB/T 2260. */
  readonly region: string | null;
  readonly contact: string;
  readonly createdAt: Date;
}

export async function insertTenant(
  tx: Queryable,
  { id, name, region, contact, createdAt }: StoredTenant,
): Promise<void> {
  await tx.query('insert into tenant (id, name, region, contact, created_at) values ($1, $2, $3, $4, $5)', [
    id,
    name,
    region,
    contact,
    createdAt,
  ]);
}

export async function findTenantByName(db: Queryable, name: string): Promise<string | undefined> {
  const [row] = await db.query<{ id: string }>('select id from tenant where name = $1', [name]);
  return row?.id;
}

export async function readTenantName(db: Queryable, id: string): Promise<string | undefined> {
  const [row] = await db.query<{ name: string }>('select name from tenant where id = $1', [id]);
  return row?.name;
}

export function readTenantNames(db: Queryable, ids: readonly string[]): Promise<Pick<StoredTenant, 'id' | 'name'>[]> {
  return db.query('select id, name from tenant where id = any($1::text[])', [ids]);
}

export function listTenants(db: Queryable): Promise<StoredTenant[]> {
  return db.query('select id, name, region, contact, created_at as "createdAt" from tenant order by created_at, id');
}

/** Whom to ask, by office. */
export async function readContacts(db: Queryable, tenants: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ id: string; contact: string }>(
    'select id, contact from tenant where id = any($1::text[])',
    [tenants],
  );
  return new Map(rows.map(({ id, contact }) => [id, contact]));
}
