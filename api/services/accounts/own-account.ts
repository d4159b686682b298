import { findAccount, type StoredAccount } from '../../store/accounts/account-rows.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor } from '../access/actor.ts';
import { signInRequired } from '../access/authorize.ts';
import { attempting } from './attempts.ts';
import { verifyPassword } from './password.ts';
import { signInRefused } from './sign-in.ts';

/** The account of somebody who is signed in, for what he does to his own. */
export async function ownAccount(
  { store }: { readonly store: Queryable },
  actor: Actor,
): Promise<StoredAccount & { readonly email: string; readonly name: string }> {
  const account = actor.account === null ? undefined : await findAccount(store, actor.account);
  if (account === undefined || account.email === null || account.name === null) throw signInRequired();
  return { ...account, email: account.email, name: account.name };
}

/** For what would hand the account to whoever found the browser open. Throws `sign-in-refused`, `too-many-attempts`. */
export async function confirmPassword(
  ctx: { readonly store: Queryable; readonly clock: () => Date },
  { id, passwordHash }: StoredAccount,
  password: string,
): Promise<void> {
  await attempting(ctx, `password ${id}`, async () => {
    if (!(await verifyPassword(password, passwordHash))) throw signInRefused();
  });
}
