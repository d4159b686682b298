import { readManifest, readWeights } from './manifest.ts';
import { openGraph } from './session.ts';

/** Matrix products through onnxruntime; all matrices row-major. */
export interface MatrixProducts {
  /**
   * [m × k] · [k × n] → [m × n], exact in 32-bit integers provided that every number of `b` lies in −64 … 64: processors without VNNI add
   * two products in 16 bits with saturation, and 2 · 255 · 64 is the most that fits.
   */
  uint8(a: Uint8Array, b: Int8Array, m: number, k: number, n: number): Promise<Int32Array>;
  close(): Promise<void>;
}

/** Throws `model-missing` or `model-altered` (EngineError). */
export async function loadMatrixProducts(modelsDir: string, threads = 1): Promise<MatrixProducts> {
  const { matrixProducts } = await readManifest(modelsDir);
  const uint8Graph = await openGraph(await readWeights(modelsDir, matrixProducts.uint8), threads);
  return {
    async uint8(a, b, m, k, n) {
      checkLength('a', a, m * k);
      checkLength('b', b, k * n);
      const product = await uint8Graph.run({ a: { data: a, shape: [m, k] }, b: { data: b, shape: [k, n] } });
      return product as Int32Array;
    },
    close: () => uint8Graph.close(),
  };
}

function checkLength(name: string, matrix: { readonly length: number }, expected: number): void {
  if (matrix.length !== expected)
    throw new RangeError(`Expected ${expected} numbers for ${name} but received ${matrix.length}.`);
}
