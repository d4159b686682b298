import type { Queryable } from '../database.ts';

export interface CaseEvent {
  readonly at: Date;
  readonly actor: string;
  readonly event: string;
  readonly fromState: string;
  readonly toState: string;
  readonly reason: string | null;
  readonly note: string | null;
  readonly detail: unknown;
}

/** The next ordinal, which is returned, is safe under the lock of the application's row. */
export async function appendEvent(tx: Queryable, key: number, event: CaseEvent): Promise<number> {
  const [row] = await tx.query<{ ordinal: number }>(
    `insert into application_event (application_key, ordinal, at, actor, event, from_state, to_state, reason, note, detail)
     select $1, coalesce(max(ordinal) + 1, 0), $2, $3, $4, $5, $6, $7, $8, $9::jsonb from application_event where application_key = $1
     returning ordinal`,
    [
      key,
      event.at,
      event.actor,
      event.event,
      event.fromState,
      event.toState,
      event.reason,
      event.note,
      event.detail === null || event.detail === undefined ? null : JSON.stringify(event.detail),
    ],
  );
  return row!.ordinal;
}

export function readEvents(db: Queryable, key: number): Promise<CaseEvent[]> {
  return db.query<CaseEvent>(
    `select at, actor, event, from_state as "fromState", to_state as "toState", reason, note, detail
     from application_event where application_key = $1 order by ordinal`,
    [key],
  );
}

export interface StoredCheck<Result> {
  readonly purpose: 'pre-check' | 'submission';
  readonly pictureOrdinal: number;
  readonly at: Date;
  readonly result: Result;
}

export async function appendCheck(tx: Queryable, key: number, check: StoredCheck<object>): Promise<void> {
  await tx.query(
    `insert into application_check (application_key, ordinal, purpose, picture_ordinal, at, result)
     select $1, coalesce(max(ordinal) + 1, 0), $2, $3, $4, $5::jsonb from application_check where application_key = $1`,
    [key, check.purpose, check.pictureOrdinal, check.at, JSON.stringify(check.result)],
  );
}

/** The checks of the last submission or, before there was one, of the last pre-check. */
export async function readLastChecks<Result>(
  db: Queryable,
  key: number,
  /** As they stood then; null: now. */
  asOf: Date | null = null,
): Promise<StoredCheck<Result>[]> {
  return db.query<StoredCheck<Result>>(
    `select purpose, picture_ordinal as "pictureOrdinal", at, result from application_check c
     where application_key = $1 and (purpose, at) = (
       select purpose, at from application_check
       where application_key = $1 and ($2::timestamptz is null or at <= $2) order by ordinal desc limit 1)
     order by ordinal`,
    [key, asOf],
  );
}

export interface PictureRow {
  readonly ordinal: number;
  readonly sha256: string;
  readonly role: 'flat-design' | 'colourway' | 'cloth-photograph';
  readonly fileName: string;
  readonly mediaFormat: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly repeatWidthMm: number | null;
  readonly repeatHeightMm: number | null;
  readonly colourway: string | null;
  /** Its record in the library, from the submission on; flat designs alone have one. */
  readonly patternId: string | null;
}

export async function insertPicture(
  tx: Queryable,
  key: number,
  picture: Omit<PictureRow, 'ordinal' | 'patternId'>,
): Promise<number> {
  const [row] = await tx.query<{ ordinal: number }>(
    `insert into application_picture (application_key, ordinal, sha256, role, file_name, media_format, width_px, height_px,
       repeat_width_mm, repeat_height_mm, colourway)
     select $1, coalesce(max(ordinal) + 1, 0), $2, $3, $4, $5, $6, $7, $8, $9, $10 from application_picture where application_key = $1
     returning ordinal`,
    [
      key,
      picture.sha256,
      picture.role,
      picture.fileName,
      picture.mediaFormat,
      picture.widthPx,
      picture.heightPx,
      picture.repeatWidthMm,
      picture.repeatHeightMm,
      picture.colourway,
    ],
  );
  return row!.ordinal;
}

