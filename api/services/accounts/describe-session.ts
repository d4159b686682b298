import type { SessionView } from '../../schemas/account.ts';
import { findAccount } from '../../store/accounts/account-rows.ts';
import { readSecondFactors } from '../../store/accounts/second-factor-rows.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor } from '../access/actor.ts';

/** What somebody is told of himself. */
export async function describeSession({ store }: { readonly store: Queryable }, actor: Actor): Promise<SessionView> {
  const account = actor.account === null ? undefined : await findAccount(store, actor.account);
  if (account === undefined || account.email === null || account.name === null) return { signedIn: false };
  const factors = await readSecondFactors(store, account.id);
  const { id, email, name, language, tenantId } = account;
  return {
    signedIn: true,
    account: { id, email, name, language, tenant: tenantId },
    staff: [...actor.staff],
    parties: [...actor.parties],
    secondFactor: { shown: actor.secondFactor, ...factors },
  };
}
