import { expect, it } from 'vitest';
import { generateDesign } from '../../../../datasets/index.ts';
import { decodeFeatures } from '../../../../engine/core/features/encoding.ts';
import { extractFeatures } from '../../../../engine/core/features/extract.ts';
import { matchDescriptors, matchDescriptorsPlainly } from '../../../../engine/core/matching/descriptor-matching.ts';

it('finds with SIMD the very matches that the plain comparison finds', async () => {
  const pictures = await Promise.all(
    [11, 12, 13].map((seed) => generateDesign(seed, { family: 'paisley', sidePx: 256 })),
  );
  const [query, ...candidates] = pictures.map((picture) => {
    const noRepeat = { type: 'none', vectorsPx: [], confidence: 0 } as const;
    return decodeFeatures(extractFeatures(picture, noRepeat, picture.widthPx, picture.heightPx)).keypoints;
  });
  const nothing = { ...query!, count: 0, descriptors: new Int8Array(0) };
  for (const candidate of [query!, ...candidates, nothing]) {
    expect(matchDescriptors(query!, candidate)).toEqual(matchDescriptorsPlainly(query!, candidate));
    expect(matchDescriptors(nothing, candidate).count).toBe(0);
  }
  expect(matchDescriptors(query!, query!).count).toBeGreaterThan(100);
});
