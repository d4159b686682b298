import { setPassword } from '../../store/accounts/account-rows.ts';
import { endMailedLinks } from '../../store/accounts/mailed-link-rows.ts';
import { deleteSessionsOf } from '../../store/accounts/session-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import type { Actor } from '../access/actor.ts';
import { digestOfToken } from '../access/secret-token.ts';
import type { ServiceContext } from '../context.ts';
import { confirmPassword, ownAccount } from './own-account.ts';
import { hashPassword } from './password.ts';
import { tellOfChange } from './tell-of-change.ts';

/** Ends every other session and link of the account, and tells the person by mail. Throws `sign-in-refused` for a wrong present password, `weak-password`. */
export async function changePassword(
  ctx: Pick<ServiceContext, 'store' | 'clock'>,
  actor: Actor,
  { current, next, sessionToken }: { readonly current: string; readonly next: string; readonly sessionToken: string },
): Promise<void> {
  const account = await ownAccount(ctx, actor);
  await confirmPassword(ctx, account, current);
  const passwordHash = await hashPassword(next, [account.name, account.email]);
  await ctx.store.transaction(async (tx) => {
    const now = ctx.clock();
    await setPassword(tx, account.id, passwordHash);
    await deleteSessionsOf(tx, account.id, digestOfToken(sessionToken));
    await endMailedLinks(tx, account.id, now);
    const object = { kind: 'account', id: account.id } as const;
    await appendAudit(tx, { at: now, actor: actor.name, action: 'set-password', object, tenant: account.tenantId });
    await tellOfChange(tx, account.id, 'password-set', now);
  });
}
