import type { Vec2 } from '../geometry.ts';
import { REPEAT_TYPES } from '../vocabulary.ts';
import { UNIT_SIDE } from './structure-map.ts';
import {
  type ColourMap,
  DESCRIPTOR_LENGTH,
  type DecodedFeatures,
  FEATURES_VERSION,
  type Keypoints,
  type RepeatUnit,
  type StructureMap,
} from './verification-features.ts';

/** "SVF" and the version. */
const MAGIC = 0x53564600 | FEATURES_VERSION;
const HEADER_BYTES = 44;
const KEYPOINT_BYTES = 6 + DESCRIPTOR_LENGTH;
const MAX_SIDE = 256;
const MAX_STORED_KEYPOINTS = 1024;
/** Keypoint scales are stored as 12 steps an octave, from 2⁻⁴ px up. */
const SIGMA_STEPS = 12;
const SIGMA_LOWEST_LOG2 = -4;

/** Stored features that are damaged, cut short or of another version. */
export class FeatureFormatError extends Error {
  override readonly name = 'FeatureFormatError';
}

/*
 * Little endian. Header: magic u32, checksum u32 of all that follows, width u32, height u32, repeat type u8, vectors u8, has unit u8, confidence u8,
 * vectors 4 × f32, whole map u8 × 2, its colours u8 × 2, unit colours' side u16, keypoints u16. Then whole map, its colours, unit map, unit colours, keypoints.
 */
export function encodeFeatures(features: DecodedFeatures): Uint8Array {
  const { whole, wholeColour, unit, keypoints, repeat } = features;
  const size =
    HEADER_BYTES +
    whole.values.length +
    wholeColour.lab.length +
    (unit ? unit.structure.values.length + unit.colour.lab.length : 0) +
    keypoints.count * KEYPOINT_BYTES;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(8, features.widthPx, true);
  view.setUint32(12, features.heightPx, true);
  view.setUint8(16, REPEAT_TYPES.indexOf(repeat.type));
  view.setUint8(17, repeat.vectorsPx.length);
  view.setUint8(18, unit ? 1 : 0);
  view.setUint8(19, Math.round(Math.max(0, Math.min(1, repeat.confidence)) * 255));
  repeat.vectorsPx.slice(0, 2).forEach(([x, y], k) => {
    view.setFloat32(20 + 8 * k, x, true);
    view.setFloat32(24 + 8 * k, y, true);
  });
  view.setUint8(36, whole.width);
  view.setUint8(37, whole.height);
  view.setUint8(38, wholeColour.width);
  view.setUint8(39, wholeColour.height);
  view.setUint16(40, unit?.colour.width ?? 0, true);
  view.setUint16(42, keypoints.count, true);
  let at = HEADER_BYTES;
  const put = (values: Int8Array): void => {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.length), at);
    at += values.length;
  };
  put(quantised(whole));
  put(wholeColour.lab);
  if (unit) {
    put(quantised(unit.structure));
    put(unit.colour.lab);
  }
  for (let k = 0; k < keypoints.count; k++) {
    view.setUint16(at, Math.round((keypoints.x[k]! / features.widthPx) * 65535), true);
    view.setUint16(at + 2, Math.round((keypoints.y[k]! / features.heightPx) * 65535), true);
    const step = (Math.log2(keypoints.sigmaPx[k]!) - SIGMA_LOWEST_LOG2) * SIGMA_STEPS;
    view.setUint8(at + 4, Math.max(0, Math.min(255, Math.round(step))));
    view.setUint8(at + 5, Math.round((keypoints.angleRad[k]! / Math.PI) * 256) & 255);
    at += 6;
    put(keypoints.descriptors.subarray(k * DESCRIPTOR_LENGTH, (k + 1) * DESCRIPTOR_LENGTH));
  }
  view.setUint32(4, checksum(bytes), true);
  return bytes;
}

/** The largest number of a map becomes ±127; its scale need not be kept, since maps are in units of their own root mean square. */
function quantised(map: StructureMap): Int8Array {
  let largest = 0;
  for (const value of map.values) largest = Math.max(largest, Math.abs(value));
  const scale = largest > 0 ? 127 / largest : 0;
  const bytes = new Int8Array(map.values.length);
  for (let k = 0; k < bytes.length; k++) bytes[k] = Math.round(map.values[k]! * scale);
  return bytes;
}

