import sharp from 'sharp';
import { applyEdit, canApply } from '../datasets/edits/index.ts';
import {
  designAt,
  designOf,
  generateDesign,
  generateLookAlike,
  LOOK_ALIKES,
  type Picture,
  type Split,
} from '../datasets/index.ts';
import type { LibraryPicture, Query } from './accuracy.ts';

/** The edits that the foundation is measured on, each at its middle severity. */
const EDITS = [
  're-encode-half',
  'mirror',
  'quarter-turn',
  'turn',
  'shift',
  'scale-down',
  'scale-up',
  'stretch',
  'crop',
  'recolour-hue',
  'recolour-palette',
  'ground',
  'invert',
  'grey',
  'overlay',
  'repeat-type',
  'rearrange',
  'remove-elements',
  'add-elements',
  'resize-elements',
] as const;

const png = ({ rgb, widthPx, heightPx }: Picture) =>
  sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();

/** `count` designs of a split. */
export function generatedLibrary(split: Split, count: number): LibraryPicture[] {
  return Array.from({ length: count }, (_, index) => {
    const { seed, family } = designAt(split, index);
    return { name: `${family}-${seed}`, picture: async () => png(await generateDesign(seed, { family })) };
  });
}

/**
 * Of the first `count` designs of the split, every edit; then look-alikes of them, whose right answer is that nothing of the kind is registered,
 * and designs that have no relative in the library at all.
 */
export async function generatedQueries(split: Split, count: number): Promise<Query[]> {
  const queries: Query[] = [];
  for (let index = 0; index < count; index++) {
    const { seed, family } = designAt(split, index);
    const design = () => generateDesign(seed, { family });
    const original = `${family}-${seed}`;
    // Two or three edits a design, so that every design counts in few cells and no cell rests on few designs.
    for (const edit of EDITS.filter((_, at) => (at + index) % 7 === 0)) {
      if (!canApply(await generateDesign(seed, { family, sidePx: 32 }), edit)) continue;
      queries.push({
        name: `${edit}/${original}`,
        edit,
        original,
        picture: async () => png(await applyEdit(await design(), edit, 2, index)),
      });
    }
    const kind = LOOK_ALIKES[index % LOOK_ALIKES.length]!;
    queries.push({
      name: `${kind}/${original}`,
      edit: `look-alike: ${kind}`,
      original: undefined,
      picture: async () => png(await designOf(generateLookAlike((await design()).spec, kind))),
    });
    const stranger = designAt(split, 1_000_000 + index);
    queries.push({
      name: `${stranger.family}-${stranger.seed}`,
      edit: 'unrelated',
      original: undefined,
      picture: async () => png(await generateDesign(stranger.seed, { family: stranger.family })),
    });
  }
  return queries;
}
