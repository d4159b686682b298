import { randomBytes } from 'node:crypto';
import { putRecoveryCodes, readSecondFactors, takeRecoveryCode } from '../../store/accounts/second-factor-rows.ts';
import { deleteSession } from '../../store/accounts/session-rows.ts';
import { type AuditAction, appendAudit } from '../../store/audit-trail.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor } from '../access/actor.ts';
import { digestOfToken } from '../access/secret-token.ts';
import type { Vault } from '../access/vault.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { attempting } from './attempts.ts';
import { openSession } from './sessions.ts';
import { signInRefused } from './sign-in.ts';

export type FactorContext = Pick<ServiceContext, 'store' | 'clock' | 'vault'>;

const RECOVERY_CODES = 10;
/** Without the letters and digits that are mistaken for one another. */
const CODE_SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const CODE_LENGTH = 12;

/** Another factor beside one that there is needs that one: a password alone must not add a key to an account of staff. */
export async function requireShownFactor({ store }: Pick<FactorContext, 'store'>, actor: Actor): Promise<void> {
  if (actor.secondFactor) return;
  const { totp, passkeys } = await readSecondFactors(store, actor.account!);
  if (!totp && passkeys === 0) return;
  throw new ServiceError('second-factor-required', {
    expected: 'a second factor shown in this session',
    received: 'a session with a password alone',
    remedy: 'Show the second factor that you have first.',
  });
}

/**
 * Ends the session and opens one in which a second factor was shown: the secret changes with the rights. `verify` throws
 * `sign-in-refused`; wrong ones are counted for the account, whichever factor they were for.
 */
export async function showSecondFactor(
  ctx: FactorContext,
  account: string,
  sessionToken: string,
  verify: () => Promise<void>,
): Promise<string> {
  await attempting(ctx, `second factor ${account}`, verify);
  await deleteSession(ctx.store, digestOfToken(sessionToken));
  await note(ctx, account, 'show-second-factor');
  return openSession(ctx, account, { secondFactor: true });
}

export async function note(
  { store, clock }: { readonly store: Queryable; readonly clock: () => Date },
  account: string,
  action: AuditAction,
): Promise<void> {
  await appendAudit(store, { at: clock(), actor: account, action, object: { kind: 'account', id: account } });
}

/** Ten codes for the day on which the authenticator is lost, shown this once; those before lose their force. */
export async function makeRecoveryCodes(tx: Queryable, vault: Vault, account: string): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: CODE_LENGTH }, randomSign)
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  );
  await putRecoveryCodes(
    tx,
    account,
    codes.map((code) => digestOf(vault, code)),
  );
  return codes;
}

export async function verifyRecoveryCode(
  { store, clock, vault }: FactorContext,
  account: string,
  code: string,
): Promise<void> {
  if (!(await takeRecoveryCode(store, account, digestOf(vault, code), clock()))) throw signInRefused();
}

function digestOf(vault: Vault, code: string): string {
  return vault.digest(code.toLowerCase().replace(/[^a-z0-9]/g, ''), 'recovery-code');
}

function randomSign(): string {
  for (;;) {
    const sign = CODE_SIGNS[randomBytes(1)[0]! & 31];
    // 31 signs: one value in 32 is thrown away rather than favouring a sign.
    if (sign !== undefined) return sign;
  }
}
