import type { Matrix3, Vec2 } from '../../../engine/index.ts';
import { apply, invert, localScale } from './matrix3.ts';

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Which point of the query lies in the middle of the pane, and how many screen pixels one of its pixels takes. */
export interface Viewport {
  readonly centre: Vec2;
  readonly zoom: number;
}

/** Enlargement over fitting, at most. */
const LARGEST_ENLARGEMENT = 24;

export function fitZoom(picture: Size, pane: Size): number {
  return Math.min(pane.widthPx / picture.widthPx, pane.heightPx / picture.heightPx);
}

export function fitViewport(picture: Size, pane: Size): Viewport {
  return { centre: [picture.widthPx / 2, picture.heightPx / 2], zoom: fitZoom(picture, pane) };
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** Keeps the zoom between fitting and 24 times that, and the centre inside the picture. */
export function bounded(viewport: Viewport, picture: Size, pane: Size): Viewport {
  const fit = fitZoom(picture, pane);
  const zoom = clamp(viewport.zoom, fit, fit * LARGEST_ENLARGEMENT);
  const bound = (centre: number, lengthPx: number, paneLengthPx: number): number => {
    const half = paneLengthPx / zoom / 2;
    return half * 2 >= lengthPx ? lengthPx / 2 : clamp(centre, half, lengthPx - half);
  };
  return {
    zoom,
    centre: [
      bound(viewport.centre[0], picture.widthPx, pane.widthPx),
      bound(viewport.centre[1], picture.heightPx, pane.heightPx),
    ],
  };
}

/** Zooms by a factor, keeping the query point under `anchor` (screen pixels from the middle of the pane) in its place. */
export function zoomedAt(viewport: Viewport, factor: number, anchor: Vec2): Viewport {
  const zoom = viewport.zoom * factor;
  const shift = 1 / viewport.zoom - 1 / zoom;
  return { zoom, centre: [viewport.centre[0] + anchor[0] * shift, viewport.centre[1] + anchor[1] * shift] };
}

/** Moves the picture by screen pixels. */
export function panned(viewport: Viewport, byPx: Vec2): Viewport {
  return {
    zoom: viewport.zoom,
    centre: [viewport.centre[0] - byPx[0] / viewport.zoom, viewport.centre[1] - byPx[1] / viewport.zoom],
  };
}

/** Picture pixels to pane pixels. */
export function screenMatrix(viewport: Viewport, pane: Size): Matrix3 {
  const { zoom, centre } = viewport;
  return [zoom, 0, pane.widthPx / 2 - centre[0] * zoom, 0, zoom, pane.heightPx / 2 - centre[1] * zoom, 0, 0, 1];
}

/**
 * The viewport of the candidate, upright in its own pane, that shows what the query's viewport shows.
 * Without an alignment the two move together by their proportions.
 */
export function candidateViewport(
  viewport: Viewport,
  query: Size,
  candidate: Size,
  pane: Size,
  toCandidate: Matrix3 | null,
): Viewport {
  const enlargement = viewport.zoom / fitZoom(query, pane);
  if (toCandidate === null || enlargement <= 1.001) {
    return {
      zoom: fitZoom(candidate, pane) * enlargement,
      centre: [
        (viewport.centre[0] / query.widthPx) * candidate.widthPx,
        (viewport.centre[1] / query.heightPx) * candidate.heightPx,
      ],
    };
  }
  const [x, y] = apply(toCandidate, viewport.centre);
  return {
    zoom: viewport.zoom / localScale(toCandidate, viewport.centre),
    centre: [clamp(x, 0, candidate.widthPx), clamp(y, 0, candidate.heightPx)],
  };
}

/** A drag in the candidate's upright pane as the same movement in query screen pixels. */
export function dragInQuery(byPx: Vec2, viewport: Viewport, toCandidate: Matrix3 | null): Vec2 {
  const back = toCandidate === null ? null : invert(toCandidate);
  if (back === null || toCandidate === null) return byPx;
  const at = apply(toCandidate, viewport.centre);
  const candidateZoom = viewport.zoom / localScale(toCandidate, viewport.centre);
  const moved = apply(back, [at[0] + byPx[0] / candidateZoom, at[1] + byPx[1] / candidateZoom]);
  return [(moved[0] - viewport.centre[0]) * viewport.zoom, (moved[1] - viewport.centre[1]) * viewport.zoom];
}
