import type { CustodyAct } from '../proof/evidence.ts';
import type { Queryable } from './database.ts';

/** Every kind of deed that is kept. */
export type AuditAction =
  | `case-${string}`
  | 'backup'
  | 'deposit'
  | 'take-evidence'
  | `evidence-${CustodyAct}`
  | 'audit-library'
  | 'add-motif'
  | 'remove-motif'
  | 'issue-certificate'
  | 'order-report'
  | 'issue-report'
  | 'supersede-report'
  | 'make-bundle'
  | 'import'
  | 'remove'
  | 'recompute'
  | 'restore'
  | 'sign-in'
  | 'show-second-factor'
  | 'add-second-factor'
  | 'remove-second-factor'
  | 'set-password'
  | 'create-account'
  | 'take-up-account'
  | 'change-status'
  | 'grant-role'
  | 'revoke-role'
  | 'create-key'
  | 'revoke-key'
  | 'create-tenant'
  | 'create-party'
  | 'submit-identity'
  | 'review-identity'
  | 'add-member'
  | 'remove-member'
  | 'add-document'
  | 'read-document'
  | 'add-date-evidence'
  | 'read-date-evidence'
  | 'remove-date-evidence'
  | 'grant-attorney'
  | 'end-attorney'
  | 'declare-link'
  | 'end-link'
  | 'export-audit'
  | 'erase-person'
  | 'learn-of-restricted'
  | 'publish';

/** Who did what to which object, on whose behalf, and why. Written in the transaction of the deed itself. */
export interface AuditEntry {
  readonly at: Date;
  /** Id of an account, or what a service is called; never a name or an address, which can be erased elsewhere. */
  readonly actor: string;
  readonly action: AuditAction;
  readonly object?: { readonly kind: AuditObjectKind; readonly id: string };
  /** Party that the actor acted for. */
  readonly onBehalfOf?: string | null;
  /** The office concerned. */
  readonly tenant?: string | null;
  readonly reason?: string | null;
  /** What changed, before and after: codes, ids and dates; no personal data. */
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

export type AuditObjectKind =
  | 'deposit'
  | 'evidence'
  | 'application'
  | 'pattern'
  | 'account'
  | 'api-key'
  | 'tenant'
  | 'party'
  | 'audit-trail'
  | 'library-audit'
  | 'report'
  | 'motif';

/** An entry as it is kept. */
export interface StoredAuditEntry {
  readonly entry: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly objectKind: string | null;
  readonly objectId: string | null;
  readonly onBehalfOf: string | null;
  readonly tenant: string | null;
  readonly reason: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

export async function appendAudit(tx: Queryable, entry: AuditEntry): Promise<void> {
  const { at, actor, action, object, onBehalfOf = null, tenant = null, reason = null, before, after } = entry;
  await tx.query(
    `insert into audit_trail (at, actor, action, object_kind, object_id, on_behalf_of, tenant_id, reason, before, after)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb)`,
    [
      at,
      actor,
      action,
      object?.kind ?? null,
      object?.id ?? null,
      onBehalfOf,
      tenant,
      reason,
      textOf(before),
      textOf(after),
    ],
  );
}

function textOf(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

const SELECT_ENTRY = `
  select entry, at, actor, action, object_kind as "objectKind", object_id as "objectId", on_behalf_of as "onBehalfOf",
    tenant_id as tenant, reason, before, after
  from audit_trail`;

/** The history of one object, oldest first. */
export function readAudit(db: Queryable, kind: AuditObjectKind, id: string): Promise<StoredAuditEntry[]> {
  return db.query(`${SELECT_ENTRY} where object_kind = $1 and object_id = $2 order by entry`, [kind, id]);
}

export interface AuditQuery {
  /** Null: entries of every office, and of none. */
  readonly tenant: string | null;
  readonly objectKind: string | null;
  readonly objectId: string | null;
  readonly actor: string | null;
  readonly from: Date | null;
  readonly until: Date | null;
  /** Only entries before this one, newest first. */
  readonly before: number | null;
  readonly limit: number;
}

export function queryAudit(db: Queryable, query: AuditQuery): Promise<StoredAuditEntry[]> {
  const { tenant, objectKind, objectId, actor, from, until, before, limit } = query;
  return db.query(
    `${SELECT_ENTRY}
     where ($1::text is null or tenant_id = $1) and ($2::text is null or object_kind = $2)
       and ($3::text is null or object_id = $3) and ($4::text is null or actor = $4)
       and ($5::timestamptz is null or at >= $5) and ($6::timestamptz is null or at < $6)
       and ($7::bigint is null or entry < $7)
     order by entry desc limit $8`,
    [tenant, objectKind, objectId, actor, from, until, before, limit],
  );
}

export async function countRecentDeeds(
  db: Queryable,
  actor: string,
  action: AuditAction,
  since: Date,
): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'select count(*) as total from audit_trail where actor = $1 and action = $2 and at > $3',
    [actor, action, since],
  );
  return row!.total;
}

/** Those of the objects to which the actor has done this. */
export async function readObjectsOfDeeds(
  db: Queryable,
  actor: string,
  action: AuditAction,
  objects: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ id: string }>(
    `select distinct object_id as id from audit_trail
     where object_kind = 'pattern' and object_id = any($3::text[]) and actor = $1 and action = $2`,
    [actor, action, objects],
  );
  return new Set(rows.map(({ id }) => id));
}
