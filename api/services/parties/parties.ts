import { appendAudit } from '../../store/audit-trail.ts';
import type { Queryable } from '../../store/database.ts';
import { SqlError } from '../../store/database.ts';
import { listAttorneys, type StoredAttorney } from '../../store/parties/attorney-rows.ts';
import { listDocuments, type StoredDocument } from '../../store/parties/document-rows.ts';
import {
  findParties,
  findParty,
  insertMember,
  insertParty,
  listMembers,
  listPending,
  type Member,
  type PartyKind,
  type StoredParty,
  setVerification,
} from '../../store/parties/party-rows.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize, isPermitted, type Resource } from '../access/authorize.ts';
import { ownAccount } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { notFound } from '../live-records.ts';
import { requireImpartial } from './recusal.ts';

export type PartyContext = Pick<ServiceContext, 'store' | 'clock' | 'vault'>;

export interface NewParty {
  readonly kind: PartyKind;
  readonly name: string;
  /** The office that reviews its identity. */
  readonly tenant: string;
  readonly region: string | null;
  /** Of a firm or workstation. */
  readonly creditCode: string | null;
  /** Of a person. */
  readonly residentId: string | null;
}

export interface PartyView {
  readonly party: StoredParty;
  /** The last four signs of a person's number, for whoever may review it. */
  readonly residentIdEnd: string | null;
  readonly members: readonly Member[];
  readonly documents: readonly StoredDocument[];
  readonly attorneys: readonly StoredAttorney[];
  /** Names of the parties on either side of those powers, by id. */
  readonly sides: ReadonlyMap<string, string | null>;
}

export function resourceOf({ id, tenantId }: Pick<StoredParty, 'id' | 'tenantId'>): Resource {
  return { parties: [id], tenant: tenantId };
}

/** Adds a person, firm or workstation that the actor manages from then on; staff verify it later. */
export async function createParty(ctx: PartyContext, actor: Actor, input: NewParty): Promise<StoredParty> {
  const { id: account } = await ownAccount(ctx, actor);
  authorize(actor, 'party:create', { account });
  const now = ctx.clock();
  const { residentId, tenant, ...given } = input;
  const party: StoredParty = {
    id: makeId('PT', now),
    ...given,
    tenantId: tenant,
    residentIdSealed: residentId === null ? null : ctx.vault.seal(residentId, 'resident-id'),
    residentIdDigest: residentId === null ? null : ctx.vault.digest(residentId, 'resident-id'),
    verification: 'unverified',
    createdAt: now,
    createdBy: account,
  };
  try {
    await ctx.store.transaction(async (tx) => {
      await insertParty(tx, party);
      await insertMember(tx, { party: party.id, account, manages: true, now });
      await audit(tx, actor, party, { at: now, action: 'create-party', after: { kind: party.kind } });
    });
  } catch (error) {
    if (error instanceof SqlError && error.constraint === 'party_tenant_id_fkey') throw notFound(tenant);
    throw error;
  }
  return party;
}

export async function listOwnParties({ store }: PartyContext, actor: Actor): Promise<readonly StoredParty[]> {
  authorize(actor, 'party:create', { account: actor.account });
  return findParties(store, [...new Set(actor.parties.map(({ party }) => party))]);
}

/** Parties whose identity waits for review in the actor's office. */
export async function listPartiesToReview(
  { store }: PartyContext,
  actor: Actor,
  limit: number,
): Promise<readonly StoredParty[]> {
  authorize(actor, 'party:verify');
  const pending = await listPending(
    store,
    actor.staff.some(({ tenant }) => tenant === null) ? null : actor.tenant,
    limit,
  );
  return pending.filter((party) => isPermitted(actor, 'party:verify', resourceOf(party)));
}

