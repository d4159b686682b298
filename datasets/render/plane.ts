import type { Picture, Vec2 } from '../spec.ts';

/** A picture whose tiling without gaps is an infinite plane; `periodPx` is its size in plane pixels. */
export interface TiledPlane {
  readonly tile: Picture;
  readonly periodPx: Vec2;
}

/** Which part of a plane a picture shows: `centrePx` lies in its middle. Angle counter-clockwise as seen. */
export interface View {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly centrePx: Vec2;
  readonly scale: number;
  readonly angleDeg: number;
  readonly mirrored: boolean;
  /** Width over height is stretched by this factor, area kept. */
  readonly stretch: number;
}

/** `[a, b, c, d]` of x' = a·x + b·y, y' = c·x + d·y from plane to view, relative to the centres. */
export function viewLinear(
  view: Pick<View, 'scale' | 'angleDeg' | 'mirrored' | 'stretch'>,
): readonly [number, number, number, number] {
  const angle = (-view.angleDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) * view.scale, Math.sin(angle) * view.scale];
  const flip = view.mirrored ? -1 : 1;
  const wide = Math.sqrt(view.stretch);
  return [cos * flip * wide, -sin * wide, (sin * flip) / wide, cos / wide];
}

/** Samples the plane bilinearly. The tile should have 1–2 of its own pixels a view pixel. */
export function sampleView(plane: TiledPlane, view: View): Picture {
  const { widthPx: tw, heightPx: th, rgb: source } = plane.tile;
  const [a, b, c, d] = viewLinear(view);
  const determinant = a * d - b * c;
  const [toTileX, toTileY] = [tw / plane.periodPx[0], th / plane.periodPx[1]];
  const stepX = [(d / determinant) * toTileX, (-c / determinant) * toTileY] as const;
  const stepY = [(-b / determinant) * toTileX, (a / determinant) * toTileY] as const;
  const rgb = new Uint8Array(view.widthPx * view.heightPx * 3);
  const wrap = (value: number, period: number): number => value - Math.floor(value / period) * period;
  const centre = [view.centrePx[0] * toTileX - 0.5, view.centrePx[1] * toTileY - 0.5] as const;
  let out = 0;
  for (let j = 0; j < view.heightPx; j++) {
    const dy = j + 0.5 - view.heightPx / 2;
    const dx = 0.5 - view.widthPx / 2;
    let x = wrap(centre[0] + dx * stepX[0] + dy * stepY[0], tw);
    let y = wrap(centre[1] + dx * stepX[1] + dy * stepY[1], th);
    for (let i = 0; i < view.widthPx; i++) {
      const [x0, y0] = [x | 0, y | 0];
      const [fx, fy] = [x - x0, y - y0];
      const x1 = x0 + 1 >= tw ? 0 : x0 + 1;
      const y1 = y0 + 1 >= th ? 0 : y0 + 1;
      const xa = x0 >= tw ? 0 : x0;
      const ya = y0 >= th ? 0 : y0;
      const [p00, p10, p01, p11] = [(ya * tw + xa) * 3, (ya * tw + x1) * 3, (y1 * tw + xa) * 3, (y1 * tw + x1) * 3];
      const [w00, w10, w01, w11] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
      for (let k = 0; k < 3; k++)
        rgb[out++] =
          source[p00 + k]! * w00 + source[p10 + k]! * w10 + source[p01 + k]! * w01 + source[p11 + k]! * w11 + 0.5;
      x += stepX[0];
      y += stepX[1];
      if (x < 0 || x >= tw) x = wrap(x, tw);
      if (y < 0 || y >= th) y = wrap(y, th);
    }
  }
  return { widthPx: view.widthPx, heightPx: view.heightPx, rgb };
}
