import { Secret, TOTP } from 'otpauth';
import {
  confirmTotp,
  findTotp,
  putTotp,
  readSecondFactors,
  takeTotpStep,
} from '../../store/accounts/second-factor-rows.ts';
import type { Actor } from '../access/actor.ts';
import { confirmPassword, ownAccount } from './own-account.ts';
import { type FactorContext, makeRecoveryCodes, note, requireShownFactor } from './second-factor.ts';
import { signInRefused } from './sign-in.ts';
import { tellOfChange } from './tell-of-change.ts';

/** RFC 6238 as every authenticator has it: SHA-1, six digits, 30 seconds; 160 bits of secret (RFC 4226, 4). */
const PERIOD_S = 30;
const SECRET_BYTES = 20;
/** Steps before and after that are taken too, for clocks that differ. */
const WINDOW_STEPS = 1;

function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'Selvedge', label, algorithm: 'SHA1', digits: 6, period: PERIOD_S, secret });
}

/** The step whose code this is, at the time, or undefined. */
export function stepOfCode(secretBase32: string, code: string, atMs: number): number | undefined {
  const totp = totpOf(Secret.fromBase32(secretBase32), '');
  const delta = totp.validate({ token: code, timestamp: atMs, window: WINDOW_STEPS });
  return delta === null ? undefined : Math.floor(atMs / 1_000 / PERIOD_S) + delta;
}

/** A secret for an authenticator, to be confirmed by a code. Throws `sign-in-refused`, `second-factor-required`. */
export async function beginTotp(
  ctx: FactorContext,
  actor: Actor,
  password: string,
): Promise<{ readonly secret: string; readonly uri: string }> {
  const account = await ownAccount(ctx, actor);
  await requireShownFactor(ctx, actor);
  await confirmPassword(ctx, account, password);
  const secret = new Secret({ size: SECRET_BYTES });
  await putTotp(ctx.store, account.id, ctx.vault.seal(secret.base32, 'totp-secret'), ctx.clock());
  return { secret: secret.base32, uri: totpOf(secret, account.email).toString() };
}

/** Takes the authenticator into use; returns recovery codes with the first factor of an account, none with a further one. */
export async function finishTotp(ctx: FactorContext, account: string, code: string): Promise<readonly string[]> {
  await takeCode(ctx, account, code, false);
  return ctx.store.transaction(async (tx) => {
    await confirmTotp(tx, account, ctx.clock());
    await note({ store: tx, clock: ctx.clock }, account, 'add-second-factor');
    await tellOfChange(tx, account, 'authenticator-added', ctx.clock());
    const { recoveryCodes } = await readSecondFactors(tx, account);
    return recoveryCodes > 0 ? [] : makeRecoveryCodes(tx, ctx.vault, account);
  });
}

export function verifyTotp(ctx: FactorContext, account: string, code: string): Promise<void> {
  return takeCode(ctx, account, code, true);
}

/** Each code is taken once, even where two come at the same moment. */
async function takeCode(
  { store, clock, vault }: FactorContext,
  account: string,
  code: string,
  confirmed: boolean,
): Promise<void> {
  const totp = await findTotp(store, account);
  const step =
    totp?.confirmed === confirmed
      ? stepOfCode(vault.open(totp.secretSealed, 'totp-secret').toString(), code, clock().getTime())
      : undefined;
  if (step === undefined || !(await takeTotpStep(store, account, step))) throw signInRefused();
}
