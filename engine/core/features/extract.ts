import type { RepeatAnalysis } from '../fingerprint.ts';
import type { Vec2 } from '../geometry.ts';
import type { Raster } from '../raster.ts';
import { unitColourMap, wholeColourMap } from './colour-map.ts';
import { describe, dominantDirections } from './descriptor.ts';
import { encodeFeatures } from './encoding.ts';
import { detectKeypoints } from './keypoint-detection.ts';
import { type PixelWindow, sampleWindow } from './sampled-window.ts';
import { type StructureField, structureField } from './structure-field.ts';
import { unitMap, wholeMap } from './structure-map.ts';
import { DESCRIPTOR_LENGTH, type DecodedFeatures, type Keypoints, type RepeatUnit } from './verification-features.ts';

/** Longest side at which structure is measured: twice the stored maps, a quarter of the cost of the usual 512 px raster. */
const FIELD_SIDE_PX = 256;
/** Longest side of the stored map of the whole picture, without and with a repeat unit beside it. */
const WHOLE_SIDE = 112;
const WHOLE_SIDE_BESIDE_UNIT = 96;
const WHOLE_COLOUR_SIDE = 32;
const UNIT_COLOUR_SIDE = 24;
const MAX_KEYPOINTS = 240;
/** Keypoints of a repeating picture are taken from this many repeats a side, so that each motif position is seen whole and not hundreds of times. */
const KEYPOINT_WINDOW_REPEATS = 2.3;
/** A window is enlarged at most so many times: more adds pixels but no detail. */
const MAX_ENLARGEMENT = 2;
/** A repeat below this confidence is not folded: a wrong unit would average different motifs. */
const MIN_REPEAT_CONFIDENCE = 0.3;
/** Smallest height of the lattice cell, in raster pixels, that still shows structure. */
const MIN_UNIT_PX = 6;

/**
 * What verification later needs of a picture. `repeat` is in pixels of `raster`; the result speaks of pixels of the original, `originalWidthPx` × `originalHeightPx`.
 * Deterministic; at most 48 KB.
 */
export function extractFeatures(
  raster: Raster,
  repeat: RepeatAnalysis,
  originalWidthPx: number,
  originalHeightPx: number,
): Uint8Array {
  const scaleX = originalWidthPx / raster.widthPx;
  const scaleY = originalHeightPx / raster.heightPx;
  const basis = usableBasis(raster, repeat);
  const whole: PixelWindow = { left: 0, top: 0, width: raster.widthPx, height: raster.heightPx };
  const wholeField = fieldOf(raster, whole);
  const window = basis ? repeatWindow(raster, basis) : whole;
  const field = window.width < 0.8 * whole.width || window.height < 0.8 * whole.height ? fieldOf(raster, window) : null;
  const features: DecodedFeatures = {
    widthPx: originalWidthPx,
    heightPx: originalHeightPx,
    repeat: {
      ...repeat,
      vectorsPx: repeat.vectorsPx.map(([x, y]): Vec2 => [x * scaleX, y * scaleY]),
    },
    whole: wholeMap(wholeField, basis ? WHOLE_SIDE_BESIDE_UNIT : WHOLE_SIDE),
    wholeColour: wholeColourMap(raster, WHOLE_COLOUR_SIDE),
    unit: basis ? repeatUnit(raster, basis, field ?? wholeField, field ? window : whole, scaleX, scaleY) : null,
    keypoints: keypointsOf(field ?? wholeField, field ? window : whole, scaleX, scaleY),
  };
  return encodeFeatures(features);
}

function fieldOf(raster: Raster, window: PixelWindow): StructureField {
  const longest = Math.max(window.width, window.height);
  const scale = Math.min(MAX_ENLARGEMENT, FIELD_SIDE_PX / longest);
  const bounded = window.width === raster.widthPx && window.height === raster.heightPx ? Math.min(1, scale) : scale;
  const widthPx = Math.max(4, Math.round(window.width * bounded));
  const heightPx = Math.max(4, Math.round(window.height * bounded));
  return structureField(sampleWindow(raster, window, widthPx, heightPx));
}

