import type { RepeatType } from '../engine/index.ts';
import type { MotifKind } from './motifs/index.ts';
import type { TileName } from './tiles/index.ts';

export type Vec2 = readonly [x: number, y: number];

/** Row-major 3 × 3 matrix acting on column vectors `[x, y, 1]`. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** Row-major, interleaved R G B, 8 bits each. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Uint8Array;
}

/** A path in SVG path syntax. Colours are slots: positions in the list of palette indexes of whoever places the mark. */
export interface Mark {
  readonly d: string;
  readonly fill?: number;
  readonly stroke?: number;
  /** In the units of the path. */
  readonly width?: number;
  readonly opacity?: number;
  readonly dash?: string;
}

/** A drawing inside the unit circle, reproducible from its kind and seed. */
export interface MotifDrawing {
  readonly kind: MotifKind;
  readonly seed: number;
}

/** One motif of the repeat unit. */
export interface Element {
  readonly motif: MotifDrawing;
  /** Centre, in plane pixels of the unit. */
  readonly at: Vec2;
  readonly radiusPx: number;
  /** Counter-clockwise as seen. */
  readonly angleDeg: number;
  readonly flipped: boolean;
  /** Palette index of each colour slot of the motif; slots beyond the end wrap round. */
  readonly colours: readonly number[];
}

/** A run of threads: palette index and count. */
export type ThreadRun = readonly [colour: number, threads: number];

export type Layer =
  | { readonly kind: 'motifs'; readonly elements: readonly Element[] }
  /** Geometry that fills the unit, drawn in its pixels and continued across its borders. */
  | { readonly kind: 'tile'; readonly tile: TileName; readonly seed: number; readonly colours: readonly number[] }
  /** Coloured threads interlaced; the unit is as large as the thread counts say. */
  | {
      readonly kind: 'threads';
      readonly warp: readonly ThreadRun[];
      readonly weft: readonly ThreadRun[];
      readonly weave: 'plain' | 'twill' | 'basket';
      readonly threadPx: number;
      /** 0–1: how visible the single threads are. */
      readonly relief: number;
    }
  /** Coloured cells on a grid, `rows × columns` palette indexes, −1 leaves the ground. */
  | {
      readonly kind: 'chart';
      readonly grid: readonly (readonly number[])[];
      readonly stitch: 'square' | 'cross' | 'knit' | 'round';
    }
  /** A periodic field of numbers, mapped to colours. */
  | {
      readonly kind: 'field';
      readonly field: 'crackle' | 'spots' | 'zebra' | 'marble' | 'mottle' | 'moire';
      readonly seed: number;
      readonly colours: readonly number[];
      /** 0–1. */
      readonly opacity: number;
    };

/** How the threads of a resist-dyed cloth strayed: standard deviation and blur along the warp, in plane pixels. */
export interface Stray {
  readonly amountPx: number;
  readonly threadPx: number;
  readonly seed: number;
}

export const SURFACES = ['smooth', 'canvas', 'twill', 'slub', 'knit', 'grain'] as const;
export type Surface = (typeof SURFACES)[number];

/** A design as an infinite plane: everything needed to draw any part of it again. JSON-safe. */
export interface DesignSpec {
  readonly version: 1;
  readonly seed: number;
  readonly family: string;
  readonly repeatType: RepeatType;
  /** Repeat unit before it is dropped, bricked or mirrored. For `none`, the sheet, larger than any picture of it. */
  readonly unitPx: Vec2;
  /** Reduced lattice vectors of the plane where they differ from what `repeatType` and `unitPx` imply. */
  readonly vectorsPx?: readonly Vec2[];
  /** `#rrggbb`; the first is the ground. */
  readonly palette: readonly string[];
  readonly layers: readonly Layer[];
  readonly stray?: Stray;
  readonly surface: { readonly kind: Surface; readonly amount: number };
  /** The picture that stands for the design: its size at scale 1 and the plane point at its top left corner. */
  readonly picture: { readonly widthPx: number; readonly heightPx: number; readonly originPx: Vec2 };
}

export interface RepeatTruth {
  readonly type: RepeatType;
  /** Primitive lattice vectors in pixels of the picture: two, one for `one-way`, none for `none`. */
  readonly vectorsPx: readonly Vec2[];
}
