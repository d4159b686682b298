import { findAccountByEmail } from '../../store/accounts/account-rows.ts';
import { endMembership, insertMember, listMembers } from '../../store/parties/party-rows.ts';
import type { Actor } from '../access/actor.ts';
import { ServiceError } from '../errors.ts';
import { notFound } from '../live-records.ts';
import { audit, notNow, type PartyContext, partyFor } from './parties.ts';

/** Adds the account of an address to a firm or workstation. Throws `not-found` for an address without an active account. */
export async function addMember(
  ctx: PartyContext,
  actor: Actor,
  partyId: string,
  { email, manages }: { readonly email: string; readonly manages: boolean },
): Promise<void> {
  await ctx.store.transaction(async (tx) => {
    const party = await partyFor(tx, actor, 'party:manage', partyId, { lock: true });
    if (party.kind === 'person') throw notNow('a firm or workstation', 'a person, who has no members');
    const account = await findAccountByEmail(tx, email.toLowerCase());
    if (account?.status !== 'active') throw notFound('an active account of this address');
    if ((await listMembers(tx, partyId)).some((member) => member.account === account.id))
      throw new ServiceError('already-exists', {
        expected: 'somebody who is not a member',
        received: 'a member',
        remedy: 'Nothing is left to do.',
      });
    const now = ctx.clock();
    await insertMember(tx, { party: partyId, account: account.id, manages, now });
    await audit(tx, actor, party, { at: now, action: 'add-member', after: { account: account.id, manages } });
  });
}

/** Ends a membership; the last one who manages the party stays. */
export async function removeMember(ctx: PartyContext, actor: Actor, partyId: string, account: string): Promise<void> {
  await ctx.store.transaction(async (tx) => {
    const party = await partyFor(tx, actor, 'party:manage', partyId, { lock: true });
    const members = await listMembers(tx, partyId);
    if (!members.some((member) => member.manages && member.account !== account))
      throw notNow('another member who manages the party', 'the last one');
    const now = ctx.clock();
    if (!(await endMembership(tx, partyId, account, now))) throw notFound(account);
    await audit(tx, actor, party, { at: now, action: 'remove-member', before: { account } });
  });
}
