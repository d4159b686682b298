import type { RepeatType } from '../../engine/index.ts';
import type { Visibility } from '../schemas/pattern.ts';
import type { Queryable, SqlValue } from './database.ts';

export interface FactRow {
  readonly kind: string;
  readonly date: string;
  readonly evidence: string;
}

export interface NewPattern {
  readonly id: string;
  readonly sha256: string;
  readonly title: string;
  readonly owner: string | null;
  readonly registrationNumber: string | null;
  readonly fileName: string;
  readonly byteLength: number;
  readonly mediaFormat: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly sample: boolean;
  /** The office that keeps it; null: none, as in a library that was imported before there were offices. */
  readonly tenantId: string | null;
  readonly visibility: Visibility;
  /** The party that holds title to it. */
  readonly ownerPartyId: string | null;
  /** Account whose open deposit it is, where no party holds title to it. */
  readonly ownerAccount: string | null;
  readonly recordedAt: Date;
  /** Came in with a submission: it leaves the library when nobody claims it any more. */
  readonly filed: boolean;
  readonly facts: readonly FactRow[];
}

/** A live record, with what of its fingerprint people are shown. */
export interface StoredPattern extends Omit<NewPattern, 'filed'> {
  readonly key: number;
  readonly repeatType: RepeatType;
  readonly palette: readonly { readonly lab: readonly [number, number, number]; readonly share: number }[];
}

/** Serialises what is done to one picture's record and blobs until the transaction ends, across processes too. */
export async function lockPicture(tx: Queryable, sha256: string): Promise<void> {
  // 52 bits of the hash: an exact integer for JavaScript, and more than enough for a lock.
  await tx.query('select pg_advisory_xact_lock($1)', [Number.parseInt(sha256.slice(0, 13), 16)]);
}

/** Returns the new record's key; a unique violation when a live record of the same owner has the picture already. */
export async function insertPattern(tx: Queryable, pattern: NewPattern): Promise<number> {
  const [row] = await tx.query<{ key: number }>(
    `insert into pattern (id, sha256, title, owner, registration_number, file_name, byte_length, media_format,
       width_px, height_px, sample, tenant_id, visibility, owner_party_id, owner_account, recorded_at, filed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) returning key`,
    [
      pattern.id,
      pattern.sha256,
      pattern.title,
      pattern.owner,
      pattern.registrationNumber,
      pattern.fileName,
      pattern.byteLength,
      pattern.mediaFormat,
      pattern.widthPx,
      pattern.heightPx,
      pattern.sample,
      pattern.tenantId,
      pattern.visibility,
      pattern.ownerPartyId,
      pattern.ownerAccount,
      pattern.recordedAt,
      pattern.filed,
    ],
  );
  const { key } = row!;
  for (const [ordinal, { kind, date, evidence }] of pattern.facts.entries())
    await tx.query('insert into dated_fact (pattern_key, ordinal, kind, date, evidence) values ($1, $2, $3, $4, $5)', [
      key,
      ordinal,
      kind,
      date,
      evidence,
    ]);
  return key;
}

/** Leaves the stub that the audit trail speaks of. */
export async function markRemoved(tx: Queryable, key: number, reason: string, now: Date): Promise<void> {
  await tx.query('update pattern set removed_at = $2, removal_reason = $3 where key = $1', [key, now, reason]);
}

/** The live records of a picture, oldest first: one for each owner that claims it. */
export function findLiveRecords(db: Queryable, sha256: string): Promise<FoundRecord[]> {
  return db.query(`${SELECT_FOUND} where sha256 = $1 and removed_at is null order by key`, [sha256]);
}

/** A record by its id, removed or not: what decides who may see it and what may be done to it. */
export interface FoundRecord {
  readonly key: number;
  readonly id: string;
  readonly sha256: string;
  readonly tenant: string | null;
  readonly visibility: Visibility;
  readonly ownerPartyId: string | null;
  readonly ownerAccount: string | null;
  readonly removed: boolean;
}

