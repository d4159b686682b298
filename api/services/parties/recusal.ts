import type { LinkKind } from '../../registration/link-kinds.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import type { Queryable } from '../../store/database.ts';
import { endLink, findTies, insertLink, listLinks, type StoredLink } from '../../store/parties/link-rows.ts';
import { findParties, findParty, type StoredParty } from '../../store/parties/party-rows.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize, isPermitted } from '../access/authorize.ts';
import { ownAccount } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { notFound } from '../live-records.ts';

type Context = Pick<ServiceContext, 'store' | 'clock'>;

export interface NamedLink {
  readonly link: StoredLink;
  /** Null where the actor may not read the party. */
  readonly partyName: string | null;
}

/** Somebody says what ties him to a party (回避); from then on he takes no part in its matters. */
export async function declareLink(
  ctx: Context,
  actor: Actor,
  { party, kind, note }: { readonly party: string; readonly kind: LinkKind; readonly note: string | null },
): Promise<NamedLink> {
  const { id: account, tenantId } = await ownAccount(ctx, actor);
  authorize(actor, 'link:declare', { account });
  return ctx.store.transaction(async (tx) => {
    const found = await findParty(tx, party);
    if (found === undefined) throw notFound(party);
    const now = ctx.clock();
    const link = { id: makeId('LK', now), account, party, kind, note, declaredAt: now, declaredBy: account };
    await insertLink(tx, link);
    const by = { at: now, actor: actor.name, object: { kind: 'account', id: account }, tenant: tenantId } as const;
    await appendAudit(tx, { ...by, action: 'declare-link', after: { link: link.id, party, kind } });
    return { link, partyName: nameFor(actor, found) };
  });
}

export async function listOwnLinks(ctx: Context, actor: Actor): Promise<readonly NamedLink[]> {
  const { id } = await ownAccount(ctx, actor);
  authorize(actor, 'link:declare', { account: id });
  const links = await listLinks(ctx.store, id);
  const parties = await findParties(ctx.store, [...new Set(links.map(({ party }) => party))]);
  const names = new Map(parties.map((party) => [party.id, nameFor(actor, party)]));
  return links.map((link) => ({ link, partyName: names.get(link.party) ?? null }));
}

/** Declaring a tie is open to everybody, so it must not tell the name of whomever one names. */
function nameFor(actor: Actor, { id, name, tenantId }: StoredParty): string | null {
  return isPermitted(actor, 'party:read', { parties: [id], tenant: tenantId }) ? name : null;
}

export async function endOwnLink(ctx: Context, actor: Actor, id: string, reason: string): Promise<void> {
  const { id: account, tenantId } = await ownAccount(ctx, actor);
  authorize(actor, 'link:declare', { account });
  await ctx.store.transaction(async (tx) => {
    const now = ctx.clock();
    if (!(await endLink(tx, account, id, now))) throw notFound(id);
    const by = { at: now, actor: actor.name, object: { kind: 'account', id: account }, tenant: tenantId } as const;
    await appendAudit(tx, { ...by, action: 'end-link', reason, before: { link: id } });
  });
}

/** Whom a matter is about: its parties, and the accounts that brought it or oppose it. */
export interface Matter {
  readonly parties: readonly string[];
  readonly accounts: readonly string[];
}

/** What ties an account to a matter; nothing where it may take part in deciding it. */
export async function tiesTo(
  db: Queryable,
  account: string,
  { parties, accounts }: Matter,
): Promise<readonly string[]> {
  const own = accounts.includes(account) ? [account] : [];
  return [...own, ...(await findTies(db, account, parties))];
}

/**
 * For every deed of staff in a matter with parties: refuses whoever is tied to one of them, by a link he declared, by
 * membership, present or past, or as agent, and whoever brought the matter himself. Throws `recused`.
 */
export async function requireImpartial(db: Queryable, { account }: Actor, matter: Matter): Promise<void> {
  const ties = account === null ? [] : await tiesTo(db, account, matter);
  if (ties.length === 0) return;
  throw new ServiceError('recused', {
    expected: 'somebody without a tie to a party of the matter',
    received: `a tie to ${ties.join(', ')}`,
    remedy: 'Leave it to a colleague.',
  });
}
