import type { Visibility } from '../schemas/pattern.ts';
import { readExaminersOf } from '../store/applications/finding-rows.ts';
import type { Queryable } from '../store/database.ts';
import type { Viewer } from '../store/pattern-rows.ts';
import type { Actor } from './access/actor.ts';
import { isPermitted } from './access/authorize.ts';

export interface Guarded {
  readonly visibility: Visibility;
  readonly ownerPartyId: string | null;
  /** Whose it is where no party holds title to it. */
  readonly ownerAccount: string | null;
}

/**
 * Whether the actor may see a record: a public one whoever may read the library; a restricted one its owner, and whoever
 * has the data itself, as the command line on its machine. `assignees` are the examiners of a case in which it turned up.
 */
export function maySee(
  actor: Actor,
  { visibility, ownerPartyId, ownerAccount }: Guarded,
  assignees: readonly string[] = [],
): boolean {
  if (visibility === 'public' || hasTheData(actor)) return true;
  if (actor.credential === 'none') return false;
  const parties = ownerPartyId === null ? [] : [ownerPartyId];
  return isPermitted(actor, 'pattern:read-restricted', { account: ownerAccount, parties, assignees });
}

/**
 * Whether the actor may see this record, examiners of the cases in which it turned up included. They are looked up whether it
 * is restricted or not, so that the time taken says nothing.
 */
export async function seesRecord(
  db: Queryable,
  actor: Actor,
  record: Guarded & { readonly id: string },
): Promise<boolean> {
  const assignees = actor.staff.length > 0 ? await readExaminersOf(db, record.id) : [];
  return maySee(actor, record, assignees);
}

/** The same as a condition for statements. */
export function viewerOf(actor: Actor): Viewer {
  if (hasTheData(actor)) return { everything: true, parties: [], account: null };
  const parties = actor.parties.map(({ party }) => party);
  const { account } = actor;
  const restricted = { visibility: 'restricted', ownerPartyId: null, ownerAccount: null } as const;
  return {
    everything: false,
    parties: parties.filter((party) => maySee(actor, { ...restricted, ownerPartyId: party })),
    account: maySee(actor, { ...restricted, ownerAccount: account }) ? account : null,
  };
}

/** Whoever can open the data itself, as the command line on its machine. */
export function hasTheData({ credential, scopes }: Actor): boolean {
  return credential === 'service' && scopes === 'all';
}
