/**
 * [m × k] · [k × n] → [m × n], row-major, exact in 32-bit integers for numbers of `b` in −64 … 64.
 * The fast one comes from engine/model; this file has the plain one it is held equal to.
 */
export type Uint8Product = (
  a: Uint8Array,
  b: Int8Array,
  m: number,
  k: number,
  n: number,
) => Int32Array | Promise<Int32Array>;

export const plainUint8Product = (a: Uint8Array, b: Int8Array, m: number, k: number, n: number): Int32Array => {
  const product = new Int32Array(m * n);
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += a[row * k + i]! * b[i * n + column]!;
      product[row * n + column] = sum;
    }
  }
  return product;
};
