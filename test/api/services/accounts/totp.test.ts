import { describe, expect, it } from 'vitest';
import { stepOfCode } from '../../../../api/services/accounts/totp.ts';

/** RFC 6238, appendix B, for SHA-1: the last six of its eight digits, which is what six digits are by RFC 4226, 5.3. */
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;
/** "12345678901234567890" in base 32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('the code of an authenticator', () => {
  it.each(VECTORS)('at %d s is %s', (atS, code) => {
    expect(stepOfCode(SECRET, code, atS * 1_000)).toBe(Math.floor(atS / 30));
  });

  it('is taken one step early or late, and no further', () => {
    for (const [atS, code] of VECTORS) {
      const step = Math.floor(atS / 30);
      for (const offset of [-1, 1]) expect(stepOfCode(SECRET, code, (atS + offset * 30) * 1_000)).toBe(step);
      for (const offset of [-2, 2]) expect(stepOfCode(SECRET, code, (atS + offset * 30) * 1_000)).toBeUndefined();
    }
    expect(stepOfCode(SECRET, '000000', 59_000)).toBeUndefined();
  });
});
