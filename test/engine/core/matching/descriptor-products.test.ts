import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generateDesign } from '../../../../datasets/index.ts';
import { decodeFeatures } from '../../../../engine/core/features/encoding.ts';
import { extractFeatures } from '../../../../engine/core/features/extract.ts';
import { type Matches, matchDescriptors } from '../../../../engine/core/matching/descriptor-matching.ts';
import { matchDescriptorsOfMany } from '../../../../engine/core/matching/descriptor-products.ts';
import { loadMatrixProducts } from '../../../../engine/model/matrix-product.ts';

/** Similarity of each matched pair of keypoints. */
function similarities({ count, query, candidate, similarity }: Matches): Map<string, number> {
  return new Map(Array.from({ length: count }, (_, at) => [`${query[at]} ${candidate[at]}`, similarity[at]!]));
}

it('finds the matches by matrix products that the plain comparison finds', async () => {
  const products = await loadMatrixProducts(join(import.meta.dirname, '../../../../models'));
  const pictures = await Promise.all(
    [11, 12, 13].map((seed) => generateDesign(seed, { family: 'paisley', sidePx: 256 })),
  );
  const [query, ...candidates] = pictures.map((picture) => {
    const noRepeat = { type: 'none', vectorsPx: [], confidence: 0 } as const;
    return decodeFeatures(extractFeatures(picture, noRepeat, picture.widthPx, picture.heightPx)).keypoints;
  });
  const nothing = { ...query!, count: 0, descriptors: new Int8Array(0) };
  const all = [query!, ...candidates, nothing];
  const fast = await matchDescriptorsOfMany(query!, all, products.float);
  for (const [index, candidate] of all.entries()) {
    const plain = similarities(matchDescriptors(query!, candidate));
    const found = similarities(fast[index]!);
    const common = [...plain.keys()].filter((pair) => found.has(pair));
    for (const pair of common) expect(found.get(pair)).toBeCloseTo(plain.get(pair)!, 4);
    // Sums round differently, so that equals may change places and a pair may cross the bar.
    expect(plain.size + found.size - 2 * common.length).toBeLessThanOrEqual(0.01 * plain.size);
  }
  expect(fast[0]!.count).toBeGreaterThan(100);
  await products.close();
});
