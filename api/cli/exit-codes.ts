/** What a command's exit status means; documented in api/README.md. An interrupted command ends with 128 and the signal's number. */
export const EXIT = {
  done: 0,
  /** `check --fail-on`: a candidate of that grade or a more serious one was found. */
  found: 1,
  usage: 2,
  /** Some inputs were rejected; the others were done. */
  someRejected: 3,
  /** An internal error, or database, disk, server or model is not available. */
  internal: 4,
} as const;

/** Refusals that no other input would escape: the run ends, and the fault is not the input's. */
const UNAVAILABLE = new Set([
  'server-unreachable',
  'server-answer-unexpected',
  'address-in-use',
  'sign-in-required',
  'second-factor-required',
  'forbidden',
  'token-invalid',
  'unknown-host',
  'storage-full',
  'storage-read-only',
  'database-unavailable',
  'database-newer',
  'migration-altered',
  'data-folder-in-use',
  'model-missing',
  'model-altered',
  'closed',
]);

export const isUnavailable = (code: string): boolean => UNAVAILABLE.has(code);

/** Status of a command that ends with this refusal. */
export function exitCodeOf(refusalCode: string): (typeof EXIT)[keyof typeof EXIT] {
  if (refusalCode === 'usage') return EXIT.usage;
  return isUnavailable(refusalCode) || refusalCode === 'internal-error' ? EXIT.internal : EXIT.someRejected;
}
