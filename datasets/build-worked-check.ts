import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { sampleRecords } from './build-sample.ts';
import { applyEdit, applyRasterEdit } from './edits/index.ts';
import { generateDesign, type Picture } from './index.ts';

/** The sample that the worked check is made of, and the sizes that make it another file altogether. */
const SOURCE = 'paisley-2.webp';
const SIDE_PX = 560;
const TURN_DEG = 31;
const HUE_DEG = 140;
const SEED = 3;

/** The copies that the self-test grades, each small. */
const SELF_TEST_SIDE_PX = 360;
const SELF_TEST_COPIES = [
  { source: 'ogee-2.webp', edit: 'mirror', severity: 1 },
  { source: 'damask-3.webp', edit: 'invert', severity: 1 },
  { source: 'kilim-1.webp', edit: 'crop', severity: { amount: 0.5 } },
] as const;

const jpegOf = ({ rgb, widthPx, heightPx }: Picture, quality: number) =>
  sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();

function recordOf(path: string) {
  const record = sampleRecords().find((candidate) => candidate.path === path);
  if (!record) throw new RangeError(`Expected a picture of the sample library but received ${path}.`);
  return record;
}

/** A sample, recoloured and turned: what the first start shows a check of. */
async function buildWorkedCheck(folder: string): Promise<void> {
  const { seed, family, title } = recordOf(SOURCE);
  const design = await generateDesign(seed, { family, sidePx: SIDE_PX });
  const turned = await applyEdit(design, 'turn', { amount: TURN_DEG }, SEED);
  const recoloured = await applyRasterEdit(turned, 'recolour-hue', { amount: HUE_DEG }, SEED);
  await writeFile(join(folder, 'worked-check.jpg'), await jpegOf(recoloured, 82));
  const facts = { picture: 'worked-check.jpg', madeFrom: SOURCE, title, edits: ['recoloured', 'turned'] };
  await writeFile(join(folder, 'worked-check.json'), `${JSON.stringify(facts, null, 2)}\n`);
}

async function buildSelfTestCopies(folder: string): Promise<void> {
  await mkdir(join(folder, 'self-test'), { recursive: true });
  for (const { source, edit, severity } of SELF_TEST_COPIES) {
    const { seed, family } = recordOf(source);
    const design = await generateDesign(seed, { family, sidePx: SELF_TEST_SIDE_PX });
    const copy = await applyEdit(design, edit, severity, SEED);
    const name = `${source.replace(/\.webp$/, '')}-${edit}.jpg`;
    await writeFile(join(folder, 'self-test', name), await jpegOf(copy, 80));
  }
}

// Usage: tsx datasets/build-worked-check.ts. Writes worked-check.* and self-test/*.jpg of the sample library again.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = resolve(import.meta.dirname, 'sample');
  await buildWorkedCheck(folder);
  await buildSelfTestCopies(folder);
}
