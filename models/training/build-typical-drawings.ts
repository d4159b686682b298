import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import sharp from 'sharp';
import { type Family, generateDesign } from '../../datasets/index.ts';
import { SPLITS } from '../../datasets/splits.ts';
import { loadModel } from '../../engine/model/embedding-model.ts';
import type { ModelManifest } from '../../engine/model/manifest.ts';
import { encodeTypicalDrawings, type TypicalDrawing } from '../../engine/model/typical-drawings.ts';
import { fingerprintPicture, fingerprintVersion } from '../../engine/pipeline/fingerprint.ts';

/*
 * npx tsx models/training/build-typical-drawings.ts VERSION
 * Writes models/typical-drawings.bin and its entry in models/manifest.json. Again after every change of kernels or model; a new VERSION whenever the drawings
 * or their fingerprints change.
 */

/** Traditional and geometric drawings that nobody owns, and how many of each: more where they differ more among themselves. */
const DRAWINGS: Partial<Record<Family, number>> = {
  shippo: 7,
  'greek-key': 7,
  houndstooth: 6,
  argyle: 6,
  herringbone: 6,
  seigaiha: 6,
  gingham: 5,
  chevron: 5,
  hexagons: 5,
  trellis: 5,
  'bowed-trellis': 4,
  windowpane: 4,
  'basket-check': 3,
  'polka-dots': 4,
  waves: 4,
  triangles: 4,
  quarters: 4,
  stripes: 3,
};
const SIDE_PX = 512;

const version = process.argv[2];
if (!version) throw new RangeError('Expected the version of the set but received nothing.');
const modelsDir = resolve(import.meta.dirname, '..');
const model = await loadModel(modelsDir);
// The generator draws with SVG, which the decoder has refused for the whole process.
sharp.unblock({ operation: ['VipsForeignLoadSvg'] });

const drawings: TypicalDrawing[] = [];
let seed: number = SPLITS.background.from;
for (const [family, count] of Object.entries(DRAWINGS) as [Family, number][]) {
  for (let number = 1; number <= count; number++) {
    const { rgb, widthPx, heightPx } = await generateDesign(seed++, { family, sidePx: SIDE_PX });
    const picture = await sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
      .png()
      .toBuffer();
    const outcome = await fingerprintPicture(picture, model);
    if (outcome.status !== 'fingerprinted')
      throw new Error(`${family} ${number} is ${outcome.reason}: choose another seed.`);
    const { views, features } = outcome.fingerprint;
    drawings.push({ name: `${family} ${number}`, views: views.map(({ vector }) => vector), features });
  }
}

const file = 'typical-drawings.bin';
const bytes = encodeTypicalDrawings(drawings, fingerprintVersion(model));
writeFileSync(resolve(modelsDir, file), bytes);
const manifestFile = resolve(modelsDir, 'manifest.json');
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as ModelManifest;
const entry: ModelManifest['typicalDrawings'] = {
  name: 'typical-drawings',
  version,
  file,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  licence: 'CC0-1.0',
  source: 'drawn by datasets/, seeds of the background split',
};
writeFileSync(manifestFile, `${JSON.stringify({ ...manifest, typicalDrawings: entry }, null, 2)}\n`);
process.stdout.write(`${drawings.length} drawings, ${bytes.length} bytes\n`);
