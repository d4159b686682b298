/** `malformed`: not of the format at all. `bad-signature`: by a known key, and wrong. `no-known-key`: signed by nobody we know. */
export type ProofErrorCode = 'malformed' | 'bad-signature' | 'no-known-key';

/** What was handed to us does not hold. Everything here may come from an attacker. */
export class ProofError extends Error {
  override readonly name = 'ProofError';
  readonly code: ProofErrorCode;

  constructor(code: ProofErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function malformed(expected: string, received: string): ProofError {
  return new ProofError('malformed', `Expected ${expected} but received ${received}.`);
}