/** Who may not read it learns no more than from an id that there never was. */
export async function readParty({ store, vault }: PartyContext, actor: Actor, id: string): Promise<PartyView> {
  const party = await partyFor(store, actor, 'party:read', id);
  const attorneys = await listAttorneys(store, id);
  const sides = await findParties(store, [...new Set(attorneys.flatMap(({ principal, agent }) => [principal, agent]))]);
  const mayReview = isPermitted(actor, 'party:verify', resourceOf(party));
  return {
    party,
    residentIdEnd:
      mayReview && party.residentIdSealed !== null
        ? vault.open(party.residentIdSealed, 'resident-id').toString().slice(-4)
        : null,
    members: await listMembers(store, id),
    documents: await listDocuments(store, id),
    attorneys,
    sides: new Map(sides.map((side) => [side.id, side.name])),
  };
}

/** Hands the identity in for review: something must prove it. */
export async function submitIdentity(ctx: PartyContext, actor: Actor, id: string): Promise<void> {
  await ctx.store.transaction(async (tx) => {
    const party = await partyFor(tx, actor, 'party:manage', id, { lock: true });
    const papers = (await listDocuments(tx, id)).filter(({ purpose }) => purpose === 'identity');
    const hasNumber = party.kind === 'person' ? party.residentIdDigest !== null : party.creditCode !== null;
    if (papers.length === 0 || !hasNumber || party.verification === 'verified' || party.verification === 'pending')
      throw notNow(
        'an unverified party with its number and at least one paper that proves who it is',
        `one that is ${party.verification}, with ${papers.length} papers${hasNumber ? '' : ' and without a number'}`,
      );
    const now = ctx.clock();
    await setVerification(tx, id, 'pending', now);
    await audit(tx, actor, party, { at: now, action: 'submit-identity', before: { verification: party.verification } });
  });
}

/**
 * Accepts or refuses an identity, with a reason. Nobody reviews a party that he belongs to; a number that another party
 * was verified under is refused. Throws `forbidden`, `recused`, `already-exists`, `not-now`.
 */
export async function reviewIdentity(
  ctx: PartyContext,
  actor: Actor,
  id: string,
  { decision, reason }: { readonly decision: 'verified' | 'refused'; readonly reason: string },
): Promise<void> {
  try {
    await ctx.store.transaction(async (tx) => {
      const party = await partyFor(tx, actor, 'party:verify', id, { lock: true });
      if (party.verification !== 'pending')
        throw notNow('a party that waits for review', `one that is ${party.verification}`);
      await requireImpartial(tx, actor, { parties: [id], accounts: [] });
      const now = ctx.clock();
      await setVerification(tx, id, decision, now);
      const change = { before: { verification: party.verification }, after: { verification: decision } };
      await audit(tx, actor, party, { at: now, action: 'review-identity', reason, ...change });
    });
  } catch (error) {
    if (!(error instanceof SqlError) || !error.constraint?.startsWith('party_verified_')) throw error;
    throw new ServiceError('already-exists', {
      expected: 'a number that no other party was verified under',
      received: 'one that was',
      remedy: 'Refuse this party, or clear up which of them it belongs to.',
      cause: error,
    });
  }
}

export async function partyFor(
  db: Queryable,
  actor: Actor,
  action: 'party:read' | 'party:manage' | 'party:verify' | 'attorney:grant',
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<StoredParty> {
  const party = await findParty(db, id, options);
  if (party === undefined || !isPermitted(actor, 'party:read', resourceOf(party))) throw notFound(id);
  authorize(actor, action, resourceOf(party));
  return party;
}

export function notNow(expected: string, received: string): ServiceError {
  return new ServiceError('not-now', {
    expected,
    received,
    remedy: 'See what state it is in, and what that state waits for.',
  });
}

export async function audit(
  tx: Queryable,
  actor: Actor,
  party: Pick<StoredParty, 'id' | 'tenantId'>,
  entry: Pick<Parameters<typeof appendAudit>[1], 'at' | 'action' | 'before' | 'after' | 'reason'>,
): Promise<void> {
  const object = { kind: 'party', id: party.id } as const;
  await appendAudit(tx, { actor: actor.name, object, tenant: party.tenantId, ...entry });
}
