import { readNames } from '../store/accounts/account-rows.ts';
import { readTenantNames } from '../store/accounts/tenant-rows.ts';
import { readApplicationTitles } from '../store/applications/application-rows.ts';
import type { StoredAuditEntry } from '../store/audit-trail.ts';
import type { Queryable } from '../store/database.ts';
import { findParties } from '../store/parties/party-rows.ts';
import { readRecordTitles } from '../store/pattern-rows.ts';
import type { Actor } from './access/actor.ts';
import { isPermitted } from './access/authorize.ts';
import { maySee } from './visibility.ts';

/** Ids as entries name them, in fields of their own and among what changed. */
const ID = /\b(?:AC|PT|TN|AP|SP)-[0-9A-HJKMNP-TV-Z]{26}\b/g;

/**
 * What the ids of these entries stand for today, as far as this reader of the trail may know it: the trail itself holds ids alone. Null
 * where the name was erased; whatever he may not read, and what there is no longer, is left out. Whoever may read what somebody did may
 * know who it was; parties, applications and patterns are named to those alone who may read them.
 */
export async function namesIn(
  db: Queryable,
  actor: Actor,
  entries: readonly StoredAuditEntry[],
): Promise<ReadonlyMap<string, string | null>> {
  const ids = [...new Set(JSON.stringify(entries).match(ID) ?? [])];
  const of = (prefix: string) => ids.filter((id) => id.startsWith(`${prefix}-`));
  const [accounts, parties, tenants, applications, records] = await Promise.all([
    readNames(db, of('AC')),
    findParties(db, of('PT')),
    readTenantNames(db, of('TN')),
    readApplicationTitles(db, of('AP')),
    readRecordTitles(db, of('SP')),
  ]);
  return new Map<string, string | null>([
    ...accounts.map(({ account, name }) => [account, name] as const),
    ...parties
      .filter(({ id, tenantId }) => isPermitted(actor, 'party:read', { parties: [id], tenant: tenantId }))
      .map(({ id, name }) => [id, name] as const),
    ...tenants.map(({ id, name }) => [id, name] as const),
    ...applications
      .filter(({ tenant, party }) => isPermitted(actor, 'application:read', { parties: [party], tenant }))
      .map(({ id, title }) => [id, title] as const),
    ...records.filter((record) => maySee(actor, record)).map(({ id, title }) => [id, title] as const),
  ]);
}