function usableBasis(raster: Raster, repeat: RepeatAnalysis): readonly [Vec2, Vec2] | null {
  const [a, b] = repeat.vectorsPx;
  if (!a || !b || repeat.confidence < MIN_REPEAT_CONFIDENCE) return null;
  const area = Math.abs(a[0] * b[1] - a[1] * b[0]);
  const longest = Math.max(Math.hypot(...a), Math.hypot(...b));
  if (!(area / longest >= MIN_UNIT_PX) || area > raster.widthPx * raster.heightPx) return null;
  return [a, b];
}

/** A window in the middle of the raster that holds about two repeats either way. */
function repeatWindow(raster: Raster, [a, b]: readonly [Vec2, Vec2]): PixelWindow {
  const spanX = Math.max(Math.abs(a[0]), Math.abs(b[0]), 0.5 * (Math.abs(a[0]) + Math.abs(b[0])));
  const spanY = Math.max(Math.abs(a[1]), Math.abs(b[1]), 0.5 * (Math.abs(a[1]) + Math.abs(b[1])));
  const side = KEYPOINT_WINDOW_REPEATS * Math.max(spanX, spanY, 12);
  const width = Math.min(raster.widthPx, side);
  const height = Math.min(raster.heightPx, side);
  return { left: (raster.widthPx - width) / 2, top: (raster.heightPx - height) / 2, width, height };
}

function repeatUnit(
  raster: Raster,
  basis: readonly [Vec2, Vec2],
  field: StructureField,
  window: PixelWindow,
  scaleX: number,
  scaleY: number,
): RepeatUnit {
  const fx = field.widthPx / window.width;
  const fy = field.heightPx / window.height;
  const toField = ([x, y]: Vec2): Vec2 => [x * fx, y * fy];
  const toOriginal = ([x, y]: Vec2): Vec2 => [x * scaleX, y * scaleY];
  const origin: Vec2 = [-window.left * fx, -window.top * fy];
  return {
    basisPx: [toOriginal(basis[0]), toOriginal(basis[1])],
    structure: unitMap(field, [toField(basis[0]), toField(basis[1])], origin),
    colour: unitColourMap(raster, basis, [0, 0], UNIT_COLOUR_SIDE),
  };
}

function keypointsOf(field: StructureField, window: PixelWindow, scaleX: number, scaleY: number): Keypoints {
  const { octaves, keypoints } = detectKeypoints(field, MAX_KEYPOINTS);
  const toX = (window.width / field.widthPx) * scaleX;
  const toY = (window.height / field.heightPx) * scaleY;
  const x = new Float32Array(MAX_KEYPOINTS);
  const y = new Float32Array(MAX_KEYPOINTS);
  const sigmaPx = new Float32Array(MAX_KEYPOINTS);
  const angleRad = new Float32Array(MAX_KEYPOINTS);
  const descriptors = new Int8Array(MAX_KEYPOINTS * DESCRIPTOR_LENGTH);
  let count = 0;
  for (const keypoint of keypoints) {
    const octave = octaves[keypoint.octave]!;
    for (const direction of dominantDirections(octave, keypoint)) {
      if (count >= MAX_KEYPOINTS) break;
      if (!describe(octave, keypoint, direction, descriptors, count * DESCRIPTOR_LENGTH)) continue;
      x[count] = window.left * scaleX + (keypoint.x + 0.5) * octave.step * toX;
      y[count] = window.top * scaleY + (keypoint.y + 0.5) * octave.step * toY;
      sigmaPx[count] = keypoint.sigma * octave.step * Math.sqrt(toX * toY);
      angleRad[count] = direction;
      count++;
    }
  }
  return {
    count,
    x: x.subarray(0, count),
    y: y.subarray(0, count),
    sigmaPx: sigmaPx.subarray(0, count),
    angleRad: angleRad.subarray(0, count),
    descriptors: descriptors.subarray(0, count * DESCRIPTOR_LENGTH),
  };
}
