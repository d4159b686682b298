import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { applyRasterEdit, type Severity } from '../datasets/edits/index.ts';
import type { Picture, Vec2 } from '../datasets/index.ts';
import type { LibraryPicture, Query } from './accuracy.ts';

/** Folder of the reference data, or undefined where it is not there. */
export function findReferenceData(): string | undefined {
  const folder = resolve(import.meta.dirname, '..', process.env.SELVEDGE_REFERENCE_DATA ?? '../shared');
  return existsSync(join(folder, 'datasets/pattern-monster/patterns.json')) ? folder : undefined;
}

interface Slug {
  readonly slug: string;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/**
 * Designs of the set that are one drawing, or one drawing at another scale, as seen by eye on sheets of the whole set.
 * A first trial on 120 patterns had shown four of these pairs by then; the full set had not been measured.
 * Neither counts as a false alarm for the other.
 */
const SAME_DRAWING: readonly (readonly string[])[] = [
  ['herringbone-3', 'herringbone-4', 'herringbone-5', 'herringbone-6', 'leaves-8'],
  ['herringbone-2', 'lines-4', 'lines-5'],
  ['herringbone-7', 'herringbone-8'],
  ['hexagon-1', 'hexagon-2', 'hexagon-3', 'hexagon-5'],
  ['japanese-pattern-1', 'japanese-pattern-2'],
  ['interlocked-hexagons-2', 'japanese-pattern-7', 'new-16'],
  ['cubes-1', 'cubes-2', 'rectangles-and-squares-1'],
  ['scales-3', 'scales-4', 'scales-6', 'scales-9', 'geometric-9', 'waves-20'],
  ['scales-1', 'scales-2', 'scales-8'],
  ['squares-and-stars-1', 'squares-and-stars-2'],
  ['flower-1', 'flower-2'],
  ['halloween-3', 'halloween-5', 'halloween-6'],
  ['geometric-2', 'geometric-3', 'geometric-4'],
  ['waves-12', 'waves-13', 'waves-14', 'waves-15', 'waves-16', 'eyes-4'],
  ['waves-1', 'waves-2', 'waves-3', 'waves-4', 'waves-17', 'waves-19'],
  ['chevron-1', 'chevron-2', 'chevron-3'],
  ['circles-2', 'circles-4'],
  ['circles-10', 'circles-11'],
  ['stars-1', 'stars-2'],
  ['straight-lines', 'stripes-1', 'stripes-2'],
  ['triangles-3', 'triangles-4', 'triangles-15'],
  ['triangles-7', 'triangles-8', 'triangles-20'],
  ['eyes-1', 'eyes-2', 'eyes-3'],
  ['concentric-circles-2', 'concentric-circles-3'],
  ['chinese-10', 'chinese-12'],
];

/** The edits of point 1.70 of the foundation, as the edit generator names them. */
const EDITS: readonly { readonly cell: string; readonly edit: string; readonly severity: Severity }[] = [
  { cell: 'JPEG 40 at half size', edit: 're-encode-half', severity: 2 },
  { cell: 'mirrored', edit: 'mirror', severity: 1 },
  { cell: 'turned 90°', edit: 'quarter-turn', severity: { amount: 90 } },
  { cell: 'turned 30°', edit: 'turn', severity: { amount: 30 } },
  { cell: 'shifted within the repeat', edit: 'shift', severity: { amount: 0.4 } },
  { cell: 'motif at 0.6×', edit: 'scale-down', severity: { amount: 0.6 } },
  { cell: 'motif at 1.6×', edit: 'scale-up', severity: { amount: 1.6 } },
  { cell: 'centre crop of half the area', edit: 'crop', severity: { amount: 0.5 } },
];

/** Library: one colourway of every pattern and all lace photographs. */
export function referenceLibrary(folder: string): LibraryPicture[] {
  return [
    ...slugsOf(folder).map(({ slug }) => ({ name: slug, picture: () => readFile(monster(folder, 'a', slug)) })),
    ...lacePhotographs(folder),
  ];
}

function lacePhotographs(folder: string): LibraryPicture[] {
  const lace = join(folder, 'datasets/lace-photos');
  const files = readdirSync(lace).filter((name) => /\.(jpe?g|png)$/i.test(name));
  return files.sort().map((name) => ({ name: `lace/${name}`, picture: () => readFile(join(lace, name)) }));
}

export const LACE_LEFT_OUT = 'lace photograph, itself left out';

/**
 * Queries: the other colourway of every pattern, eight edits of the first `edited` patterns by SHA-256 of the name, and every lace photograph, of which others show the
 * same ground in other colour arrangements.
 */
export function referenceQueries(folder: string, edited: number): Query[] {
  const slugs = slugsOf(folder);
  const twins = slugs.map(({ slug }) => ({
    name: `b/${slug}`,
    edit: 'recoloured twin',
    original: slug,
    equivalent: sameDrawing(slug),
    picture: () => readFile(monster(folder, 'b', slug)),
  }));
  const chosen = [...slugs].sort((x, y) => (sha256(x.slug) < sha256(y.slug) ? -1 : 1)).slice(0, edited);
  const edits = chosen.flatMap((pattern) =>
    EDITS.map(({ cell, edit, severity }) => ({
      name: `${edit}/${pattern.slug}`,
      edit: cell,
      original: pattern.slug,
      equivalent: sameDrawing(pattern.slug),
      picture: () => editedPicture(folder, pattern, edit, severity),
    })),
  );
  const lace = lacePhotographs(folder).map((photograph) => ({
    ...photograph,
    edit: LACE_LEFT_OUT,
    original: undefined,
    equivalent: [photograph.name],
    unjudged: true,
  }));
  return [...twins, ...edits, ...lace];
}

async function editedPicture(
  folder: string,
  { slug, width, height, scale }: Slug,
  edit: string,
  severity: Severity,
): Promise<Uint8Array> {
  const raster = await rasterOf(folder, slug);
  const { widthPx, heightPx, rgb } = await applyRasterEdit(raster, edit, severity, 1, {
    periodPx: [width * scale, height * scale],
  });
  return sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png()
    .toBuffer();
}

async function rasterOf(folder: string, slug: string): Promise<Picture> {
  const { data, info } = await sharp(monster(folder, 'a', slug))
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, rgb: new Uint8Array(data) };
}

/** Every pattern of the set with the tile that it was laid from, which may consist of smaller ones. */
export async function* referenceRepeats(
  folder: string,
): AsyncGenerator<{ readonly raster: Picture; readonly vectorsPx: readonly Vec2[] }> {
  for (const { slug, width, height, scale } of slugsOf(folder))
    yield {
      raster: await rasterOf(folder, slug),
      vectorsPx: [
        [width * scale, 0],
        [0, height * scale],
      ],
    };
}

const monster = (folder: string, colourway: 'a' | 'b', slug: string) =>
  join(folder, 'datasets/pattern-monster', colourway, `${slug}.png`);

const slugsOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'datasets/pattern-monster/patterns.json'), 'utf8')) as Slug[];

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Other patterns of the set that are the same drawing. */
export const sameDrawing = (slug: string): readonly string[] =>
  SAME_DRAWING.filter((group) => group.includes(slug))
    .flat()
    .filter((name) => name !== slug);
