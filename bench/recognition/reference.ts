import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sameDrawing } from '../reference-data.ts';
import type { ReferenceRecipe } from './recipe.ts';

/** Photographs of one lace ground in many arrangements of colours: each is neither right nor wrong for another. */
const ONE_GROUND = /^images_flanders__/;

export interface ReferencePicture {
  readonly name: string;
  readonly family: 'pattern' | 'lace';
  readonly recipe: ReferenceRecipe;
  /** The same pattern in other colours. */
  readonly twin?: ReferenceRecipe;
  /** Records that are the same drawing by eye. */
  readonly sameDrawing: readonly string[];
}

interface Pattern {
  readonly slug: string;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** One colourway of every pattern and all lace photographs. */
export function referencePictures(folder: string): ReferencePicture[] {
  const patterns = JSON.parse(readFileSync(join(folder, MONSTERS, 'patterns.json'), 'utf8')) as Pattern[];
  const photographs = readdirSync(join(folder, LACE))
    .filter((name) => /\.(jpe?g|png)$/i.test(name))
    .sort();
  const oneGround = photographs.filter((name) => ONE_GROUND.test(name)).map(laceName);
  return [
    ...patterns.map(({ slug, width, height, scale }) => ({
      name: patternName(slug),
      family: 'pattern' as const,
      recipe: {
        kind: 'reference' as const,
        file: `${MONSTERS}/a/${slug}.png`,
        periodPx: [width * scale, height * scale] as const,
      },
      twin: { kind: 'reference' as const, file: `${MONSTERS}/b/${slug}.png` },
      sameDrawing: sameDrawing(slug).map(patternName),
    })),
    ...photographs.map((file) => ({
      name: laceName(file),
      family: 'lace' as const,
      recipe: { kind: 'reference' as const, file: `${LACE}/${file}` },
      sameDrawing: ONE_GROUND.test(file) ? oneGround.filter((other) => other !== laceName(file)) : [],
    })),
  ];
}

const MONSTERS = 'datasets/pattern-monster';
const LACE = 'datasets/lace-photos';
const patternName = (slug: string): string => `pattern/${slug}`;
const laceName = (file: string): string => `lace/${file}`;
