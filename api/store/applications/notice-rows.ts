import type { Queryable } from '../database.ts';
import { type ApplicationRow, selectApplications } from './application-rows.ts';

/** Written only where records are asked for: it would keep the board itself from being read in the order of its key. */
const BY_RECORDS_ASKED_FOR = `
  (select min(array_position($1::text[], p.pattern_id)) from application_picture p where p.application_key = a.key),`;

/** Everything that was registered or filed, newest first, in these states. */
interface NoticePageFilter {
  readonly states: readonly string[];
  readonly beforeKey: number | null;
  readonly limit: number;
}

/** A page of the public notice board. */
export function listNoticeRows(
  db: Queryable,
  { states, beforeKey, limit }: NoticePageFilter,
): Promise<readonly ApplicationRow[]> {
  return selectApplications(
    db,
    `a.number is not null and a.state = any($1::text[]) and ($2::bigint is null or a.key < $2) order by a.key desc limit $3`,
    [states, beforeKey, limit],
  );
}

/** A page of what has `text` in title, number or the name of an owner, as fold_text compares texts. */
export async function findNoticeRows(
  db: Queryable,
  text: string,
  { states, beforeKey, limit }: NoticePageFilter,
): Promise<readonly ApplicationRow[]> {
  const { folded, pieces } = await foldQuery(db, text);
  return selectApplications(
    db,
    `a.state = any($1::text[]) and a.key in (
       select t.application_key from notice_text t
       where text_pieces(t.content) @> $2::text[] and position($3 in t.content) > 0 and ($4::bigint is null or t.application_key < $4))
     order by a.key desc limit $5`,
    [states, pieces, folded, beforeKey, limit],
  );
}

/** What shows one of these records, in their order. */
export function listNoticeRowsOf(
  db: Queryable,
  patternIds: readonly string[],
  { states, limit }: Omit<NoticePageFilter, 'beforeKey'>,
): Promise<readonly ApplicationRow[]> {
  return selectApplications(
    db,
    `a.number is not null and a.state = any($2::text[]) and exists (
       select 1 from application_picture p where p.application_key = a.key and p.pattern_id = any($1::text[]))
     order by ${BY_RECORDS_ASKED_FOR} a.key desc limit $3`,
    [patternIds, states, limit],
  );
}

/**
 * A query as the board's texts are kept, with the longest pieces that it has. They are worked out in a statement of their own, so
 * that the search is planned with them and a frequent piece is told from a rare one.
 */
async function foldQuery(
  db: Queryable,
  text: string,
): Promise<{ readonly folded: string; readonly pieces: readonly string[] }> {
  const [row] = await db.query<{ folded: string; pieces: string[] }>(
    `select folded, array(select piece from unnest(text_pieces(folded)) as piece
       where char_length(piece) = least(2, char_length(folded))) as pieces
     from fold_text($1) as folded`,
    [text],
  );
  return row!;
}
