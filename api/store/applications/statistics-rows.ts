import type { Queryable } from '../database.ts';

/** What the figures are taken over: an office or all, and submissions within the months given, both included (2026-03). */
export interface StatisticsScope {
  readonly tenants: readonly string[] | null;
  readonly from: string;
  readonly to: string;
}

export interface CountRow {
  readonly group: string;
  readonly count: number;
}

/** China's calendar month of an instant. */
const monthOf = (column: string) => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM')`;
const IN_SCOPE = `a.submitted_at is not null and ($1::text[] is null or a.tenant_id = any($1::text[]))
  and ${monthOf('a.submitted_at')} between $2 and $3`;

const values = ({ tenants, from, to }: StatisticsScope) => [tenants, from, to];

/** Applications by one of their properties. */
export function countApplications(
  db: Queryable,
  scope: StatisticsScope,
  by: 'month' | 'region' | 'kind' | 'state',
): Promise<CountRow[]> {
  const group = {
    month: monthOf('a.submitted_at'),
    region: `coalesce(a.region, '')`,
    kind: 'a.kind',
    state: 'a.state',
  }[by];
  return db.query<CountRow>(
    `select ${group} as "group", count(*) as count from application a where ${IN_SCOPE} group by 1 order by 1`,
    values(scope),
  );
}

/** Refusals by the reason that the first examiner gave. */
export function countRefusals(db: Queryable, scope: StatisticsScope): Promise<CountRow[]> {
  return db.query<CountRow>(
    `select e.reason as "group", count(*) as count from application a
     join lateral (select reason from application_event e where e.application_key = a.key and e.event = 'propose-refusal'
       order by ordinal desc limit 1) e on true
     where ${IN_SCOPE} and exists (select 1 from application_event r where r.application_key = a.key and r.event = 'confirm-refusal')
     group by 1 order by 1`,
    values(scope),
  );
}

/** Applications with a strong finding by the kinds of edit that were named for it; one application may count under several. */
export function countEdits(db: Queryable, scope: StatisticsScope): Promise<CountRow[]> {
  return db.query<CountRow>(
    `select edit ->> 'code' as "group", count(distinct a.key) as count from application a
     join application_check c on c.application_key = a.key and c.purpose = 'submission'
     cross join lateral jsonb_array_elements(coalesce(c.result -> 'candidates', '[]'::jsonb)) candidate
     cross join lateral jsonb_array_elements(candidate -> 'edits') edit
     where ${IN_SCOPE} and a.strong_finding and candidate ->> 'grade' in ('identical', 'substantially-similar')
     group by 1 order by 1`,
    values(scope),
  );
}

/** Submission and decision of each decided application, in the order of submission. */
export function readDecisionTimes(
  db: Queryable,
  scope: StatisticsScope,
): Promise<readonly { readonly submittedAt: Date; readonly decidedAt: Date }[]> {
  return db.query(
    `select a.submitted_at as "submittedAt", a.decided_at as "decidedAt" from application a
     where ${IN_SCOPE} and a.decided_at is not null order by a.submitted_at, a.key`,
    values(scope),
  );
}
