import type { ApplicationRow } from '../applications/application-rows.ts';
import type { CaseEvent } from '../applications/case-rows.ts';
import type { Queryable } from '../database.ts';
import type { NewPattern } from '../pattern-rows.ts';

/** Whether everything older than this log has been entered into it. */
export async function olderAreEntered(db: Queryable): Promise<boolean> {
  const [head] = await db.query<{ done: boolean }>('select older_entered_at is not null as done from log_head');
  return head!.done;
}

export async function markOlderEntered(db: Queryable, now: Date): Promise<void> {
  await db.query('update log_head set older_entered_at = $1', [now]);
}

export type OlderEvent = CaseEvent & {
  readonly key: number;
  readonly ordinal: number;
  readonly application: ApplicationRow['id'];
};

/** Events of these kinds that the outbox does not know, after the place given, in order. */
export function listUnloggedEvents(
  db: Queryable,
  events: readonly string[],
  after: { readonly key: number; readonly ordinal: number },
  limit: number,
): Promise<OlderEvent[]> {
  return db.query<OlderEvent>(
    `select e.application_key as key, e.ordinal, a.id as application, e.at, e.actor, e.event,
       e.from_state as "fromState", e.to_state as "toState", e.reason, e.note, e.detail
     from application_event e join application a on a.key = e.application_key
     where e.event = any($1) and (e.application_key, e.ordinal) > ($2::bigint, $3::integer)
       and not exists (select 1 from log_outbox o where o.key = 'case:' || a.id || ':' || e.ordinal)
     order by e.application_key, e.ordinal limit $4`,
    [events, after.key, after.ordinal, limit],
  );
}

export type OlderPattern = Pick<
  NewPattern,
  'id' | 'sha256' | 'title' | 'owner' | 'registrationNumber' | 'recordedAt' | 'facts'
> & { readonly key: number };

/** Records of the library, made neither by a registration nor by an open deposit, that the outbox does not know, after the key given, in order. */
export function listUnloggedPatterns(db: Queryable, afterKey: number, limit: number): Promise<OlderPattern[]> {
  return db.query<OlderPattern>(
    `select p.key, p.id, p.sha256, p.title, p.owner, p.registration_number as "registrationNumber", p.recorded_at as "recordedAt",
       coalesce((
         select jsonb_agg(jsonb_build_object('kind', d.kind, 'date', d.date, 'evidence', d.evidence) order by d.ordinal)
         from dated_fact d where d.pattern_key = p.key
       ), '[]'::jsonb) as facts
     from pattern p
     where p.key > $1 and p.removed_at is null
       and not p.filed and p.owner_account is null and not exists (select 1 from application_picture a where a.pattern_id = p.id)
       and not exists (select 1 from log_outbox o where o.key = 'pattern:' || p.id)
     order by p.key limit $2`,
    [afterKey, limit],
  );
}
