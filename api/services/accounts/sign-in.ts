import { findAccountByEmail } from '../../store/accounts/account-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { attempting } from './attempts.ts';
import { verifyPassword } from './password.ts';
import { openSession } from './sessions.ts';

/**
 * Opens a session for address and password, and returns its secret. Throws `sign-in-refused`, the same for an unknown
 * address, a wrong password and an account that is not active, after the same work; `too-many-attempts`.
 */
export async function signIn(
  ctx: Pick<ServiceContext, 'store' | 'clock'>,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<string> {
  const address = email.toLowerCase();
  return attempting(ctx, `sign-in ${address}`, async () => {
    const account = await findAccountByEmail(ctx.store, address);
    const matches = await verifyPassword(password, account?.passwordHash ?? null);
    if (!matches || account?.status !== 'active') throw signInRefused();
    await appendAudit(ctx.store, {
      at: ctx.clock(),
      actor: account.id,
      action: 'sign-in',
      object: { kind: 'account', id: account.id },
      tenant: account.tenantId,
    });
    return openSession(ctx, account.id, { secondFactor: false });
  });
}

export function signInRefused(): ServiceError {
  return new ServiceError('sign-in-refused', {
    expected: 'the address and password of an active account',
    received: 'others',
    remedy: 'Check both and try again, or have a link to a new password sent to you.',
  });
}
