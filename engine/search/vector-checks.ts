import { MAX_KEY } from './vector-index.ts';

export function checkKey(key: number): void {
  if (!Number.isInteger(key) || key < 1 || key > MAX_KEY) {
    throw new RangeError(`Expected a key from 1 to ${MAX_KEY} but received ${String(key)}.`);
  }
}

export function checkCount(k: number): void {
  if (!Number.isInteger(k) || k < 0) throw new RangeError(`Expected a count of 0 or more but received ${String(k)}.`);
}

/** Copies of the vectors at unit length; throws for anything that has no direction in `dimension` numbers. */
export function unitVectors(vectors: readonly Float32Array[], dimension: number): Float32Array[] {
  return vectors.map((vector) => unitVector(vector, dimension));
}

/** As `unitVectors`, and at least one vector. */
export function unitVectorsOfKey(vectors: readonly Float32Array[], dimension: number): Float32Array[] {
  if (vectors.length === 0) throw new RangeError('Expected at least one vector for a key but received none.');
  return unitVectors(vectors, dimension);
}

function unitVector(vector: Float32Array, dimension: number): Float32Array {
  if (!(vector instanceof Float32Array)) throw new TypeError(`Expected a Float32Array but received ${typeof vector}.`);
  if (vector.length !== dimension) {
    throw new RangeError(`Expected a vector of ${dimension} numbers but received ${vector.length}.`);
  }
  let squares = 0;
  for (let i = 0; i < dimension; i++) squares += vector[i]! * vector[i]!;
  // One NaN or infinity makes the sum one, too.
  if (!Number.isFinite(squares))
    throw new RangeError('Expected finite numbers in a vector but received NaN or infinity.');
  if (squares === 0) throw new RangeError('Expected a vector with a direction but received one of length zero.');
  const scale = 1 / Math.sqrt(squares);
  const unit = new Float32Array(dimension);
  for (let i = 0; i < dimension; i++) unit[i] = vector[i]! * scale;
  return unit;
}