/** FNV-1a over everything behind the checksum. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let at = 8; at < bytes.length; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash >>> 0;
}

/** Reads stored features. The bytes may be anything: throws FeatureFormatError unless they are whole, sound and of this version. */
export function decodeFeatures(bytes: Uint8Array): DecodedFeatures {
  if (bytes.length < HEADER_BYTES)
    throw new FeatureFormatError(`Expected at least ${HEADER_BYTES} bytes of features but received ${bytes.length}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0, true) !== MAGIC)
    throw new FeatureFormatError(`Expected features of version ${FEATURES_VERSION} but received another format.`);
  if (view.getUint32(4, true) !== checksum(bytes))
    throw new FeatureFormatError('Expected features with a matching checksum but received altered bytes.');
  const widthPx = view.getUint32(8, true);
  const heightPx = view.getUint32(12, true);
  const type = REPEAT_TYPES[view.getUint8(16)];
  const vectorCount = view.getUint8(17);
  const hasUnit = view.getUint8(18);
  const side = (offset: number): number => bounded(view.getUint8(offset), 1, MAX_SIDE);
  const wholeWidth = side(36);
  const wholeHeight = side(37);
  const colourWidth = side(38);
  const colourHeight = side(39);
  const unitColourSide = bounded(view.getUint16(40, true), hasUnit ? 1 : 0, MAX_SIDE);
  const keypointCount = bounded(view.getUint16(42, true), 0, MAX_STORED_KEYPOINTS);
  bounded(widthPx, 1, 1e6);
  bounded(heightPx, 1, 1e6);
  if (!type || vectorCount > 2 || hasUnit > 1 || (hasUnit && vectorCount !== 2))
    throw new FeatureFormatError('Expected a known repeat type with at most two vectors but received other values.');
  const unitValues = hasUnit ? UNIT_SIDE * UNIT_SIDE * 2 : 0;
  const expected =
    HEADER_BYTES +
    wholeWidth * wholeHeight * 2 +
    colourWidth * colourHeight * 3 +
    unitValues +
    unitColourSide ** 2 * 3 +
    keypointCount * KEYPOINT_BYTES;
  if (expected !== bytes.length)
    throw new FeatureFormatError(`Expected ${expected} bytes of features but received ${bytes.length}.`);
  const vectorsPx: Vec2[] = [];
  for (let k = 0; k < vectorCount; k++)
    vectorsPx.push([finite(view.getFloat32(20 + 8 * k, true)), finite(view.getFloat32(24 + 8 * k, true))]);
  let at = HEADER_BYTES;
  const take = (length: number): Int8Array => {
    const values = new Int8Array(bytes.buffer, bytes.byteOffset + at, length);
    at += length;
    return values;
  };
  const structure = (width: number, height: number): StructureMap => restored(take(width * height * 2), width, height);
  const colour = (width: number, height: number): ColourMap => ({
    width,
    height,
    lab: take(width * height * 3).slice(),
  });
  const whole = structure(wholeWidth, wholeHeight);
  const wholeColour = colour(colourWidth, colourHeight);
  const [first, second] = vectorsPx;
  let unit: RepeatUnit | null = null;
  if (hasUnit && first && second) {
    const determinant = first[0] * second[1] - first[1] * second[0];
    if (!(Math.abs(determinant) > 1e-3)) throw new FeatureFormatError('Expected two independent lattice vectors.');
    unit = {
      basisPx: [first, second],
      structure: structure(UNIT_SIDE, UNIT_SIDE),
      colour: colour(unitColourSide, unitColourSide),
    };
  }
  return {
    widthPx,
    heightPx,
    repeat: { type, vectorsPx, confidence: view.getUint8(19) / 255 },
    whole,
    wholeColour,
    unit,
    keypoints: decodeKeypoints(view, at, keypointCount, widthPx, heightPx),
  };
}

function decodeKeypoints(view: DataView, offset: number, count: number, widthPx: number, heightPx: number): Keypoints {
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  const sigmaPx = new Float32Array(count);
  const angleRad = new Float32Array(count);
  const descriptors = new Int8Array(count * DESCRIPTOR_LENGTH);
  for (let k = 0, at = offset; k < count; k++, at += KEYPOINT_BYTES) {
    x[k] = (view.getUint16(at, true) / 65535) * widthPx;
    y[k] = (view.getUint16(at + 2, true) / 65535) * heightPx;
    sigmaPx[k] = 2 ** (view.getUint8(at + 4) / SIGMA_STEPS + SIGMA_LOWEST_LOG2);
    angleRad[k] = (view.getUint8(at + 5) / 256) * Math.PI;
    descriptors.set(new Int8Array(view.buffer, view.byteOffset + at + 6, DESCRIPTOR_LENGTH), k * DESCRIPTOR_LENGTH);
  }
  return { count, x, y, sigmaPx, angleRad, descriptors };
}

function restored(bytes: Int8Array, width: number, height: number): StructureMap {
  let energy = 0;
  for (const value of bytes) energy += value * value;
  const scale = energy > 0 ? 1 / Math.sqrt(energy / (width * height)) : 0;
  const values = new Float32Array(bytes.length);
  for (let k = 0; k < bytes.length; k++) values[k] = bytes[k]! * scale;
  return { width, height, values };
}

function bounded(value: number, low: number, high: number): number {
  if (value < low || value > high)
    throw new FeatureFormatError(`Expected a number from ${low} to ${high} in features but received ${value}.`);
  return value;
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new FeatureFormatError('Expected finite lattice vectors.');
  return value;
}