export async function deletePicture(tx: Queryable, key: number, ordinal: number): Promise<boolean> {
  const rows = await tx.query(
    'delete from application_picture where application_key = $1 and ordinal = $2 returning ordinal',
    [key, ordinal],
  );
  return rows.length > 0;
}

export function readPictures(db: Queryable, key: number): Promise<PictureRow[]> {
  return db.query<PictureRow>(
    `select ordinal, sha256, role, file_name as "fileName", media_format as "mediaFormat", width_px as "widthPx",
       height_px as "heightPx", repeat_width_mm as "repeatWidthMm", repeat_height_mm as "repeatHeightMm", colourway,
       pattern_id as "patternId"
     from application_picture where application_key = $1 order by ordinal`,
    [key],
  );
}

export async function linkRecord(tx: Queryable, key: number, sha256: string, patternId: string): Promise<void> {
  await tx.query(
    `update application_picture set pattern_id = $3 where application_key = $1 and sha256 = $2 and role = 'flat-design'`,
    [key, sha256, patternId],
  );
}

/** Undecided or registered cases of other parties that hold one of these very pictures. */
export async function findOtherClaims(
  db: Queryable,
  {
    key,
    party,
    sha256s,
    states,
  }: {
    readonly key: number;
    readonly party: string;
    readonly sha256s: readonly string[];
    readonly states: readonly string[];
  },
): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `select distinct a.id from application a join application_picture p on p.application_key = a.key
     where a.key <> $1 and a.applicant_party_id <> $2 and p.sha256 = any($3::text[]) and a.state = any($4::text[]) order by a.id`,
    [key, party, sha256s, states],
  );
  return rows.map(({ id }) => id);
}

export async function keepNote(tx: Queryable, key: number, account: string, content: object, now: Date): Promise<void> {
  await tx.query(
    `insert into examination_note (application_key, account_id, content, updated_at) values ($1, $2, $3::jsonb, $4)
     on conflict (application_key, account_id) do update set content = excluded.content, updated_at = excluded.updated_at`,
    [key, account, JSON.stringify(content), now],
  );
}

export async function readNote(db: Queryable, key: number, account: string): Promise<unknown> {
  const [row] = await db.query<{ content: unknown }>(
    'select content from examination_note where application_key = $1 and account_id = $2',
    [key, account],
  );
  return row?.content ?? null;
}

/** Who else has typed something about a case since then, the latest first. */
export function listNoteWriters(
  db: Queryable,
  key: number,
  except: string,
  since: Date,
): Promise<{ readonly account: string; readonly at: Date }[]> {
  return db.query(
    `select account_id as account, updated_at as at from examination_note
     where application_key = $1 and account_id <> $2 and updated_at >= $3 order by updated_at desc limit 10`,
    [key, except, since],
  );
}

export interface BadFaithRow {
  readonly work: string;
  readonly owner: string | null;
  readonly grade: string;
  readonly evidence: string;
  readonly earlierOn: string;
}

export async function insertBadFaithNotices(
  tx: Queryable,
  key: number,
  notices: readonly BadFaithRow[],
  now: Date,
): Promise<void> {
  for (const notice of notices)
    await tx.query(
      `insert into bad_faith_notice (application_key, ordinal, work, owner, grade, evidence, earlier_on, raised_at)
       select $1, coalesce(max(ordinal) + 1, 0), $2, $3, $4, $5, $6, $7 from bad_faith_notice where application_key = $1`,
      [key, notice.work, notice.owner, notice.grade, notice.evidence, notice.earlierOn, now],
    );
}

export function readBadFaithNotices(db: Queryable, key: number): Promise<BadFaithRow[]> {
  return db.query<BadFaithRow>(
    `select work, owner, grade, evidence, earlier_on as "earlierOn" from bad_faith_notice where application_key = $1 order by ordinal`,
    [key],
  );
}
