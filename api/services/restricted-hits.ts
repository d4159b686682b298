import type { Candidate, RestrictedHit } from '../schemas/check-result.ts';
import { readContacts } from '../store/accounts/tenant-rows.ts';
import { appendAudit, countRecentDeeds, readObjectsOfDeeds } from '../store/audit-trail.ts';
import type { Queryable } from '../store/database.ts';
import type { Actor } from './access/actor.ts';
import type { ServiceContext } from './context.ts';
import { earliestEvidencedMs } from './dated-facts.ts';
import { type HourlyLimit, leftThisHour, requireRoomThisHour } from './hourly-limit.ts';

/** Enough for somebody who checks his own designs, and too few for drawing a map of what others keep private. */
const HITS: HourlyLimit = {
  most: 30,
  counted: 'notices of restricted records',
  countSince: (db, actor, since) => countRecentDeeds(db, actor, 'learn-of-restricted', since),
};
const STRONG: ReadonlySet<string> = new Set(['identical', 'substantially-similar']);

type Context = Pick<ServiceContext, 'store' | 'clock'>;

/** A work that somebody may not see, as far as it takes to tell him that there is one. */
export interface HiddenWork {
  readonly candidate: Pick<Candidate, 'grade' | 'dates'>;
  readonly record: { readonly id: string; readonly tenantId: string | null };
}

/**
 * What somebody learns of records that he may not see: the public nothing; who has signed in, of strong hits only, that an
 * earlier record exists, since when, and whom to ask. Each is in the audit trail. Throws `too-many-attempts`.
 */
export async function tellOfRestricted(
  { store, clock }: Context,
  actor: Actor,
  works: readonly HiddenWork[],
): Promise<RestrictedHit[]> {
  const strong = strongOf(works);
  if (actor.account === null || strong.length === 0) return [];
  await requireRoomThisHour({ store, clock }, actor, HITS);
  await note({ store, clock }, actor, strong);
  return hitsOf(store, strong);
}

/**
 * The same of works that a check frozen with an application had found, each time that somebody reads it: what he was told
 * before he is told again, and of others as many as the hour still admits.
 */
export async function tellOfFrozen(
  { store, clock }: Context,
  actor: Actor,
  works: readonly HiddenWork[],
): Promise<RestrictedHit[]> {
  const strong = strongOf(works);
  if (actor.account === null || strong.length === 0) return [];
  const known = await readObjectsOfDeeds(
    store,
    actor.name,
    'learn-of-restricted',
    strong.map(({ record }) => record.id),
  );
  const fresh = strong
    .filter(({ record }) => !known.has(record.id))
    .slice(0, await leftThisHour({ store, clock }, actor, HITS));
  await note({ store, clock }, actor, fresh);
  return hitsOf(
    store,
    strong.filter((work) => known.has(work.record.id) || fresh.includes(work)),
  );
}

const strongOf = (works: readonly HiddenWork[]) => works.filter(({ candidate }) => STRONG.has(candidate.grade));

async function note({ store, clock }: Context, actor: Actor, works: readonly HiddenWork[]): Promise<void> {
  for (const { candidate, record } of works) {
    const object = { kind: 'pattern', id: record.id } as const;
    const by = { at: clock(), actor: actor.name, object, tenant: record.tenantId };
    await appendAudit(store, { ...by, action: 'learn-of-restricted', after: { grade: candidate.grade } });
  }
}

async function hitsOf(store: Queryable, works: readonly HiddenWork[]): Promise<RestrictedHit[]> {
  const contacts = await readContacts(
    store,
    works.flatMap(({ record }) => record.tenantId ?? []),
  );
  return works.map(({ candidate, record }) => ({
    grade: candidate.grade,
    date: new Date(earliestEvidencedMs(candidate.dates)).toISOString().slice(0, 10),
    contact: contacts.get(record.tenantId ?? '') ?? null,
  }));
}
