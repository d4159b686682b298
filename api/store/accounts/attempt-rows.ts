import type { Queryable } from '../database.ts';

/**
 * Counts one more attempt unless attempts are blocked now, in one statement, so that many at once cannot slip past the
 * count. Returns the moment until which they are blocked, or undefined where this one may go on.
 */
export async function takeAttempt(
  db: Queryable,
  attempt: {
    readonly subjectSha256: string;
    readonly now: Date;
    /** Attempts that may fail before each further one is followed by a pause. */
    readonly free: number;
    readonly firstPauseS: number;
    readonly longestPauseS: number;
    readonly forgetBefore: Date;
  },
): Promise<Date | undefined> {
  const { subjectSha256, now, free, firstPauseS, longestPauseS, forgetBefore } = attempt;
  const taken = await db.query(
    `insert into attempt as a (subject_sha256, failures, last_at, blocked_until) values ($1, 1, $2, $2)
     on conflict (subject_sha256) do update set
       failures = case when a.last_at < $6 then 1 else a.failures + 1 end,
       last_at = $2,
       blocked_until = case when a.last_at < $6 or a.failures + 1 < $3 then $2
         else $2::timestamptz + make_interval(secs => least($5::float8, $4::float8 * power(2, least(a.failures + 1 - $3, 20)))) end
     where a.blocked_until <= $2
     returning failures`,
    [subjectSha256, now, free, firstPauseS, longestPauseS, forgetBefore],
  );
  if (taken.length > 0) return undefined;
  const [row] = await db.query<{ until: Date }>(
    'select blocked_until as until from attempt where subject_sha256 = $1',
    [subjectSha256],
  );
  return row?.until ?? now;
}

export async function forgetAttempts(db: Queryable, subjectSha256: string): Promise<void> {
  await db.query('delete from attempt where subject_sha256 = $1', [subjectSha256]);
}
