import type { Queryable } from './database.ts';

export const SUPERSESSION_REASONS = ['model-fault', 'input-fault', 'record-corrected'] as const;
export type SupersessionReason = (typeof SUPERSESSION_REASONS)[number];

export interface ReportRow {
  readonly id: string;
  readonly account: string;
  readonly tenant: string | null;
  readonly orderedAt: Date;
  readonly grade: string;
  /** Of the stored findings and statement. */
  readonly contentSha256: string;
  readonly findingsSha256: string;
  readonly inputsSha256: string;
  readonly counters: string | null;
  readonly replaces: string | null;
  readonly supersededAt: Date | null;
  readonly supersededReason: SupersessionReason | null;
  readonly supersededNote: string | null;
}

export interface ReportDocumentRow {
  readonly reportId: string;
  readonly language: 'zh' | 'en';
  readonly sha256: string;
  readonly issuedAt: Date;
}

/** Since when nobody should go by a report any more, and why; null while it stands. */
export function supersessionOf({
  supersededAt,
  supersededReason,
  supersededNote,
}: Pick<ReportRow, 'supersededAt' | 'supersededReason' | 'supersededNote'>) {
  if (supersededAt === null || supersededReason === null) return null;
  return { at: supersededAt.toISOString(), reason: supersededReason, note: supersededNote ?? '' };
}

const SELECT = `
  select id, account, tenant_id as tenant, ordered_at as "orderedAt", grade, content_sha256 as "contentSha256",
    findings_sha256 as "findingsSha256", inputs_sha256 as "inputsSha256", counters, replaces, superseded_at as "supersededAt",
    superseded_reason as "supersededReason", superseded_note as "supersededNote"
  from similarity_report`;

/** With the pictures that it has to keep, in their order. */
export async function insertReport(
  tx: Queryable,
  row: Omit<ReportRow, 'supersededAt' | 'supersededReason' | 'supersededNote'>,
  pictures: readonly string[],
): Promise<void> {
  await tx.query(
    `insert into similarity_report
       (id, account, tenant_id, ordered_at, grade, content_sha256, findings_sha256, inputs_sha256, counters, replaces)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.id,
      row.account,
      row.tenant,
      row.orderedAt,
      row.grade,
      row.contentSha256,
      row.findingsSha256,
      row.inputsSha256,
      row.counters,
      row.replaces,
    ],
  );
  for (const [ordinal, sha256] of pictures.entries())
    await tx.query('insert into similarity_report_picture (report_id, ordinal, sha256) values ($1, $2, $3)', [
      row.id,
      ordinal,
      sha256,
    ]);
}

export async function findReport(db: Queryable, id: string): Promise<ReportRow | undefined> {
  return (await db.query<ReportRow>(`${SELECT} where id = $1`, [id]))[0];
}

/** By the digest of a document of it, or of its findings. */
export async function findReportByDigest(db: Queryable, sha256: string): Promise<ReportRow | undefined> {
  const [row] = await db.query<ReportRow>(
    `${SELECT} where findings_sha256 = $1
       or id = (select report_id from similarity_report_document where sha256 = $1) order by ordered_at limit 1`,
    [sha256],
  );
  return row;
}

/** Those that an account ordered, newest first. */
export function listReports(db: Queryable, account: string, limit: number): Promise<ReportRow[]> {
  return db.query<ReportRow>(`${SELECT} where account = $1 order by ordered_at desc, id desc limit $2`, [
    account,
    limit,
  ]);
}

/** Those that an account ordered since then, counter-reports among them. */
export async function countReports(db: Queryable, account: string, since: Date): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'select count(*) as total from similarity_report where account = $1 and ordered_at > $2',
    [account, since],
  );
  return row!.total;
}

/** Those that take the place of it, or counter it, oldest first. */
export function listSuccessors(
  db: Queryable,
  id: string,
): Promise<{ readonly id: string; readonly counters: string | null; readonly replaces: string | null }[]> {
  return db.query(
    'select id, counters, replaces from similarity_report where counters = $1 or replaces = $1 order by ordered_at, id',
    [id],
  );
}

/** False where it was superseded before. */
export async function supersede(
  tx: Queryable,
  id: string,
  by: {
    readonly at: Date;
    readonly actor: string;
    readonly reason: SupersessionReason;
    readonly note: string;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `update similarity_report set superseded_at = $2, superseded_by = $3, superseded_reason = $4, superseded_note = $5
     where id = $1 and superseded_at is null returning id`,
    [id, by.at, by.actor, by.reason, by.note],
  );
  return rows.length > 0;
}

export async function findDocument(
  db: Queryable,
  id: string,
  language: 'zh' | 'en',
): Promise<ReportDocumentRow | undefined> {
  const [row] = await db.query<ReportDocumentRow>(
    `select report_id as "reportId", language, sha256, issued_at as "issuedAt" from similarity_report_document
     where report_id = $1 and language = $2`,
    [id, language],
  );
  return row;
}

/** False where another process kept one of this language first. */
export async function insertDocument(tx: Queryable, row: ReportDocumentRow): Promise<boolean> {
  const rows = await tx.query(
    `insert into similarity_report_document (report_id, language, sha256, issued_at) values ($1, $2, $3, $4)
     on conflict do nothing returning sha256`,
    [row.reportId, row.language, row.sha256, row.issuedAt],
  );
  return rows.length > 0;
}

/** Digests of all that reports keep in the file store, for backups. */
export async function listReportDigests(db: Queryable): Promise<readonly string[]> {
  const rows = await db.query<{ sha256: string }>(
    `select content_sha256 as sha256 from similarity_report union select inputs_sha256 from similarity_report
     union select sha256 from similarity_report_document order by sha256`,
  );
  return rows.map(({ sha256 }) => sha256);
}

/** Where the cases stand that these records came in with; records of another origin are left out. */
export async function readRegistrationStates(
  db: Queryable,
  records: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ id: string; state: string }>(
    `select distinct on (p.pattern_id) p.pattern_id as id, a.state from application_picture p
     join application a on a.key = p.application_key
     where p.pattern_id = any($1::text[]) order by p.pattern_id, a.key desc`,
    [records],
  );
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** The cases in which a picture was filed. */
export async function listCasesOf(db: Queryable, sha256: string): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `select distinct a.id from application a join application_picture p on p.application_key = a.key
     where p.sha256 = $1 and a.state not in ('draft', 'pre-checked') order by a.id`,
    [sha256],
  );
  return rows.map(({ id }) => id);
}
