import { isKnownPassword } from './known-passwords.ts';

/**
 * Beginnings and wholes that guessing begins with, of our own making: with a least length of 15, most of what leaks hold are
 * repetitions and combinations of these.
 */
const COMMON_PARTS: ReadonlySet<string> = new Set(
  (
    'password passwort passw0rd motdepasse contrasena mima mima123 qwerty qwertyuiop qwertz azerty asdfghjkl zxcvbnm 1qaz2wsx 1q2w3e4r ' +
    'q1w2e3r4 abc123 abcdef abcdefgh abcd1234 admin administrator root user test guest welcome letmein login master secret changeme ' +
    'default iloveyou woaini woaini1314 5201314 1314520 sunshine princess dragon monkey football baseball superman batman trustno1 ' +
    'shadow michael jordan hello freedom whatever computer internet selvedge huayang textile pattern keqiao zhejiang shaoxing china ' +
    'beijing shanghai spring summer autumn winter january february march april june july august september october november december ' +
    'correcthorsebatterystaple a123456 aa123456 123qwe qwe123 zaq12wsx 88888888 66666666 147258369 159357 987654321 0987654321'
  ).split(' '),
);

const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  '01234567890123456789',
  '98765432109876543210',
];

/**
 * Whether the password is known from leaks, alone, twice in a row or with a year behind it, or consists of nothing but common
 * parts, runs, repetitions, years, and the person's own words.
 */
export function isCommonPassword(password: string, own: readonly (string | null)[]): boolean {
  const letters = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  // Mostly signs: then those are the password.
  const text = letters.length * 2 < password.length ? password : letters;
  if ([text, password.toLowerCase(), text.replace(/\d{1,4}$/, '')].some(isKnownPassword)) return true;
  const ownParts = own
    .flatMap((word) => (word === null ? [] : word.toLowerCase().split(/[^\p{L}\p{N}]+/u)))
    .filter((part) => part.length >= 3);
  const parts = [...new Set([...COMMON_PARTS, ...ownParts, ...(ownParts.length > 1 ? [ownParts.join('')] : [])])].sort(
    (a, b) => b.length - a.length,
  );
  let left = text;
  for (const part of parts) left = left.replaceAll(part, ' ');
  return left.split(' ').every(isPredictable);
}

/** What is left between known parts: up to four digits, a run of neighbours, or few characters repeated. */
function isPredictable(rest: string): boolean {
  if (rest.length <= 2 || /^\d{1,4}$/.test(rest)) return true;
  if (new Set(rest).size <= 2) return true;
  if (RUNS.some((run) => run.includes(rest))) return true;
  for (let period = 1; period <= 4; period++)
    if (rest.length > 2 * period && rest === rest.slice(0, period).repeat(rest.length).slice(0, rest.length))
      return true;
  return false;
}
