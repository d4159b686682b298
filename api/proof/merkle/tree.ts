import { emptyRoot, nodeHash } from './hashes.ts';
import { consistencyRanges, inclusionRanges, type Node, nodesOf, type Range } from './ranges.ts';

/** Gives the hash of a complete subtree: from tiles, from memory, from anywhere. */
export type NodeSource = (node: Node) => Promise<Uint8Array>;

export async function treeRoot(size: number, source: NodeSource): Promise<Uint8Array> {
  return size === 0 ? emptyRoot() : rangeHash({ begin: 0, end: size }, source);
}

/** Hashes that lead from the entry to the root of the tree of `size`, lowest first. Throws RangeError. */
export function inclusionProof(index: number, size: number, source: NodeSource): Promise<Uint8Array[]> {
  return Promise.all(inclusionRanges(index, size).map((range) => rangeHash(range, source)));
}

/** Hashes that show the tree of `to` to begin with that of `from`. Throws RangeError. */
export function consistencyProof(from: number, to: number, source: NodeSource): Promise<Uint8Array[]> {
  return Promise.all(consistencyRanges(from, to).map((range) => rangeHash(range, source)));
}

async function rangeHash(range: Range, source: NodeSource): Promise<Uint8Array> {
  const hashes = await Promise.all(nodesOf(range).map(source));
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}
