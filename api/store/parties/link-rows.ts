import type { LinkKind } from '../../registration/link-kinds.ts';
import type { Queryable } from '../database.ts';

export interface StoredLink {
  readonly id: string;
  readonly account: string;
  readonly party: string;
  readonly kind: LinkKind;
  readonly note: string | null;
  readonly declaredAt: Date;
  readonly declaredBy: string;
}

export async function insertLink(tx: Queryable, link: StoredLink): Promise<void> {
  await tx.query(
    'insert into party_link (id, account_id, party_id, kind, note, declared_at, declared_by) values ($1, $2, $3, $4, $5, $6, $7)',
    [link.id, link.account, link.party, link.kind, link.note, link.declaredAt, link.declaredBy],
  );
}

const SELECT_LINK = `
  select id, account_id as account, party_id as party, kind, note, declared_at as "declaredAt", declared_by as "declaredBy"
  from party_link`;

export function listLinks(db: Queryable, account: string): Promise<StoredLink[]> {
  return db.query(`${SELECT_LINK} where account_id = $1 and ended_at is null order by declared_at, id`, [account]);
}

export async function endLink(tx: Queryable, account: string, id: string, now: Date): Promise<boolean> {
  const ended = await tx.query(
    'update party_link set ended_at = $3 where account_id = $1 and id = $2 and ended_at is null returning id',
    [account, id, now],
  );
  return ended.length > 0;
}

/** What somebody noted about his ties goes with him; that there was a tie, and of what kind, stays. */
export async function eraseLinkNotes(tx: Queryable, account: string): Promise<void> {
  await tx.query('update party_link set note = null where account_id = $1', [account]);
}

/** Those of the parties that the account is tied to: by a declared link, a membership, present or past, or a power of attorney that it acts under. */
export async function findTies(db: Queryable, account: string, parties: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ party: string }>(
    `select p.id as party from unnest($2::text[]) as p (id)
     where exists (select 1 from party_link l where l.account_id = $1 and l.party_id = p.id and l.ended_at is null)
       or exists (select 1 from membership m where m.account_id = $1 and m.party_id = p.id)
       or exists (
         select 1 from power_of_attorney w join membership m on m.party_id = w.agent_party_id
         where m.account_id = $1 and w.principal_party_id = p.id
       )`,
    [account, parties],
  );
  return rows.map(({ party }) => party);
}
