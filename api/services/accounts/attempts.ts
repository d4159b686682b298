import { createHash } from 'node:crypto';
import { forgetAttempts, takeAttempt } from '../../store/accounts/attempt-rows.ts';
import type { Queryable } from '../../store/database.ts';
import { ServiceError } from '../errors.ts';

/** Wrong ones before each further one costs a pause; NIST SP 800-63B allows up to 100. */
const FREE_ATTEMPTS = 5;
const FIRST_PAUSE_S = 30;
const LONGEST_PAUSE_S = 15 * 60;
const FORGET_AFTER_MS = 24 * 3_600_000;

/**
 * Does what can fail for a wrong secret, within the attempts that its subject has. The count is by digest of the subject
 * and the same whether an account exists or not, so that neither an answer nor its time tells. Throws `too-many-attempts`.
 */
export async function attempting<T>(
  { store, clock }: { readonly store: Queryable; readonly clock: () => Date },
  subject: string,
  work: () => Promise<T>,
): Promise<T> {
  const now = clock();
  const subjectSha256 = createHash('sha256').update(subject).digest('hex');
  const blockedUntil = await takeAttempt(store, {
    subjectSha256,
    now,
    free: FREE_ATTEMPTS,
    firstPauseS: FIRST_PAUSE_S,
    longestPauseS: LONGEST_PAUSE_S,
    forgetBefore: new Date(now.getTime() - FORGET_AFTER_MS),
  });
  if (blockedUntil !== undefined) {
    const retryAfterS = Math.max(1, Math.ceil((blockedUntil.getTime() - now.getTime()) / 1_000));
    throw new ServiceError('too-many-attempts', {
      expected: `a pause after ${FREE_ATTEMPTS} wrong attempts`,
      received: 'another attempt',
      remedy: `Try again in ${retryAfterS} s, or reset the password.`,
      retryAfterS,
    });
  }
  const result = await work();
  await forgetAttempts(store, subjectSha256);
  return result;
}
