import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes, canonicalText, type Json } from '../../../api/proof/canonical-json.ts';
import { commit, makeSalt, opens } from '../../../api/proof/commitment.ts';

/** RFC 8785, appendix B: the bits of a number and its text. */
const NUMBERS: readonly (readonly [string, string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

const numberOf = (bits: string) => Buffer.from(bits, 'hex').readDoubleBE();

describe('canonical JSON', () => {
  it.each(NUMBERS)('writes the number %s as %s', (bits, text) => {
    expect(canonicalText(numberOf(bits))).toBe(text);
  });

  it.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])('refuses the number %s', (bits) => {
    expect(() => canonicalText(numberOf(bits))).toThrow();
  });

  it('writes the example of RFC 8785, section 3.2, byte for byte', () => {
    const value = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`) as Json;
    expect(Buffer.from(canonicalBytes(value)).toString('hex')).toBe(
      [
        '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e',
        '756d62657273223a5b3333333333333333332e333333333333332c31652b3330',
        '2c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac24',
        '5c75303030665c6e4127425c225c5c5c5c5c222f227d',
      ].join(''),
    );
  });

  it('sorts names by UTF-16 as section 3.2.3 shows', () => {
    const value = JSON.parse(String.raw`{
      "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
    }`) as Json;
    expect(Object.values(JSON.parse(canonicalText(value)) as object).sort()).toEqual(
      Object.values(value as object).sort(),
    );
    const order = [...canonicalText(value).matchAll(/:"([^"]+)"/g)].map(([, text]) => text);
    expect(order).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it('refuses half a surrogate pair', () => {
    expect(() => canonicalText({ title: '\ud800' })).toThrow();
  });

  it('writes every JSON value to one text that reads back equal', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalText(value as Json);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalText(JSON.parse(text) as Json)).toBe(text);
      }),
    );
  });
});

describe('commitments', () => {
  const record = { type: 'selvedge/sealed-file/v1', sha256: 'ab'.repeat(32), bytes: 7 };

  it('open with their record and salt only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(255), (salt, bit) => {
        const commitment = commit(record, salt);
        const otherSalt = salt.slice();
        otherSalt[bit >> 3]! ^= 1 << (bit & 7);
        expect(opens(commitment, record, salt)).toBe(true);
        expect(opens(commitment, record, otherSalt)).toBe(false);
        expect(opens(commitment, { ...record, bytes: 8 }, salt)).toBe(false);
        expect(opens(commitment, record, salt.subarray(1))).toBe(false);
      }),
    );
  });

  it('to one record differ in every byte position over a few salts', () => {
    const commitments = Array.from({ length: 64 }, () => commit(record, makeSalt()));
    for (let i = 0; i < 32; i++) expect(new Set(commitments.map((each) => each[i])).size).toBeGreaterThan(1);
  });

  it('are those of the published formula', () => {
    // printf 'selvedge commitment v1\n' ‖ 32 bytes 01 ‖ {"bytes":7,"sha256":"abab…","type":"selvedge/sealed-file/v1"}, by openssl dgst -sha256
    expect(Buffer.from(commit(record, new Uint8Array(32).fill(1))).toString('hex')).toBe(
      '930718eb4aa0a8850fc435cf6437a7553a7b0709b8642af6f6852c0e9cc3ee07',
    );
  });
});
