import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCreditCode, isResidentId } from '../../../../api/services/parties/identity-numbers.ts';

const NOW = new Date('2026-03-01T00:00:00Z');
const CREDIT_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('a unified social credit code', () => {
  it.each(['91350100M000100Y43', '91310000132260250X', '91330000733796106P', '91110000802100433B'])(
    'takes %s',
    (code) => {
      expect(isCreditCode(code)).toBe(true);
    },
  );

  it('is refused with any one sign changed, and with two neighbours exchanged', () => {
    const code = '91350100M000100Y43';
    fc.assert(
      fc.property(fc.nat(17), fc.nat(30), (place, value) => {
        const sign = CREDIT_SIGNS[value]!;
        fc.pre(sign !== code[place]);
        expect(isCreditCode(code.slice(0, place) + sign + code.slice(place + 1))).toBe(false);
      }),
    );
    for (let at = 0; at < 17; at++) {
      const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
      if (swapped !== code) expect(isCreditCode(swapped)).toBe(false);
    }
  });

  it('is refused in any other form', () => {
    for (const code of [
      '',
      '91350100M000100Y4',
      '91350100M000100Y433',
      '91350100I000100Y43',
      '91350100m000100y43',
      ' 91350100M000100Y43',
    ])
      expect(isCreditCode(code)).toBe(false);
  });
});

describe('a resident identity number', () => {
  it.each(['11010519491231002X', '440524188001010014'])('takes %s, the examples of GB 11643', (id) => {
    expect(isResidentId(id, NOW)).toBe(true);
  });

  it('is refused with any one digit changed', () => {
    fc.assert(
      fc.property(fc.nat(16), fc.nat(9), (place, digit) => {
        const id = '11010519491231002X';
        fc.pre(String(digit) !== id[place]);
        expect(isResidentId(id.slice(0, place) + digit + id.slice(place + 1), NOW)).toBe(false);
      }),
    );
  });

  it('is refused with a date that there was not, or is not yet', () => {
    const withCheck = (seventeen: string) => {
      const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
      const sum = weights.reduce((total, weight, at) => total + weight * Number(seventeen[at]), 0);
      return seventeen + '10X98765432'[sum % 11];
    };
    expect(isResidentId(withCheck('33010619900228001'), NOW)).toBe(true);
    for (const born of ['19900230', '19901301', '19900100', '20260302', '00010101'])
      expect(isResidentId(withCheck(`330106${born}001`), NOW)).toBe(false);
  });
});
