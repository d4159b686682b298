import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Family, generateDesign } from '../../../../datasets/index.ts';
import { decodeFeatures } from '../../../../engine/core/features/encoding.ts';
import { type EmbeddingModel, loadModel } from '../../../../engine/model/embedding-model.ts';
import { encodeTypicalDrawings, readTypicalDrawings } from '../../../../engine/model/typical-drawings.ts';
import { fingerprintPicture, fingerprintVersion } from '../../../../engine/pipeline/fingerprint.ts';
import { THRESHOLDS } from '../../../../engine/pipeline/grade/rules.ts';
import { nearestTypical, type PreparedTypicalDrawing } from '../../../../engine/pipeline/verify/nearest-typical.ts';

const modelsDir = join(import.meta.dirname, '../../../../models');

describe('the drawings that belong to everyone', () => {
  let model: EmbeddingModel;
  let drawings: PreparedTypicalDrawing[];

  beforeAll(async () => {
    model = await loadModel(modelsDir);
    // The generator draws with SVG, which the engine refuses for the whole process.
    sharp.unblock({ operation: ['VipsForeignLoadSvg'] });
    const set = await readTypicalDrawings(modelsDir, fingerprintVersion(model));
    drawings = set.drawings.map(({ features, ...drawing }) => ({ ...drawing, features: decodeFeatures(features) }));
  });

  async function likeness(family: Family, seed: number) {
    const { rgb, widthPx, heightPx } = await generateDesign(seed, { family, sidePx: 512 });
    const picture = await sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
      .png()
      .toBuffer();
    const outcome = await fingerprintPicture(picture, model);
    if (outcome.status !== 'fingerprinted') throw new Error(outcome.reason);
    const { features, views } = outcome.fingerprint;
    const vectors = views.map(({ vector }) => vector);
    return nearestTypical(decodeFeatures(features), vectors, drawings);
  }

  it('are recognised in colours and proportions they are not stored in', async () => {
    const found = await Promise.all([31, 32, 33].map((seed) => likeness('shippo', seed)));
    const shippos = found.filter((nearest) => nearest?.drawing.startsWith('shippo'));
    expect(shippos.length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...shippos.map((nearest) => nearest!.logOdds))).toBeGreaterThan(THRESHOLDS.typicalDrawing);
  });

  it('are not seen in drawings of motifs', async () => {
    for (const family of ['paisley', 'conversational', 'damask'] as const)
      for (const seed of [41, 42])
        expect((await likeness(family, seed))!.logOdds, `${family} ${seed}`).toBeLessThan(THRESHOLDS.typicalDrawing);
  });

  it('are none where the set is empty', () => {
    expect(nearestTypical(drawings[0]!.features, drawings[0]!.views, [])).toBeNull();
  });

  it('are refused when they were made for other fingerprints', async () => {
    await expect(readTypicalDrawings(modelsDir, 'k0+another@1')).rejects.toMatchObject({ code: 'model-altered' });
  });

  it('read back as they were written', async () => {
    const { drawings: stored } = await readTypicalDrawings(modelsDir, fingerprintVersion(model));
    const again = encodeTypicalDrawings(stored, fingerprintVersion(model));
    expect(Buffer.from(again).indexOf(stored.at(-1)!.features)).toBeGreaterThan(0);
    expect(JSON.parse(Buffer.from(again).toString('utf8').split('\n', 1)[0]!)).toMatchObject({
      format: 1,
      drawings: expect.objectContaining({ length: stored.length }),
    });
  });
});
