import type { Queryable } from '../database.ts';
import { type ApplicationRow, selectApplications } from './application-rows.ts';

/** Cases whose term ends by `until`, in the order of their keys: of terms of these kinds, and not yet warned of as they now stand. */
export function listUnwarned(
  db: Queryable,
  {
    clocks,
    today,
    until,
    afterKey,
    limit,
  }: {
    readonly clocks: readonly string[];
    readonly today: string;
    readonly until: string;
    readonly afterKey: number;
    readonly limit: number;
  },
): Promise<readonly ApplicationRow[]> {
  return selectApplications(
    db,
    `a.clock = any($1::text[]) and a.due_on <= $2 and a.key > $3 and not exists (
       select 1 from deadline_warning w where w.application_key = a.key and w.clock = a.clock and w.due_on = a.due_on
         and w.warning = case when a.due_on < $4 then 'overdue' else 'due-soon' end)
     order by a.key limit $5`,
    [clocks, until, afterKey, today, limit],
  );
}

/** Registrations of works that were published, or else made, before the first day of a year (`1976`), in the order of their keys. */
export function listRegisteredOfBefore(
  db: Queryable,
  { year, afterKey, limit }: { readonly year: string; readonly afterKey: number; readonly limit: number },
): Promise<readonly ApplicationRow[]> {
  return selectApplications(
    db,
    `a.state = 'registered' and coalesce(a.form #>> '{firstPublished,date}', a.form #>> '{created,date}') < $1 and a.key > $2
     order by a.key limit $3`,
    [year, afterKey, limit],
  );
}

/** Says whether this warning is given for the first time. */
export async function keepWarning(
  tx: Queryable,
  key: number,
  warning: { readonly clock: string; readonly dueOn: string; readonly warning: string; readonly at: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into deadline_warning (application_key, clock, due_on, warning, given_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning application_key`,
    [key, warning.clock, warning.dueOn, warning.warning, warning.at],
  );
  return rows.length > 0;
}

/** Cases of the parties, and those that the account has in hand, whose term ends by `until`: the nearest first. */
export function listDeadlines(
  db: Queryable,
  {
    account,
    parties,
    until,
    limit,
  }: {
    readonly account: string;
    readonly parties: readonly string[];
    readonly until: string;
    readonly limit: number;
  },
): Promise<readonly ApplicationRow[]> {
  return selectApplications(
    db,
    // Each its own way to the first of them: one condition of all three would read every term that runs.
    `a.key in (
       (select key from application where clock is not null and due_on <= $1 and applicant_party_id = any($2::text[])
         order by due_on, key limit $4)
       union
       (select key from application where clock is not null and due_on <= $1 and examiner = $3 order by due_on, key limit $4)
       union
       (select key from application where clock is not null and due_on <= $1 and second_examiner = $3 and state = 'second-review'
         order by due_on, key limit $4))
     order by a.due_on, a.key limit $4`,
    [until, parties, account, limit],
  );
}
