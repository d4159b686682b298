import type { EditCode } from '../../engine/index.ts';
import type { View } from '../render/plane.ts';
import type { PictureEdit } from './picture-edits.ts';
import { type EditedPicture, type EditSource, type EditTruth, matrixBetween } from './source.ts';

async function seen(
  source: EditSource,
  codes: readonly EditCode[],
  change: Partial<View>,
  truth: Partial<EditTruth>,
): Promise<EditedPicture> {
  if (!source.plane)
    throw new TypeError(
      `Expected a picture with a known repeat but received one without. Pass its periodPx: "${codes.join(', ')}" is cut from the tiled plane.`,
    );
  const { baseView, draw } = source.plane;
  const view = { ...baseView, ...change };
  return {
    ...(await draw(view)),
    truth: { codes, angleDeg: 0, scale: 1, ...truth, matrix: matrixBetween(baseView, view) },
  };
}

/** Turned about the middle, by `angleDeg` one way or the other. */
export const turn: PictureEdit = (source, amount, r) => {
  const angleDeg = r.chance(0.5) ? amount : -amount;
  return seen(source, ['turned'], { angleDeg }, { angleDeg });
};

/** Shifted by this share of the repeat, in any direction. */
export const shift: PictureEdit = (source, share, r) => {
  const centre = source.plane?.baseView.centrePx ?? [0, 0];
  const period = source.plane?.periodPx ?? [0, 0];
  const angle = r.between(0, 2 * Math.PI);
  return seen(
    source,
    ['shifted'],
    { centrePx: [centre[0] + share * period[0] * Math.cos(angle), centre[1] + share * period[1] * Math.sin(angle)] },
    {},
  );
};

/** Motifs made smaller or larger; the picture keeps its size and shows more or less of the plane. */
export const scaleMotif: PictureEdit = (source, factor) =>
  seen(source, ['scaled'], { scale: (source.plane?.baseView.scale ?? 1) * factor }, { scale: factor });
