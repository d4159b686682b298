import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexToBytes, utf8ToBytes } from '../../../api/proof/bytes.ts';
import { emptyRoot, leafHash, nodeHash } from '../../../api/proof/merkle/hashes.ts';
import type { Node } from '../../../api/proof/merkle/ranges.ts';
import {
  bundledEntry,
  grownTiles,
  nodesFromTiles,
  parseBundle,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  tilePath,
  tileWidth,
} from '../../../api/proof/merkle/tiles.ts';
import { consistencyProof, inclusionProof, treeRoot } from '../../../api/proof/merkle/tree.ts';
import { verifyConsistency, verifyInclusion } from '../../../api/proof/merkle/verify.ts';

const SIZE_MAX = 1_000;
/** Trees up to this size are tried with every entry, larger ones with every seventh unless all was asked for. */
const EXHAUSTIVE_SIZE = process.env.SELVEDGE_FULL ? SIZE_MAX : 70;
const stepOf = (size: number) => (size <= EXHAUSTIVE_SIZE ? 1 : 7);
const leaves = Array.from({ length: 1 << 17 }, () => undefined as Uint8Array | undefined);
const leaf = (i: number) => {
  leaves[i] ??= leafHash(utf8ToBytes(`entry ${i}`));
  return leaves[i];
};

/** Every complete subtree over the numbered entries, worked out once by the recursion of RFC 9162, section 2.1.1. */
const known = new Map<string, Uint8Array>();
function subtree({ level, index }: Node): Uint8Array {
  if (level === 0) return leaf(index);
  const name = `${level}/${index}`;
  const hash =
    known.get(name) ??
    nodeHash(subtree({ level: level - 1, index: 2 * index }), subtree({ level: level - 1, index: 2 * index + 1 }));
  known.set(name, hash);
  return hash;
}
const source = async (node: Node) => subtree(node);

/** The definition itself: split at the largest power of two below the number of entries. */
function rootByDefinition(begin: number, end: number): Uint8Array {
  if (end - begin === 0) return emptyRoot();
  if (end - begin === 1) return leaf(begin);
  let k = 1;
  while (k * 2 < end - begin) k *= 2;
  return nodeHash(rootByDefinition(begin, begin + k), rootByDefinition(begin + k, end));
}

const roots = await Promise.all(Array.from({ length: SIZE_MAX + 1 }, (_, size) => treeRoot(size, source)));

function altered(hash: Uint8Array): Uint8Array {
  const copy = hash.slice();
  copy[7]! ^= 0x10;
  return copy;
}

