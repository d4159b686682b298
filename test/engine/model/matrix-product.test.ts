import { resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadMatrixProducts, type MatrixProducts } from '../../../engine/model/matrix-product.ts';
import { plainUint8Product } from '../../../engine/search/uint8-product.ts';

const side = fc.integer({ min: 1, max: 40 });

describe('Matrix products through onnxruntime', () => {
  let products: MatrixProducts;
  beforeAll(async () => {
    products = await loadMatrixProducts(resolve(import.meta.dirname, '../../../models'));
  });
  afterAll(() => products.close());

  test('of bytes equal the plain ones exactly, at the ends of the range too', async () => {
    const byte = fc.oneof(fc.constantFrom(0, 128, 255), fc.integer({ min: 0, max: 255 }));
    const level = fc.oneof(fc.constantFrom(-64, 0, 64), fc.integer({ min: -64, max: 64 }));
    const matrices = fc.tuple(side, fc.integer({ min: 1, max: 300 }), side).chain(([m, k, n]) =>
      fc.record({
        m: fc.constant(m),
        k: fc.constant(k),
        n: fc.constant(n),
        a: fc.array(byte, { minLength: m * k, maxLength: m * k, size: 'max' }),
        b: fc.array(level, { minLength: k * n, maxLength: k * n, size: 'max' }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(matrices, async ({ m, k, n, a, b }) => {
        const left = Uint8Array.from(a);
        const right = Int8Array.from(b);
        expect(await products.uint8(left, right, m, k, n)).toEqual(plainUint8Product(left, right, m, k, n));
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  test('of extreme bytes do not saturate', async () => {
    const a = new Uint8Array(32 * 256).fill(255);
    const b = new Int8Array(256 * 3).fill(64);
    expect(new Set(await products.uint8(a, b, 32, 256, 3))).toEqual(new Set([255 * 64 * 256]));
  });

  test('of matrices that do not fit are refused', async () => {
    await expect(products.uint8(new Uint8Array(5), new Int8Array(6), 2, 3, 2)).rejects.toThrow(/Expected 6 numbers/);
    await expect(products.uint8(new Uint8Array(6), new Int8Array(5), 2, 3, 2)).rejects.toThrow(/Expected 6 numbers/);
  });
});