const SELECT_FOUND = `
  select key, id, sha256, tenant_id as tenant, visibility, owner_party_id as "ownerPartyId", owner_account as "ownerAccount",
    removed_at is not null as removed
  from pattern`;

export async function findRecord(db: Queryable, id: string): Promise<FoundRecord | undefined> {
  const [row] = await findRecords(db, [id]);
  return row;
}

export function findRecords(db: Queryable, ids: readonly string[]): Promise<FoundRecord[]> {
  return db.query(`${SELECT_FOUND} where id = any($1::text[])`, [ids]);
}

export function readRecordTitles(
  db: Queryable,
  ids: readonly string[],
): Promise<(Pick<FoundRecord, 'id' | 'visibility' | 'ownerPartyId' | 'ownerAccount'> & { readonly title: string })[]> {
  return db.query(
    `select id, title, visibility, owner_party_id as "ownerPartyId", owner_account as "ownerAccount"
     from pattern where id = any($1::text[])`,
    [ids],
  );
}

export function findRecordsByKey(db: Queryable, keys: readonly number[]): Promise<FoundRecord[]> {
  return db.query(`${SELECT_FOUND} where key = any($1::bigint[])`, [keys]);
}

const SELECT_STORED = `
  select p.key, p.id, p.sha256, p.title, p.owner, p.registration_number, p.file_name, p.byte_length, p.media_format,
    p.width_px, p.height_px, p.sample, p.tenant_id, p.visibility, p.owner_party_id, p.owner_account, p.recorded_at, f.repeat ->> 'type' as repeat_type, f.palette,
    coalesce((
      select jsonb_agg(jsonb_build_object('kind', d.kind, 'date', d.date, 'evidence', d.evidence) order by d.ordinal)
      from dated_fact d where d.pattern_key = p.key
    ), '[]'::jsonb) as facts
  from pattern p join fingerprint f on f.pattern_key = p.key
  where p.removed_at is null`;

interface StoredRow {
  key: number;
  id: string;
  sha256: string;
  title: string;
  owner: string | null;
  registration_number: string | null;
  file_name: string;
  byte_length: number;
  media_format: string;
  width_px: number;
  height_px: number;
  sample: boolean;
  tenant_id: string | null;
  visibility: Visibility;
  owner_party_id: string | null;
  owner_account: string | null;
  recorded_at: Date;
  repeat_type: RepeatType;
  palette: StoredPattern['palette'];
  facts: FactRow[];
}

export async function readPattern(db: Queryable, id: string): Promise<StoredPattern | undefined> {
  const [row] = await db.query<StoredRow>(`${SELECT_STORED} and p.id = $1`, [id]);
  return row && storedOf(row);
}

export async function readPatterns(
  db: Queryable,
  keys: readonly number[],
): Promise<ReadonlyMap<number, StoredPattern>> {
  const rows = await db.query<StoredRow>(`${SELECT_STORED} and p.key = any($1::bigint[])`, [keys]);
  return new Map(rows.map((row) => [row.key, storedOf(row)]));
}

/** Who looks: what is not public he sees where it belongs to one of these parties, or to this account. */
export interface Viewer {
  readonly everything: boolean;
  readonly parties: readonly string[];
  readonly account: string | null;
}