describe('Merkle trees', () => {
  it('have the root of the definition at every size to 1,000', () => {
    for (let size = 0; size <= SIZE_MAX; size++) expect(roots[size]).toEqual(rootByDefinition(0, size));
  });

  it('prove their entries at every size to 1,000', { timeout: 300_000 }, async () => {
    for (let size = 1; size <= SIZE_MAX; size++)
      for (let index = size % stepOf(size); index < size; index += stepOf(size)) {
        const path = await inclusionProof(index, size, source);
        const claim = { leafHash: leaf(index), index, size, root: roots[size]! };
        if (!verifyInclusion(claim, path)) throw new Error(`entry ${index} of ${size}`);
      }
  });

  it('prove every size to 1,000 to continue the earlier ones', { timeout: 300_000 }, async () => {
    for (let to = 1; to <= SIZE_MAX; to++)
      for (let from = to % stepOf(to); from <= to; from += stepOf(to)) {
        const path = await consistencyProof(from, to, source);
        const claim = { from: { size: from, root: roots[from]! }, to: { size: to, root: roots[to]! } };
        if (!verifyConsistency(claim, path)) throw new Error(`${from} in ${to}`);
      }
  });

  const anySize = fc.integer({ min: 1, max: SIZE_MAX });

  it('refuse an inclusion proof with anything altered', async () => {
    await fc.assert(
      fc.asyncProperty(anySize, fc.nat(), fc.nat(), async (size, a, b) => {
        const index = a % size;
        const path = await inclusionProof(index, size, source);
        const claim = { leafHash: leaf(index), index, size, root: roots[size]! };
        expect(verifyInclusion({ ...claim, leafHash: altered(claim.leafHash) }, path)).toBe(false);
        expect(verifyInclusion({ ...claim, root: altered(claim.root) }, path)).toBe(false);
        expect(verifyInclusion({ ...claim, index: (index + 1 + (b % size)) % (size + 1) }, path)).toBe(
          (index + 1 + (b % size)) % (size + 1) === index,
        );
        expect(verifyInclusion(claim, [...path, leaf(0)])).toBe(false);
        if (path.length === 0) return;
        const at = b % path.length;
        expect(verifyInclusion(claim, path.with(at, altered(path[at]!)))).toBe(false);
        expect(verifyInclusion(claim, path.toSpliced(at, 1))).toBe(false);
        expect(verifyInclusion(claim, path.with(at, path[at]!.subarray(1)))).toBe(false);
      }),
    );
  });

  it('refuse a consistency proof with anything altered', async () => {
    await fc.assert(
      fc.asyncProperty(anySize, fc.nat(), fc.nat(), async (to, a, b) => {
        const from = 1 + (a % to);
        const path = await consistencyProof(from, to, source);
        const claim = { from: { size: from, root: roots[from]! }, to: { size: to, root: roots[to]! } };
        const withRoots = (older: Uint8Array, newer: Uint8Array) => ({
          from: { ...claim.from, root: older },
          to: { ...claim.to, root: newer },
        });
        expect(verifyConsistency(withRoots(altered(claim.from.root), claim.to.root), path)).toBe(false);
        expect(verifyConsistency(withRoots(claim.from.root, altered(claim.to.root)), path)).toBe(false);
        expect(verifyConsistency({ from: claim.to, to: claim.from }, path)).toBe(from === to);
        expect(verifyConsistency(claim, [...path, leaf(0)])).toBe(false);
        if (path.length === 0) return;
        const at = b % path.length;
        expect(verifyConsistency(claim, path.with(at, altered(path[at]!)))).toBe(false);
        expect(verifyConsistency(claim, path.toSpliced(at, 1))).toBe(false);
      }),
    );
  });

  it('refuse sizes that are none', () => {
    const root = roots[1]!;
    for (const size of [-1, 0, 1.5, Number.NaN, 2 ** 60])
      expect(verifyInclusion({ leafHash: root, index: 0, size, root }, [])).toBe(false);
    expect(verifyConsistency({ from: { size: Number.NaN, root }, to: { size: 1, root } }, [])).toBe(false);
    expect(verifyConsistency({ from: { size: 1, root }, to: { size: 2 ** 60, root } }, [root])).toBe(false);
  });
});

