import sharp, { type Sharp } from 'sharp';
import type { EditCode } from '../../engine/index.ts';
import type { GeneratedDesign } from '../index.ts';
import type { Random } from '../random.ts';
import { renderPlane } from '../render/index.ts';
import { sampleView, type TiledPlane, type View, viewLinear } from '../render/plane.ts';
import type { Matrix3, Picture, Vec2 } from '../spec.ts';
import type { Region } from './region.ts';

/** What is known for certain of an edited picture. */
export interface EditTruth {
  readonly codes: readonly EditCode[];
  /** Counter-clockwise as seen. */
  readonly angleDeg?: number;
  /** Motif size in the edited picture over that in the original. */
  readonly scale?: number;
  readonly mirrored?: boolean;
  /** Share of the original's area that is still seen. */
  readonly areaShare?: number;
  /** From pixels of the original to pixels of the edited picture; absent where there is no single one. */
  readonly matrix?: Matrix3;
  /** Absent where what is left of the original has no outline: elements moved, removed, added, resized, laid in another repeat. */
  readonly region?: Region;
}

/** What an edit made, with what it knows of it; codes and, where the matrix tells it, the region are added by whoever asked. */
export interface EditedPicture extends Picture {
  readonly truth: Omit<EditTruth, 'codes'>;
}

/** An edit of any picture: `amount` is one of the numbers of numbers.ts. */
export type PictureEdit = (source: EditSource, amount: number, r: Random) => Promise<EditedPicture>;

/** A picture to be edited and, where it is known, the plane it was cut from. */
export interface EditSource {
  readonly picture: Picture;
  /** Another design, for edits that combine two. */
  readonly companion: () => Promise<Picture>;
  /** Draws a view of the plane; absent for a picture without a known repeat. */
  readonly plane?: {
    readonly baseView: View;
    readonly draw: (view: View) => Promise<Picture>;
    readonly periodPx: Vec2;
  };
}

export function sourceOfDesign(design: GeneratedDesign, companion: EditSource['companion']): EditSource {
  const { spec } = design;
  const scale = design.widthPx / spec.picture.widthPx;
  const [x, y] = spec.picture.originPx;
  return {
    picture: design,
    companion,
    plane: {
      baseView: {
        widthPx: design.widthPx,
        heightPx: design.heightPx,
        centrePx: [x + spec.picture.widthPx / 2, y + spec.picture.heightPx / 2],
        scale,
        angleDeg: 0,
        mirrored: false,
        stretch: 1,
      },
      draw: async (view) => sampleView(await renderPlane(spec, view.scale), view),
      periodPx: spec.unitPx,
    },
  };
}

/**
 * A seamless picture as a plane. `periodPx` is its repeat in its own pixels and need not be whole: as many whole repeats as fit are resampled to a whole number of pixels.
 */
export function sourceOfPicture(picture: Picture, companion: EditSource['companion'], periodPx?: Vec2): EditSource {
  if (!periodPx) return { picture, companion };
  const plane = planeOfPicture(picture, periodPx);
  const { widthPx, heightPx } = picture;
  return {
    picture,
    companion,
    plane: {
      baseView: {
        widthPx,
        heightPx,
        centrePx: [widthPx / 2, heightPx / 2],
        scale: 1,
        angleDeg: 0,
        mirrored: false,
        stretch: 1,
      },
      draw: async (view) => {
        if (view.scale >= 0.9) return sampleView(plane, view);
        // Below the tile's own density, sample densely first and let an area filter make it smaller.
        const grow = 1 / view.scale;
        const large = sampleView(plane, {
          ...view,
          widthPx: Math.round(view.widthPx * grow),
          heightPx: Math.round(view.heightPx * grow),
          scale: 1,
        });
        return resized(large, view.widthPx, view.heightPx);
      },
      periodPx,
    },
  };
}

