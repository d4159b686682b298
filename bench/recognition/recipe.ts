import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { applyEdit, applyRasterEdit, type EditName, type EditTruth } from '../../datasets/edits/index.ts';
import {
  designAt,
  designOf,
  generateDesign,
  generateLookAlike,
  type LookAlikeKind,
  type Picture,
  type Split,
  type Vec2,
} from '../../datasets/index.ts';
import { findReferenceData } from '../reference-data.ts';

export interface DesignRecipe {
  readonly kind: 'design';
  readonly split: Split;
  readonly index: number;
  readonly sidePx: number;
}

export interface ReferenceRecipe {
  readonly kind: 'reference';
  /** Path inside the folder of the reference data. */
  readonly file: string;
  /** Repeat of a seamless picture, in its own pixels. */
  readonly periodPx?: Vec2;
}

export interface EditRecipe {
  readonly kind: 'edit';
  readonly of: DesignRecipe | ReferenceRecipe;
  readonly edit: EditName;
  readonly severity: 1 | 2 | 3;
  readonly seed: number;
  readonly companion?: DesignRecipe;
}

export interface LookAlikeRecipe {
  readonly kind: 'look-alike';
  readonly of: DesignRecipe;
  readonly like: LookAlikeKind;
}

/** All it takes to draw one picture of the benchmark again: plain data, equal recipes give equal bytes. */
export type Recipe = DesignRecipe | ReferenceRecipe | EditRecipe | LookAlikeRecipe;

export interface DrawnRecipe {
  /** Encoded picture file. */
  readonly file: Uint8Array;
  readonly truth?: EditTruth;
}

/** Pictures reach registries as JPEG. */
const JPEG_QUALITY = 92;
/** Photographs are edited at no more than this longest side. */
const EDITED_SIDE_PX = 640;

export async function drawRecipe(recipe: Recipe): Promise<DrawnRecipe> {
  if (recipe.kind === 'design') return { file: await encoded(await design(recipe)) };
  if (recipe.kind === 'reference') return { file: await readFile(join(referenceFolder(), recipe.file)) };
  if (recipe.kind === 'look-alike') return { file: await encoded(await lookAlike(recipe)) };
  const { truth, ...picture } = await edited(recipe);
  return { file: await encoded(picture), truth };
}

/** Mean difference, of 255, below which a look-alike is its model: a design without motifs has no other drawing of them. */
const SAME_PICTURE_LEVELS = 6;

async function lookAlike({ of, like }: LookAlikeRecipe): Promise<Picture> {
  const model = await design(of);
  const picture = await designOf(generateLookAlike(model.spec, like), of.sidePx);
  if (meanDifference(model, picture) >= SAME_PICTURE_LEVELS) return picture;
  return designOf(generateLookAlike(model.spec, 'same-palette'), of.sidePx);
}

function meanDifference(a: Picture, b: Picture): number {
  if (a.rgb.length !== b.rgb.length) return 255;
  return a.rgb.reduce((sum, value, i) => sum + Math.abs(value - b.rgb[i]!), 0) / a.rgb.length;
}

async function edited({ of, edit, severity, seed, companion }: EditRecipe) {
  const options = companion ? { companion: () => design(companion) } : {};
  if (of.kind === 'design') return applyEdit(await design(of), edit, severity, seed, options);
  const { picture, scale } = await reference(of);
  const period = of.periodPx ? { periodPx: [of.periodPx[0] * scale, of.periodPx[1] * scale] as const } : {};
  const result = await applyRasterEdit(picture, edit, severity, seed, { ...options, ...period });
  return { ...result, truth: fromFullSize(result.truth, scale) };
}

const design = ({ split, index, sidePx }: DesignRecipe) => {
  const { seed, family } = designAt(split, index);
  return generateDesign(seed, { family, sidePx });
};

async function reference({ file }: ReferenceRecipe): Promise<{ picture: Picture; scale: number }> {
  const path = join(referenceFolder(), file);
  const upright = sharp(path).rotate();
  const { autoOrient } = await upright.metadata();
  const scale = Math.min(1, EDITED_SIDE_PX / Math.max(autoOrient.width, autoOrient.height));
  const { data, info } = await upright
    .resize(Math.round(autoOrient.width * scale), Math.round(autoOrient.height * scale), { fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { picture: { widthPx: info.width, heightPx: info.height, rgb: new Uint8Array(data) }, scale };
}

/** The library holds the picture at its full size, the edit was made at `scale` of it. */
function fromFullSize(truth: EditTruth, scale: number): EditTruth {
  const { matrix, region, scale: motif, ...rest } = truth;
  return {
    ...rest,
    ...(motif === undefined ? {} : { scale: motif * scale }),
    ...(matrix
      ? {
          matrix: [
            matrix[0] * scale,
            matrix[1] * scale,
            matrix[2],
            matrix[3] * scale,
            matrix[4] * scale,
            matrix[5],
            matrix[6] * scale,
            matrix[7] * scale,
            matrix[8],
          ] as const,
        }
      : {}),
    ...(region
      ? {
          region: {
            edited: region.edited,
            original: region.original.map((polygon) => polygon.map(([x, y]) => [x / scale, y / scale] as const)),
          },
        }
      : {}),
  };
}

function referenceFolder(): string {
  const folder = findReferenceData();
  if (!folder) throw new Error('Expected the reference data. Set SELVEDGE_REFERENCE_DATA.');
  return folder;
}

const encoded = ({ rgb, widthPx, heightPx }: Picture): Promise<Buffer> =>
  sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer();
