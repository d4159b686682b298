import type { View } from '../render/plane.ts';
import type { Picture, Vec2 } from '../spec.ts';
import { carryRegion, frameOf, inverse, mapRegion, type Region } from './region.ts';
import { type EditedPicture, type EditSource, type EditTruth, matrixBetween, type PictureEdit } from './source.ts';

async function seen(source: EditSource, change: Partial<View>, truth: Partial<EditTruth>): Promise<EditedPicture> {
  if (!source.plane)
    throw new TypeError(
      'Expected a picture with a known repeat but received one without. Pass its periodPx: the view is cut from the tiled plane.',
    );
  const { baseView, draw, periodPx } = source.plane;
  const view = { ...baseView, ...change };
  const matrix = matrixBetween(baseView, view);
  return {
    ...(await draw(view)),
    truth: { angleDeg: 0, scale: 1, ...truth, matrix, region: regionOfView(source.picture, matrix, view, periodPx) },
  };
}

/** A view that shows a whole repeat shows all of the pattern; a smaller one shows what lies under it. */
function regionOfView(original: Picture, matrix: EditTruth['matrix'] & {}, view: View, periodPx: Vec2): Region {
  const repeats = view.widthPx / view.scale >= periodPx[0] && view.heightPx / view.scale >= periodPx[1];
  if (repeats) return { original: [frameOf(original)], edited: [frameOf(view)] };
  const edited = carryRegion([frameOf(original)], matrix, view);
  return { edited, original: mapRegion(edited, inverse(matrix)) };
}

/** Turned about the middle, by `angleDeg` one way or the other. */
export const turn: PictureEdit = (source, amount, r) => {
  const angleDeg = r.chance(0.5) ? amount : -amount;
  return seen(source, { angleDeg }, { angleDeg });
};

/** Shifted by this share of the repeat, in any direction. */
export const shift: PictureEdit = (source, share, r) => {
  const centre = source.plane?.baseView.centrePx ?? [0, 0];
  const period = source.plane?.periodPx ?? [0, 0];
  const angle = r.between(0, 2 * Math.PI);
  return seen(
    source,
    { centrePx: [centre[0] + share * period[0] * Math.cos(angle), centre[1] + share * period[1] * Math.sin(angle)] },
    {},
  );
};

/** Motifs made smaller or larger; the picture keeps its size and shows more or less of the plane. */
export const scaleMotif: PictureEdit = (source, factor) =>
  seen(source, { scale: (source.plane?.baseView.scale ?? 1) * factor }, { scale: factor });