function planeOfPicture(picture: Picture, periodPx: Vec2): TiledPlane {
  const sides = [picture.widthPx, picture.heightPx] as const;
  const count = [0, 1].map((axis) => Math.max(1, Math.floor(sides[axis]! / periodPx[axis]!))) as [number, number];
  const span: Vec2 = [count[0] * periodPx[0], count[1] * periodPx[1]];
  const size = [Math.round(span[0]), Math.round(span[1])] as const;
  const rgb = new Uint8Array(size[0] * size[1] * 3);
  for (let j = 0; j < size[1]; j++)
    for (let i = 0; i < size[0]; i++) {
      const x = ((i + 0.5) / size[0]) * span[0] - 0.5;
      const y = ((j + 0.5) / size[1]) * span[1] - 0.5;
      for (let c = 0; c < 3; c++) rgb[(j * size[0] + i) * 3 + c] = Math.round(bilinear(picture, x, y, c));
    }
  return { tile: { widthPx: size[0], heightPx: size[1], rgb }, periodPx: span };
}

/** One channel at a point between pixels; the border's value holds beyond it. */
function bilinear({ widthPx, heightPx, rgb }: Picture, x: number, y: number, channel: number): number {
  const clamp = (value: number, end: number): number => Math.max(0, Math.min(end - 1, value));
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const at = (px: number, py: number): number =>
    rgb[(clamp(py, heightPx) * widthPx + clamp(px, widthPx)) * 3 + channel]!;
  const [fx, fy] = [x - x0, y - y0];
  return (
    (at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx) * (1 - fy) +
    (at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx) * fy
  );
}

/** Mean absolute difference, 0–255, between a picture and itself one repeat further on: near 0 where the repeat is right. NaN where less than one and a half repeats are seen. */
export function seamError(picture: Picture, periodPx: Vec2): number {
  let sum = 0;
  let count = 0;
  for (const [dx, dy] of [
    [periodPx[0], 0],
    [0, periodPx[1]],
  ] as const) {
    if (dx > picture.widthPx / 1.5 || dy > picture.heightPx / 1.5) continue;
    for (let y = 0; y + dy < picture.heightPx - 1; y += 3)
      for (let x = 0; x + dx < picture.widthPx - 1; x += 3) {
        for (let c = 0; c < 3; c++)
          sum += Math.abs(bilinear(picture, x + dx, y + dy, c) - picture.rgb[(y * picture.widthPx + x) * 3 + c]!);
        count += 3;
      }
  }
  return sum / count;
}

/** Leads from pixels of one view to pixels of another of the same plane. */
export function matrixBetween(from: View, to: View): Matrix3 {
  const [a0, b0, c0, d0] = viewLinear(from);
  const det = a0 * d0 - b0 * c0;
  const inverse = [d0 / det, -b0 / det, -c0 / det, a0 / det] as const;
  const [a, b, c, d] = viewLinear(to);
  const m = [
    a * inverse[0] + b * inverse[2],
    a * inverse[1] + b * inverse[3],
    c * inverse[0] + d * inverse[2],
    c * inverse[1] + d * inverse[3],
  ] as const;
  const [dx, dy] = [from.centrePx[0] - to.centrePx[0], from.centrePx[1] - to.centrePx[1]];
  const [hx, hy] = [from.widthPx / 2, from.heightPx / 2];
  return [
    m[0],
    m[1],
    a * dx + b * dy + to.widthPx / 2 - m[0] * hx - m[1] * hy,
    m[2],
    m[3],
    c * dx + d * dy + to.heightPx / 2 - m[2] * hx - m[3] * hy,
    0,
    0,
    1,
  ];
}

export const scaling = (sx: number, sy: number): Matrix3 => [sx, 0, 0, 0, sy, 0, 0, 0, 1];

/** The picture as a pipeline of sharp. */
export const pipeline = (picture: Picture): Sharp =>
  sharp(picture.rgb, { raw: { width: picture.widthPx, height: picture.heightPx, channels: 3 } });

export async function drawn(image: Sharp): Promise<Picture> {
  const { data, info } = await image.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, rgb: new Uint8Array(data) };
}

export const resized = (picture: Picture, widthPx: number, heightPx: number): Promise<Picture> =>
  drawn(pipeline(picture).resize(widthPx, heightPx, { fit: 'fill' }));
