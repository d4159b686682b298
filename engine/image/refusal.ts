import { EngineError } from '../core/errors.ts';
import { DECODE_TIMEOUT_S } from './limits.ts';
import type { PictureFormat } from './sniff.ts';

/** The refusal for bytes that begin like a picture of `format` and then make no sense to its decoder. */
export function unreadablePicture(format: PictureFormat, cause: unknown): EngineError {
  return new EngineError('unreadable-picture', {
    expected: `a complete ${format.toUpperCase()} picture`,
    received: 'one that is damaged, cut off, or encoded in a way that cannot be decoded',
    remedy: 'Open it in a picture editor, save it again as PNG or JPEG, and send that.',
    cause,
  });
}

/** What a failed decoding means to the sender. */
export function decodingFailure(format: PictureFormat, cause: unknown): EngineError {
  if (cause instanceof EngineError) return cause;
  const timedOut = cause instanceof Error && /timeout/i.test(cause.message);
  if (!timedOut) return unreadablePicture(format, cause);
  return new EngineError('decode-timed-out', {
    expected: `a picture that can be decoded in ${DECODE_TIMEOUT_S} s`,
    received: 'one that took longer',
    remedy: 'Save it as a baseline (not progressive) JPEG at a lower resolution and try again.',
    cause,
  });
}
