import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { concatBytes } from '../../proof/bytes.ts';
import { HASH_BYTES, leafHash } from '../../proof/merkle/hashes.ts';
import {
  bundledEntry,
  nodesFromTiles,
  parseBundle,
  runHash,
  TILE_WIDTH,
  type Tile,
  tilePath,
} from '../../proof/merkle/tiles.ts';
import type { NodeSource } from '../../proof/merkle/tree.ts';
import { makeFolder, writeWhole } from '../whole-file.ts';
import { logDamaged } from './damage.ts';

/** Hashes, or for entries bundled entries, of the one tile of a level that is not full. */
type Edge = Uint8Array[];

/** The public side of the log: the tree as static files, each written whole, with the edge of the tree in memory. */
export class TileWriter {
  readonly #folder: string;
  #size: number;
  #entries: Edge;
  readonly #levels: Edge[];

  private constructor(folder: string, size: number, entries: Edge, levels: Edge[]) {
    this.#folder = folder;
    this.#size = size;
    this.#entries = entries;
    this.#levels = levels;
  }

  get size(): number {
    return this.#size;
  }

  static empty(folder: string): TileWriter {
    return new TileWriter(folder, 0, [], []);
  }

  /** Reads the edge of the tree of `size` back. Throws `log-damaged` where a file of it is missing or of another length. */
  static async open(folder: string, size: number): Promise<TileWriter> {
    const index = Math.floor(size / TILE_WIDTH);
    const width = size % TILE_WIDTH;
    const entries = width === 0 ? [] : await readEntries(folder, { level: 'entries', index, width });
    const levels: Edge[] = [];
    for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE_WIDTH)) {
      const tile = { level, index: Math.floor(count / TILE_WIDTH), width: count % TILE_WIDTH };
      levels.push(tile.width === 0 ? [] : hashesOf(await readTile(folder, tile)));
    }
    return new TileWriter(folder, size, entries.map(bundledEntry), levels);
  }

  /** Adds entries; their tiles are on disk when it returns. A full tile takes the place of its partial ones. */
  async append(entries: readonly Uint8Array[]): Promise<void> {
    const full: (Tile & { readonly bytes: Uint8Array })[] = [];
    const grown = new Set<number>();
    for (const entry of entries) {
      const index = Math.floor(this.#size / TILE_WIDTH);
      this.#entries.push(bundledEntry(entry));
      if (this.#entries.length === TILE_WIDTH) {
        full.push({ level: 'entries', index, width: TILE_WIDTH, bytes: concatBytes(...this.#entries) });
        this.#entries = [];
      }
      this.#size++;
      this.#carry(leafHash(entry), full, grown);
    }
    const partial: (Tile & { readonly bytes: Uint8Array })[] = [...grown].flatMap((level) => {
      const edge = this.#levels[level] ?? [];
      const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1));
      return edge.length === 0 ? [] : [{ level, index, width: edge.length, bytes: concatBytes(...edge) }];
    });
    if (entries.length > 0 && this.#entries.length > 0)
      partial.push({
        level: 'entries',
        index: Math.floor(this.#size / TILE_WIDTH),
        width: this.#entries.length,
        bytes: concatBytes(...this.#entries),
      });
    await Promise.all([...full, ...partial].map((tile) => this.#write(tile)));
    for (const tile of full) await rm(join(this.#folder, `${tilePath(tile)}.p`), { recursive: true, force: true });
  }

  /** A hash that joins a level and, where it fills a tile, sends that tile's root up. */
  #carry(hash: Uint8Array, full: (Tile & { readonly bytes: Uint8Array })[], grown: Set<number>): void {
    for (let level = 0, rising: Uint8Array | undefined = hash; rising !== undefined; level++) {
      this.#levels[level] ??= [];
      const edge: Edge = this.#levels[level]!;
      edge.push(rising);
      grown.add(level);
      rising = undefined;
      if (edge.length === TILE_WIDTH) {
        const bytes = concatBytes(...edge);
        const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1)) - 1;
        full.push({ level, index, width: TILE_WIDTH, bytes });
        this.#levels[level] = [];
        rising = runHash(bytes);
      }
    }
  }

  async #write({ bytes, ...tile }: Tile & { readonly bytes: Uint8Array }): Promise<void> {
    const incoming = join(this.#folder, 'incoming');
    await makeFolder(incoming);
    await writeWhole(join(this.#folder, tilePath(tile)), bytes, incoming);
  }
}

/** Hashes of the subtrees of a tree of `size`, from its files. */
export function nodesOnDisk(folder: string, size: number): NodeSource {
  const read = new Map<string, Promise<Uint8Array>>();
  return nodesFromTiles(size, (tile) => {
    const path = tilePath(tile);
    const bytes = read.get(path) ?? readTile(folder, tile);
    read.set(path, bytes);
    return bytes;
  });
}

/** As many hashes as the tile has width: from its own file, or from the full tile that took its place. */
async function readTile(folder: string, tile: Tile): Promise<Uint8Array> {
  const bytes = await readEither(folder, tile);
  if (bytes.length < tile.width * HASH_BYTES || bytes.length % HASH_BYTES !== 0)
    throw logDamaged(`${tile.width} hashes in ${tilePath(tile)}`, `${bytes.length} bytes`);
  return bytes.subarray(0, tile.width * HASH_BYTES);
}

async function readEntries(folder: string, tile: Tile): Promise<Uint8Array[]> {
  const entries = parseBundle(await readEither(folder, tile));
  if (entries === undefined || entries.length < tile.width)
    throw logDamaged(`${tile.width} entries in ${tilePath(tile)}`, `${entries?.length ?? 'a cut file'}`);
  return entries.slice(0, tile.width);
}

async function readEither(folder: string, tile: Tile): Promise<Uint8Array> {
  for (const width of [tile.width, TILE_WIDTH])
    try {
      return new Uint8Array(await readFile(join(folder, tilePath({ ...tile, width }))));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  throw logDamaged(`the file ${tilePath(tile)}`, 'none');
}

function hashesOf(tile: Uint8Array): Edge {
  return Array.from({ length: tile.length / HASH_BYTES }, (_, i) => tile.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}
