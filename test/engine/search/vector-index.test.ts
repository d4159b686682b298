import { resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { loadMatrixProducts, type MatrixProducts } from '../../../engine/model/matrix-product.ts';
import { ExactIndex } from '../../../engine/search/exact-index.ts';
import { FloatScanIndex } from '../../../engine/search/float-scan-index.ts';
import { HnswIndex } from '../../../engine/search/hnsw-index.ts';
import { SwitchingIndex } from '../../../engine/search/switching-index.ts';
import { describeVectorIndex } from './vector-index.contract.ts';

let products: MatrixProducts;
beforeAll(async () => {
  products = await loadMatrixProducts(resolve(import.meta.dirname, '../../../models'));
});
afterAll(() => products.close());

describeVectorIndex('The floating-point scan', (dimension) => new FloatScanIndex(dimension), {
  cosineTolerance: 1e-6,
  recallAt10: 1,
});

describeVectorIndex('The exact scan on plain products', (dimension) => new ExactIndex(dimension), {
  cosineTolerance: 0.004,
  recallAt10: 1,
});

describeVectorIndex('The exact scan on onnxruntime', (dimension) => new ExactIndex(dimension, products.uint8), {
  cosineTolerance: 0.004,
  recallAt10: 1,
});

describeVectorIndex('HNSW', (dimension) => new HnswIndex(dimension), { cosineTolerance: 1e-5, recallAt10: 0.99 });

describeVectorIndex(
  'The switching index while it is being built',
  (dimension) => new SwitchingIndex(dimension, { crossoverKeys: 4 }),
  {
    cosineTolerance: 0.004,
    recallAt10: 0.99,
  },
);
