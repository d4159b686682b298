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
  'overlay-logo',
  'repeat-type',
  'rearrange',
  'remove-elements',
  'add-elements',
  'resize-elements',
] as const;

/** The engine refuses SVG for the whole process, worker threads included; the generator draws with it. */
const allowDrawing = (): void => sharp.unblock({ operation: ['VipsForeignLoadSvg'] });

const png = ({ rgb, widthPx, heightPx }: Picture) =>
  sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();

const drawn = async (draw: () => Promise<Picture>): Promise<Uint8Array> => {
  allowDrawing();
  return png(await draw());
};

/** Edits a design; with `count` designs every edit meets `count` × this / 20 of them. */
const EDITS_A_DESIGN = 2;

/** `count` designs of a split. */
export function generatedLibrary(split: Split, count: number): LibraryPicture[] {
  return Array.from({ length: count }, (_, index) => {
    const { seed, family } = designAt(split, index);
    return { name: `${family}-${seed}`, picture: () => drawn(() => generateDesign(seed, { family })) };
  });
}

/**
 * Of the first `count` designs of the split, some edits each, so that no cell of the table rests on few designs; then, turn about, look-alikes of them, whose right answer is that
 * nothing of the kind is registered, and designs that have no relative in the library at all.
 */
export async function generatedQueries(split: Split, count: number): Promise<Query[]> {
  const queries: Query[] = [];
  const step = EDITS.length / EDITS_A_DESIGN;
  allowDrawing();
  for (let index = 0; index < count; index++) {
    const { seed, family } = designAt(split, index);
    const design = () => generateDesign(seed, { family });
    const original = `${family}-${seed}`;
    const small = await generateDesign(seed, { family, sidePx: 32 });
    for (let turn = 0; turn < EDITS_A_DESIGN; turn++) {
      const edit = EDITS[(index + turn * step) % EDITS.length]!;
      if (!canApply(small, edit)) continue;
      queries.push({
        name: `${edit}/${original}`,
        edit,
        original,
        picture: () => drawn(async () => applyEdit(await design(), edit, 2, index)),
      });
    }
    if (index % 2 === 0) {
      const kind = LOOK_ALIKES[(index / 2) % LOOK_ALIKES.length]!;
      queries.push({
        name: `${kind}/${original}`,
        edit: `look-alike: ${kind}`,
        original: undefined,
        picture: () => drawn(async () => designOf(generateLookAlike((await design()).spec, kind))),
      });
    } else {
      const stranger = designAt(split, 1_000_000 + index);
      queries.push({
        name: `${stranger.family}-${stranger.seed}`,
        edit: 'unrelated',
        original: undefined,
        picture: () => drawn(() => generateDesign(stranger.seed, { family: stranger.family })),
      });
    }
  }
  return queries;
}
