import type { Queryable } from './database.ts';

/** One answered request: no more is kept of it. */
export interface AccessEntry {
  readonly at: Date;
  readonly actor: string;
  readonly operation: 'check' | 'compare' | 'report' | 'open-deposit' | 'evidence';
  readonly outcome: string;
  /** Size of the library that was searched; 0 for a comparison. */
  readonly worksSearched: number;
  readonly durationMs: number;
}

export async function appendAccess(db: Queryable, entries: readonly AccessEntry[]): Promise<void> {
  await db.query(
    `insert into access_log (at, actor, operation, outcome, works_searched, duration_ms)
     select (e ->> 'at')::timestamptz, e ->> 'actor', e ->> 'operation', e ->> 'outcome',
       (e ->> 'worksSearched')::bigint, (e ->> 'durationMs')::float8
     from jsonb_array_elements($1::jsonb) with ordinality as list (e, place) order by place`,
    [JSON.stringify(entries)],
  );
}

export async function sumAccess(db: Queryable): Promise<{ readonly queries: number; readonly worksSearched: number }> {
  const [row] = await db.query<{ queries: number; worksSearched: number }>(
    `select count(*) as queries, coalesce(sum(works_searched), 0)::bigint as "worksSearched" from access_log`,
  );
  return row!;
}
