import { ServiceError } from '../errors.ts';

/** The log is not what was signed. Nothing is signed any more until a person has looked: a fork could never be taken back. */
export function logDamaged(expected: string, received: string, cause?: unknown): ServiceError {
  return new ServiceError('log-damaged', {
    expected,
    received,
    remedy: 'Run "selvedge log fsck", and put the log folder back from a copy that is whole.',
    cause,
  });
}
