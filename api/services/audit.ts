import { type AuditQuery, appendAudit, queryAudit, type StoredAuditEntry } from '../store/audit-trail.ts';
import type { Actor } from './access/actor.ts';
import { authorize, isPermitted } from './access/authorize.ts';
import { namesIn } from './audit-names.ts';
import type { ServiceContext } from './context.ts';

type Context = Pick<ServiceContext, 'store' | 'clock'>;
export type AuditFilter = Omit<AuditQuery, 'tenant' | 'before' | 'limit'>;

const ENTRIES_PER_READ = 1_000;
/** An export beyond this is asked for in parts, by time. */
const ENTRIES_PER_EXPORT_MAX = 100_000;

export interface TrailPage {
  readonly entries: readonly StoredAuditEntry[];
  /** Names of what the entries speak of: see `namesIn`. */
  readonly names: ReadonlyMap<string, string | null>;
}

/** One page, newest first, of what concerns the offices that the actor may read the trail of. */
export async function readTrail(
  { store }: Context,
  actor: Actor,
  filter: AuditFilter,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<TrailPage> {
  const entries = await queryAudit(store, { ...filter, tenant: officeOf(actor), before, limit });
  return { entries, names: await namesIn(store, actor, entries) };
}

/** Everything that the filter lets through, newest first; that it was exported is in the trail too. */
export async function exportTrail(
  { store, clock }: Context,
  actor: Actor,
  filter: AuditFilter,
): Promise<StoredAuditEntry[]> {
  const tenant = officeOf(actor);
  const at = clock();
  const entries: StoredAuditEntry[] = [];
  for (let before: number | null = null; entries.length < ENTRIES_PER_EXPORT_MAX; ) {
    const page: StoredAuditEntry[] = await queryAudit(store, { ...filter, tenant, before, limit: ENTRIES_PER_READ });
    entries.push(...page);
    if (page.length < ENTRIES_PER_READ) break;
    before = page.at(-1)!.entry;
  }
  const object = { kind: 'audit-trail', id: tenant ?? 'all' } as const;
  await appendAudit(store, {
    at,
    actor: actor.name,
    action: 'export-audit',
    object,
    tenant,
    after: { entries: entries.length },
  });
  return entries;
}

/** Null for who may read the trail of every office. */
function officeOf(actor: Actor): string | null {
  if (isPermitted(actor, 'audit:read', { tenant: null })) return null;
  authorize(actor, 'audit:read', { tenant: actor.tenant });
  return actor.tenant;
}
