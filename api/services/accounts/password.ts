import { hash, verify } from '@node-rs/argon2';
import { ServiceError } from '../errors.ts';
import { isCommonPassword } from './common-passwords.ts';

/** NIST SP 800-63B rev. 4, 3.1.1.2: at least 15 characters where the password is the only factor; ours often is. */
export const PASSWORD_LENGTH_MIN = 15;
/** Bounds the work of hashing; the same section asks for at least 64. */
export const PASSWORD_LENGTH_MAX = 256;

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane. Algorithm 2 is argon2id. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** As it is hashed: the same characters however a keyboard composes them (NIST: NFKC or NFKD). */
function normalised(password: string): string {
  return password.normalize('NFKC');
}

/**
 * A PHC string of argon2id. Throws `weak-password`: too short, too long, common, or made of the person's own name or
 * address. No rules on which characters it is composed of.
 */
export async function hashPassword(password: string, own: readonly (string | null)[]): Promise<string> {
  const text = normalised(password);
  const length = [...text].length;
  if (length < PASSWORD_LENGTH_MIN || length > PASSWORD_LENGTH_MAX)
    throw weak(`${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters`, `${length}`);
  if (isCommonPassword(text, own))
    throw weak('a password that nobody would guess', 'one that is common, or your own name or address');
  return hash(text, PARAMETERS);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password is that of the hash. Where there is no hash, a decoy is verified all the same, so that the time
 * taken does not tell whether there is an account.
 */
export async function verifyPassword(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hash('a decoy that no account has', PARAMETERS);
  const matches = await verify(passwordHash ?? (await decoy), normalised(password).slice(0, PASSWORD_LENGTH_MAX));
  return matches && passwordHash !== null;
}

function weak(expected: string, received: string): ServiceError {
  return new ServiceError('weak-password', {
    expected,
    received,
    remedy: 'Take several words that belong together for you alone, or let a password manager make one.',
  });
}