/** The page after `beforeKey`, newest first; `text` is looked for in title, owner, registration number and file name. */
export async function listPatternRows(
  db: Queryable,
  { beforeKey, limit, text, viewer }: { beforeKey: number | null; limit: number; text: string | null; viewer: Viewer },
): Promise<{ readonly patterns: readonly StoredPattern[]; readonly total: number }> {
  // Asked only where it narrows something: whatever names no text is counted by an index alone.
  const withText =
    text === null ? '' : `and concat_ws(E'\\n', p.title, p.owner, p.registration_number, p.file_name) ilike $4`;
  const matching = `($1::boolean or p.visibility = 'public' or p.owner_party_id = any($2::text[]) or p.owner_account = $3::text) ${withText}`;
  const params: SqlValue[] = [viewer.everything, viewer.parties, viewer.account];
  if (text !== null) params.push(`%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  const [count] = await db.query<{ total: number }>(
    `select count(*) as total from pattern p where p.removed_at is null and ${matching}`,
    params,
  );
  const [before, atMost] = [`$${params.length + 1}`, `$${params.length + 2}`];
  const rows = await db.query<StoredRow>(
    `${SELECT_STORED} and ${matching} and (${before}::bigint is null or p.key < ${before}) order by p.key desc limit ${atMost}`,
    [...params, beforeKey, limit],
  );
  return { patterns: rows.map(storedOf), total: count!.total };
}

export async function countPatterns(db: Queryable): Promise<number> {
  const [row] = await db.query<{ total: number }>('select count(*) as total from pattern where removed_at is null');
  return row!.total;
}

/** Live patterns with a fingerprint of this version. */
export async function countVersion(db: Queryable, version: string): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    `select count(*) as total from fingerprint f join pattern p on p.key = f.pattern_key
     where p.removed_at is null and f.version = $1`,
    [version],
  );
  return row!.total;
}

/** Fingerprint version and picture of live patterns among `keys`: enough to find their features. */
export async function readFeatureKeys(
  db: Queryable,
  keys: readonly number[],
): Promise<readonly { readonly key: number; readonly sha256: string; readonly version: string }[]> {
  return db.query(
    `select p.key, p.sha256, f.version from pattern p join fingerprint f on f.pattern_key = p.key
     where p.key = any($1::bigint[]) and p.removed_at is null`,
    [keys],
  );
}

/** Live patterns after `afterKey` in the order of keys, for walking through all of them. */
export async function walkPatterns(
  db: Queryable,
  afterKey: number,
  limit: number,
  exceptVersion: string | null = null,
): Promise<
  readonly { readonly key: number; readonly id: string; readonly sha256: string; readonly version: string | null }[]
> {
  return db.query(
    `select p.key, p.id, p.sha256, f.version from pattern p left join fingerprint f on f.pattern_key = p.key
     where p.removed_at is null and p.key > $1 and ($2::text is null or f.version is distinct from $2)
     order by p.key limit $3`,
    [afterKey, exceptVersion, limit],
  );
}

function storedOf(row: StoredRow): StoredPattern {
  return {
    key: row.key,
    id: row.id,
    sha256: row.sha256,
    title: row.title,
    owner: row.owner,
    registrationNumber: row.registration_number,
    fileName: row.file_name,
    byteLength: row.byte_length,
    mediaFormat: row.media_format,
    widthPx: row.width_px,
    heightPx: row.height_px,
    sample: row.sample,
    tenantId: row.tenant_id,
    visibility: row.visibility,
    ownerPartyId: row.owner_party_id,
    ownerAccount: row.owner_account,
    recordedAt: row.recorded_at,
    facts: row.facts,
    repeatType: row.repeat_type,
    palette: row.palette,
  };
}

/** Makes a record public under the title and owner that were registered; the first number that it gets stays. */
export async function publishRecord(
  tx: Queryable,
  id: string,
  {
    number,
    title,
    owner,
    date,
  }: { readonly number: string; readonly title: string; readonly owner: string; readonly date: FactRow },
): Promise<void> {
  await tx.query(
    `update pattern set visibility = 'public', registration_number = coalesce(registration_number, $2), title = $3, owner = $4
     where id = $1`,
    [id, number, title, owner],
  );
  await tx.query(
    `insert into dated_fact (pattern_key, ordinal, kind, date, evidence)
     select p.key, coalesce((select max(ordinal) + 1 from dated_fact d where d.pattern_key = p.key), 0), $2, $3, $4
     from pattern p where p.id = $1 and not exists (
       select 1 from dated_fact d where d.pattern_key = p.key and d.kind = $2 and d.date = $3 and d.evidence = $4)`,
    [id, date.kind, date.date, date.evidence],
  );
}
