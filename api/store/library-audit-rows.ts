import type { Finding, Grade } from '../../engine/index.ts';
import type { Queryable } from './database.ts';

export interface LibraryAuditRow {
  readonly id: string;
  readonly startedAt: Date;
  readonly startedBy: string;
  /** Change-feed position at which it began. */
  readonly position: number;
  readonly fingerprintVersion: string;
  readonly rulesVersion: string;
  /** Patterns up to this key have been compared with all others; null once all have. */
  readonly comparedKey: number | null;
  readonly finishedAt: Date | null;
}

export interface FlaggedPair {
  readonly laterKey: number;
  readonly earlierKey: number;
}

/** A pair in which something was found. */
export interface FoundPair extends FlaggedPair {
  readonly finding: Finding;
}

export interface PairCounts {
  readonly flagged: number;
  readonly verified: number;
}

export async function findLatestAudit(db: Queryable): Promise<LibraryAuditRow | undefined> {
  const [row] = await db.query<LibraryAuditRow>(
    `select id, started_at as "startedAt", started_by as "startedBy", position, fingerprint_version as "fingerprintVersion",
       rules_version as "rulesVersion", compared_key as "comparedKey", finished_at as "finishedAt"
     from library_audit order by started_at desc, id desc limit 1`,
  );
  return row;
}

/** Begins an audit in place of every one before: what an older state of the library gave is of no use any more. */
export async function replaceAudits(tx: Queryable, audit: LibraryAuditRow): Promise<void> {
  await tx.query('delete from library_audit_pair');
  await tx.query('delete from library_audit');
  await tx.query(
    `insert into library_audit (id, started_at, started_by, position, fingerprint_version, rules_version)
     values ($1, $2, $3, $4, $5, $6)`,
    [audit.id, audit.startedAt, audit.startedBy, audit.position, audit.fingerprintVersion, audit.rulesVersion],
  );
}

/** Notes pairs, those noted before once, and how far the comparison has come. */
export async function noteFlagged(
  tx: Queryable,
  auditId: string,
  pairs: readonly FlaggedPair[],
  comparedKey: number | null,
): Promise<void> {
  await tx.query(
    `insert into library_audit_pair (audit_id, later_key, earlier_key)
     select $1, later, earlier from unnest($2::bigint[], $3::bigint[]) as flagged (later, earlier)
     on conflict do nothing`,
    [auditId, pairs.map(({ laterKey }) => laterKey), pairs.map(({ earlierKey }) => earlierKey)],
  );
  await tx.query('update library_audit set compared_key = $2 where id = $1', [auditId, comparedKey]);
}

export interface WaitingPattern {
  readonly laterKey: number;
  readonly earlierKeys: readonly number[];
}

/** Some patterns with pairs that have not been verified yet, in the order of keys. */
export async function readWaiting(db: Queryable, auditId: string, limit: number): Promise<readonly WaitingPattern[]> {
  return db.query<WaitingPattern>(
    `select later_key as "laterKey", jsonb_agg(earlier_key order by earlier_key) as "earlierKeys"
     from library_audit_pair where audit_id = $1 and grade is null
     group by later_key order by later_key limit $2`,
    [auditId, limit],
  );
}

/** What was found of one pattern's pairs; pairs that are not among `found` are dropped: a record of theirs is gone. */
export async function noteVerified(
  tx: Queryable,
  auditId: string,
  { laterKey, earlierKeys }: WaitingPattern,
  found: readonly { readonly key: number; readonly grade: Grade; readonly finding: Finding | null }[],
): Promise<void> {
  for (const { key, grade, finding } of found)
    await tx.query(
      `update library_audit_pair set grade = $4, finding = $5::jsonb
       where audit_id = $1 and later_key = $2 and earlier_key = $3`,
      [auditId, laterKey, key, grade, finding === null ? null : JSON.stringify(finding)],
    );
  const kept = new Set(found.map(({ key }) => key));
  await tx.query(
    'delete from library_audit_pair where audit_id = $1 and later_key = $2 and earlier_key = any($3::bigint[])',
    [auditId, laterKey, earlierKeys.filter((key) => !kept.has(key))],
  );
}

export async function markAuditFinished(tx: Queryable, auditId: string, now: Date): Promise<void> {
  await tx.query('update library_audit set finished_at = $2 where id = $1', [auditId, now]);
}

export async function countPairs(db: Queryable, auditId: string): Promise<PairCounts> {
  const [counts] = await db.query<PairCounts>(
    `select count(*) as flagged, count(*) filter (where grade is not null) as verified
     from library_audit_pair where audit_id = $1`,
    [auditId],
  );
  return counts!;
}

/** Pairs of these grades. */
export async function readFoundPairs(
  db: Queryable,
  auditId: string,
  grades: readonly Grade[],
): Promise<readonly FoundPair[]> {
  return db.query<FoundPair>(
    `select later_key as "laterKey", earlier_key as "earlierKey", finding from library_audit_pair
     where audit_id = $1 and grade = any($2::text[]) order by later_key, earlier_key`,
    [auditId, grades],
  );
}
