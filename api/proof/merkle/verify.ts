import { sameBytes } from '../bytes.ts';
import { HASH_BYTES, nodeHash } from './hashes.ts';
import { TREE_SIZE_MAX } from './ranges.ts';

export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether the path leads from the leaf to the root (RFC 9162, section 2.1.3.2). The path may come from an attacker. */
export function verifyInclusion({ leafHash, index, size, root }: InclusionClaim, path: readonly Uint8Array[]): boolean {
  if (!isSize(size) || !isSize(index) || index >= size || !areHashes(path)) return false;
  let [position, last] = [index, size - 1];
  let hash = leafHash;
  for (const sibling of path) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      while (position % 2 === 0 && position !== 0) [position, last] = [half(position), half(last)];
    } else hash = nodeHash(hash, sibling);
    [position, last] = [half(position), half(last)];
  }
  return last === 0 && sameBytes(hash, root);
}

export interface ConsistencyClaim {
  readonly from: { readonly size: number; readonly root: Uint8Array };
  readonly to: { readonly size: number; readonly root: Uint8Array };
}

/** Whether the later tree begins with the earlier one (RFC 9162, section 2.1.4.2). Of the empty tree every tree is a continuation. */
export function verifyConsistency({ from, to }: ConsistencyClaim, path: readonly Uint8Array[]): boolean {
  if (!isSize(from.size) || !isSize(to.size) || from.size > to.size || !areHashes(path)) return false;
  if (from.size === 0) return path.length === 0;
  if (from.size === to.size) return path.length === 0 && sameBytes(from.root, to.root);
  // A tree whose size is a power of two is one of the nodes itself, and its root is not repeated in the proof.
  const [seed, ...rest] = isPowerOfTwo(from.size) ? [from.root, ...path] : path;
  if (seed === undefined) return false;
  let [position, last] = [from.size - 1, to.size - 1];
  while (position % 2 === 1) [position, last] = [half(position), half(last)];
  let [older, newer] = [seed, seed];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (position % 2 === 0 && position !== 0) [position, last] = [half(position), half(last)];
    } else newer = nodeHash(newer, sibling);
    [position, last] = [half(position), half(last)];
  }
  return last === 0 && sameBytes(older, from.root) && sameBytes(newer, to.root);
}

const half = (value: number) => Math.floor(value / 2);

const isSize = (value: number) => Number.isInteger(value) && value >= 0 && value <= TREE_SIZE_MAX;

const areHashes = (path: readonly Uint8Array[]) => path.every((hash) => hash.length === HASH_BYTES);

function isPowerOfTwo(value: number): boolean {
  let power = 1;
  while (power < value) power *= 2;
  return power === value;
}
