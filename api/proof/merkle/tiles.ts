import { HASH_BYTES, nodeHash } from './hashes.ts';
import type { Node } from './ranges.ts';
import type { NodeSource } from './tree.ts';

/** Hashes in a full tile, and entries in a full bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
const TILE_LEVELS_MAX = 6;

/** `width` hashes of the tree level `8 · level`, from the `256 · index`th on. */
export interface Tile {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

/** Where a tile lies below the log's address or folder: `tile/0/x001/x234/067.p/112`. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = String(index).padStart(3, '0');
  const padded = groups.padStart(Math.ceil(groups.length / 3) * 3, '0').match(/\d{3}/g)!;
  const place = padded.map((group, i) => (i < padded.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${place}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** The tile of a path that tilePath makes; undefined for any other text. */
export function parseTilePath(path: string): Tile | undefined {
  const match = /^tile\/(entries|[0-5])\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (match === null) return undefined;
  const [, level, place, width] = match as unknown as [string, string, string, string | undefined];
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(place.replace(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  // One text a tile: no superfluous zeros, no partial tile that is full.
  return tile.width <= TILE_WIDTH && tilePath(tile) === path ? tile : undefined;
}

/** Hashes that a tile has in a tree of `size`; 0 where the tree does not reach it. */
export function tileWidth(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** The tiles of hashes that are new or wider when a tree grows; those of lower levels first. */
export function grownTiles(from: number, to: number): readonly (Tile & { readonly level: number })[] {
  const tiles: (Tile & { readonly level: number })[] = [];
  for (let level = 0; level < TILE_LEVELS_MAX; level++) {
    const [before, after] = [Math.floor(from / TILE_WIDTH ** level), Math.floor(to / TILE_WIDTH ** level)];
    if (after === before) break;
    for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < after; index++)
      tiles.push({ level, index, width: tileWidth(level, index, to) });
  }
  return tiles;
}

/** Root of the hashes of a full tile or of any run of 1, 2, 4 … 256 of them, laid end to end. */
export function runHash(hashes: Uint8Array): Uint8Array {
  let row = Array.from({ length: hashes.length / HASH_BYTES }, (_, i) => hashAt(hashes, i));
  while (row.length > 1) row = row.flatMap((left, i) => (i % 2 === 0 ? [nodeHash(left, row[i + 1]!)] : []));
  return row[0]!;
}

/** Reads tiles of one tree; `readTile` gives at least `width` hashes, end to end. */
export function nodesFromTiles(size: number, readTile: (tile: Tile) => Promise<Uint8Array>): NodeSource {
  return async ({ level, index }: Node) => {
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    const run = 2 ** (level % TILE_HEIGHT);
    const first = index * run;
    const tileIndex = Math.floor(first / TILE_WIDTH);
    const width = tileWidth(tileLevel, tileIndex, size);
    const tile = await readTile({ level: tileLevel, index: tileIndex, width });
    const begin = (first % TILE_WIDTH) * HASH_BYTES;
    return runHash(tile.subarray(begin, begin + run * HASH_BYTES));
  };
}

/** Entries of a bundle: each after its length in two bytes, the higher first. Undefined where the bytes end inside one. */
export function parseBundle(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    const length = ((bundle[at] ?? 0) << 8) | (bundle[at + 1] ?? 0);
    const end = at + 2 + length;
    if (at + 2 > bundle.length || end > bundle.length) return undefined;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** One entry as it stands in a bundle. */
export function bundledEntry(entry: Uint8Array): Uint8Array {
  if (entry.length > 0xffff) throw new RangeError(`an entry has at most 65535 bytes, this one ${entry.length}`);
  const bundled = new Uint8Array(entry.length + 2);
  bundled.set([entry.length >> 8, entry.length & 0xff]);
  bundled.set(entry, 2);
  return bundled;
}

function hashAt(hashes: Uint8Array, i: number): Uint8Array {
  return hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
}