describe('tiles', () => {
  it.each<[Tile, string]>([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 1, index: 1_234_067, width: 256 }, 'tile/1/x001/x234/067'],
    [{ level: 'entries', index: 273, width: 112 }, 'tile/entries/273.p/112'],
    [{ level: 0, index: 1_000, width: 1 }, 'tile/0/x001/000.p/1'],
  ])('%j lies at %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it.each([
    'tile/0/x000/000',
    'tile/0/00',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/012',
    'tile/00/000',
    'tile/64/000',
    'tile/0/../000',
    'tile/0/000/',
    'tile/entries/x1/000',
    '',
  ])('%j is the path of none', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  it('of 70,000 entries are those that the specification counts', () => {
    const tiles = grownTiles(0, 70_000);
    const of = (level: number) => tiles.filter((tile) => tile.level === level).map(({ width }) => width);
    expect(of(0)).toEqual([...Array.from({ length: 273 }, () => 256), 112]);
    expect(of(1)).toEqual([256, 17]);
    expect(of(2)).toEqual([1]);
    expect(tiles).toHaveLength(277);
    expect(grownTiles(0, 256).map(({ level, width }) => [level, width])).toEqual([
      [0, 256],
      [1, 1],
    ]);
  });

  it('written as a tree grows hold all that proofs of the grown tree need', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        async (steps, pick) => {
          const files = new Map<string, Uint8Array>();
          let size = 0;
          for (const step of steps) {
            for (const tile of grownTiles(size, size + step))
              files.set(
                tilePath(tile),
                new Uint8Array(
                  Buffer.concat(
                    Array.from({ length: tile.width }, (_, i) =>
                      subtree({ level: 8 * tile.level, index: tile.index * TILE_WIDTH + i }),
                    ),
                  ),
                ),
              );
            size += step;
          }
          const tiled = nodesFromTiles(size, async (tile) => {
            expect(tile.width).toBe(tileWidth(Number(tile.level), tile.index, size));
            const bytes = files.get(tilePath(tile));
            if (bytes === undefined) throw new Error(`no ${tilePath(tile)} in a tree of ${size}`);
            return bytes;
          });
          const root = await treeRoot(size, tiled);
          expect(root).toEqual(await treeRoot(size, source));
          const index = pick % size;
          const path = await inclusionProof(index, size, tiled);
          expect(verifyInclusion({ leafHash: leaf(index), index, size, root }, path)).toBe(true);
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);

  it('give back the entries of a bundle, and refuse one that is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), fc.nat(), (entries, cut) => {
        const bundle = new Uint8Array(Buffer.concat(entries.map(bundledEntry)));
        expect(parseBundle(bundle)).toEqual(entries);
        const part = parseBundle(bundle.subarray(0, cut % (bundle.length + 1)));
        if (part !== undefined) expect(part).toEqual(entries.slice(0, part.length));
      }),
    );
    expect(() => bundledEntry(new Uint8Array(65_536))).toThrow(RangeError);
  });
});

const vectorsFile = resolve(
  process.env.SELVEDGE_REFERENCE_DATA ?? resolve(import.meta.dirname, '../../../../shared'),
  'vectors/merkle/ct-reference-tree.json',
);

describe.skipIf(!existsSync(vectorsFile) && !process.env.CI)('the reference tree of Certificate Transparency', () => {
  it('has the published roots and proofs, and they verify', async () => {
    const reference = JSON.parse(readFileSync(vectorsFile, 'utf8')) as {
      leaves_hex: string[];
      roots_hex: string[];
      inclusion: { leaf: number; size: number; path_hex: string[] }[];
      consistency: { old: number; new: number; path_hex: string[] }[];
    };
    const hashes = reference.leaves_hex.map((hex) => leafHash(hexToBytes(hex)));
    const node = async ({ level, index }: Node): Promise<Uint8Array> =>
      level === 0
        ? hashes[index]!
        : nodeHash(
            await node({ level: level - 1, index: 2 * index }),
            await node({ level: level - 1, index: 2 * index + 1 }),
          );
    const published = reference.roots_hex.map(hexToBytes);
    for (const [size, root] of published.entries()) expect(await treeRoot(size, node)).toEqual(root);
    for (const { leaf: index, size, path_hex } of reference.inclusion) {
      expect(await inclusionProof(index, size, node)).toEqual(path_hex.map(hexToBytes));
      const claim = { leafHash: hashes[index]!, index, size, root: published[size]! };
      expect(verifyInclusion(claim, path_hex.map(hexToBytes))).toBe(true);
    }
    for (const { old, new: to, path_hex } of reference.consistency) {
      expect(await consistencyProof(old, to, node)).toEqual(path_hex.map(hexToBytes));
      const claim = { from: { size: old, root: published[old]! }, to: { size: to, root: published[to]! } };
      expect(verifyConsistency(claim, path_hex.map(hexToBytes))).toBe(true);
    }
    expect(reference.inclusion.length + reference.consistency.length).toBeGreaterThan(60);
  });
});
