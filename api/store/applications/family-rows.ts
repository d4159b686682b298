import type { Queryable } from '../database.ts';

/** Which of these patterns belong to the party: filed by it here, recorded as its own, or deposited by somebody who belongs to it. */
export async function readOwnWorks(
  db: Queryable,
  party: string,
  patternIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ id: string }>(
    `select id from pattern where id = any($2::text[]) and (owner_party_id = $1 or exists (
       select 1 from membership m where m.party_id = $1 and m.account_id = owner_account and m.until is null))`,
    [party, patternIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The family of each of these works that was filed; where it was filed more than once, that of the first case. */
export async function readFamilies(db: Queryable, works: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ id: string; family: string }>(
    `select distinct on (p.pattern_id) p.pattern_id as id, a.family from application_picture p
     join application a on a.key = p.application_key where p.pattern_id = any($1::text[]) order by p.pattern_id, a.key`,
    [works],
  );
  return new Map(rows.map(({ id, family }) => [id, family]));
}

export interface WorkDecision {
  readonly work: string;
  readonly applicationId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly decidedAt: Date;
}

/** Decided cases in which one of these works was found, or that registered it: the newest first. */
export function readDecisionsOnWorks(
  db: Queryable,
  works: readonly string[],
  exceptKey: number,
): Promise<WorkDecision[]> {
  return db.query<WorkDecision>(
    `select work, a.id as "applicationId", a.state, a.decided_at as "decidedAt",
       (select e.reason from application_event e where e.application_key = a.key and e.event in ('propose-grant', 'propose-refusal')
          order by e.ordinal desc limit 1) as reason
     from (
       select p.pattern_id as work, p.application_key as key from application_picture p where p.pattern_id = any($1::text[])
       union
       select list.work, e.application_key from unnest($1::text[]) as list (work)
       join application_event e on e.event in ('propose-grant', 'propose-refusal')
         and e.detail -> 'judgements' @> jsonb_build_array(jsonb_build_object('work', list.work))
     ) as concerned
     join application a on a.key = concerned.key and a.decided_at is not null and a.key <> $2
     order by a.decided_at desc, a.id, work limit 50`,
    [works, exceptKey],
  );
}
