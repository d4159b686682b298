import type { LibraryFinding } from '../../engine/index.ts';
import type { RestrictedHit } from '../schemas/check-result.ts';
import { readContacts } from '../store/accounts/tenant-rows.ts';
import { appendAudit, countRecentDeeds } from '../store/audit-trail.ts';
import type { StoredPattern } from '../store/pattern-rows.ts';
import type { Actor } from './access/actor.ts';
import type { ServiceContext } from './context.ts';
import { datesOf, earliestEvidencedMs } from './dated-facts.ts';
import { ServiceError } from './errors.ts';

const HOUR_MS = 3_600_000;
/** Enough for somebody who checks his own designs, and too few for drawing a map of what others keep private. */
const HITS_PER_HOUR = 30;
const STRONG: ReadonlySet<string> = new Set(['identical', 'substantially-similar']);

/**
 * What somebody learns of records that he may not see: the public nothing; who has signed in, of strong hits only, that an
 * earlier record exists, since when, and whom to ask. Each is in the audit trail. Throws `too-many-attempts`.
 */
export async function tellOfRestricted(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  actor: Actor,
  findings: readonly LibraryFinding[],
  patterns: ReadonlyMap<number, StoredPattern>,
): Promise<RestrictedHit[]> {
  if (actor.account === null) return [];
  const hits = findings.flatMap(({ key, grade }) => {
    const pattern = patterns.get(key);
    return pattern !== undefined && STRONG.has(grade) ? [{ pattern, grade }] : [];
  });
  if (hits.length === 0) return [];
  const now = clock();
  const told = await countRecentDeeds(store, actor.name, 'learn-of-restricted', new Date(now.getTime() - HOUR_MS));
  if (told >= HITS_PER_HOUR)
    throw new ServiceError('too-many-attempts', {
      expected: `at most ${HITS_PER_HOUR} notices of restricted records an hour`,
      received: 'another check that gives one',
      remedy: 'Wait an hour, or ask the office.',
      retryAfterS: HOUR_MS / 1_000,
    });
  const contacts = await readContacts(
    store,
    hits.flatMap(({ pattern }) => pattern.tenantId ?? []),
  );
  for (const { pattern, grade } of hits) {
    const object = { kind: 'pattern', id: pattern.id } as const;
    const by = { at: now, actor: actor.name, object, tenant: pattern.tenantId };
    await appendAudit(store, { ...by, action: 'learn-of-restricted', after: { grade } });
  }
  return hits.map(({ pattern, grade }) => ({
    grade,
    date: new Date(earliestEvidencedMs(datesOf(pattern))).toISOString().slice(0, 10),
    contact: contacts.get(pattern.tenantId ?? '') ?? null,
  }));
}
