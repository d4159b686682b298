import type { RepeatAnalysis } from '../fingerprint.ts';
import type { Vec2 } from '../geometry.ts';

/** Changes whenever stored features of an older build must not be compared with new ones. */
export const FEATURES_VERSION = 1;

/** Numbers of a keypoint's descriptor: 4 symmetry classes of 16 (descriptor.ts). */
export const DESCRIPTOR_LENGTH = 64;

/**
 * Local structure z = m·exp(2iθ) on a grid: θ is the direction across the edge, doubled so that the sign of contrast does not matter; m ≥ 0 its compressed strength.
 * Row-major, `values[2k]` real, `values[2k + 1]` imaginary part, in units of the map's own root mean square.
 */
export interface StructureMap {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Mean CIE L*a*b* (D50) on a grid, row-major, three numbers a cell. */
export interface ColourMap {
  readonly width: number;
  readonly height: number;
  readonly lab: Int8Array;
}

/** The repeat unit in lattice coordinates: column k of `width` is the share k/width along `basisPx[0]`, rows along `basisPx[1]`; it continues periodically. */
export interface RepeatUnit {
  /** Pixels of the upright original. */
  readonly basisPx: readonly [Vec2, Vec2];
  /** The point of the picture at lattice coordinates (0, 0) is the origin. */
  readonly structure: StructureMap;
  readonly colour: ColourMap;
}

/** Keypoints in pixels of the upright original; arrays run in parallel. */
export interface Keypoints {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly sigmaPx: Float32Array;
  /** Dominant direction of structure modulo π, radians, x to the right and y downwards. */
  readonly angleRad: Float32Array;
  /** `DESCRIPTOR_LENGTH` numbers a keypoint, unit length × `DESCRIPTOR_SCALE`. */
  readonly descriptors: Int8Array;
}

/** Factor from unit-length descriptors to stored bytes; single numbers beyond ±127 are cut. */
export const DESCRIPTOR_SCALE = 250;

/** All that verification reads of a picture. */
export interface DecodedFeatures {
  readonly widthPx: number;
  readonly heightPx: number;
  /** In pixels of the upright original. */
  readonly repeat: RepeatAnalysis;
  readonly whole: StructureMap;
  readonly wholeColour: ColourMap;
  readonly unit: RepeatUnit | null;
  readonly keypoints: Keypoints;
}
