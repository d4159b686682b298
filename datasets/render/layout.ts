import type { RepeatType } from '../../engine/index.ts';
import type { DesignSpec, RepeatTruth, Vec2 } from '../spec.ts';

/** Where a copy of the unit stands inside the sheet: offset of its top left corner, and whether it is reflected. */
export interface Placement {
  readonly offsetPx: Vec2;
  readonly mirrorX: boolean;
  readonly mirrorY: boolean;
}

/** The sheet is the smallest upright rectangle whose tiling gives the plane. */
export interface Sheet {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly placements: readonly Placement[];
}

const upright = (x: number, y: number): Placement => ({ offsetPx: [x, y], mirrorX: false, mirrorY: false });

/** A design that states its own lattice is drawn as a rectangle to be laid side by side. */
export const sheetOfDesign = (spec: DesignSpec): Sheet =>
  sheetOf(spec.vectorsPx ? 'straight' : spec.repeatType, spec.unitPx);

export function sheetOf(type: RepeatType, [w, h]: Vec2): Sheet {
  if (type === 'half-drop') return { widthPx: 2 * w, heightPx: h, placements: [upright(0, 0), upright(w, h / 2)] };
  if (type === 'brick') return { widthPx: w, heightPx: 2 * h, placements: [upright(0, 0), upright(w / 2, h)] };
  if (type === 'mirror')
    return {
      widthPx: 2 * w,
      heightPx: 2 * h,
      placements: [false, true].flatMap((mirrorY) =>
        [false, true].map((mirrorX): Placement => ({ offsetPx: [mirrorX ? w : 0, mirrorY ? h : 0], mirrorX, mirrorY })),
      ),
    };
  return { widthPx: w, heightPx: h, placements: [upright(0, 0)] };
}

export function latticeOf(spec: DesignSpec): readonly Vec2[] {
  if (spec.vectorsPx) return spec.vectorsPx;
  const [w, h] = spec.unitPx;
  if (spec.repeatType === 'none') return [];
  if (spec.repeatType === 'half-drop')
    return [
      [w, h / 2],
      [0, h],
    ];
  if (spec.repeatType === 'brick')
    return [
      [w, 0],
      [w / 2, h],
    ];
  if (spec.repeatType === 'mirror')
    return [
      [2 * w, 0],
      [0, 2 * h],
    ];
  return [
    [w, 0],
    [0, h],
  ];
}

/** The lattice as seen in a picture at this scale and turn (degrees counter-clockwise as seen; y points down). */
export function repeatTruth(spec: DesignSpec, scale: number, angleDeg: number): RepeatTruth {
  const angle = (-angleDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  return {
    type: spec.repeatType,
    vectorsPx: latticeOf(spec).map(([x, y]): Vec2 => [x * cos - y * sin, x * sin + y * cos]),
  };
}
