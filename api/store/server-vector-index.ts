import {
  checkCount,
  checkKey,
  unitVectors,
  unitVectorsOfKey,
  type VectorHit,
  type VectorIndex,
} from '../../engine/index.ts';
import type { Database } from './database.ts';
import { vectorLiteral } from './fingerprint-rows.ts';

/** Views read for one wanted pattern: patterns have up to three, and the best of several may crowd the rest out. */
const OVERFETCH = 4;
/** pgvector's hnsw.ef_search allows up to 1,000; recall@10 ≥ 0.99 needs some 100 at these dimensions. */
const EF_SEARCH_MIN = 100;
const EF_SEARCH_MAX = 1_000;

interface Options {
  /** Has columns pattern_key, ordinal and embedding; pattern_view unless told. */
  readonly table?: string;
  readonly dimension?: number;
}

/**
 * Nearest neighbours through pgvector, on a PostgreSQL server that holds the vectors anyway: for libraries larger than the
 * memory of the server processes. Cosine distance by the HNSW index, scanned on until enough distinct patterns are found.
 */
export function openServerVectorIndex(
  db: Database,
  { table = 'pattern_view', dimension = 256 }: Options = {},
): VectorIndex {
  if (!/^[a-z_]+$/.test(table)) throw new RangeError('a table is named by small letters and underscores');

  async function nearest(query: Float32Array, k: number): Promise<Omit<VectorHit, 'queryView'>[]> {
    const wanted = k * OVERFETCH;
    return db.transaction(async (tx) => {
      // Iterative scans go on where the first ef_search views belong to fewer than k patterns.
      await tx.execute(
        `set local hnsw.iterative_scan = strict_order; set local hnsw.ef_search = ${Math.min(EF_SEARCH_MAX, Math.max(EF_SEARCH_MIN, wanted))}`,
      );
      for (let limit = wanted; ; limit *= 4) {
        const rows = await tx.query<{ key: number; ordinal: number; distance: number }>(
          `select pattern_key as key, ordinal, embedding <=> $1::vector as distance from ${table}
           order by embedding <=> $1::vector limit $2`,
          [vectorLiteral(query), limit],
        );
        const best = new Map<number, Omit<VectorHit, 'queryView'>>();
        for (const { key, ordinal, distance } of rows)
          if (!best.has(key)) best.set(key, { key, storedView: ordinal, cosine: 1 - distance });
        if (best.size >= k || rows.length < limit) return [...best.values()];
      }
    });
  }

  return {
    dimension,
    async add(key, vectors) {
      checkKey(key);
      const units = unitVectorsOfKey(vectors, dimension);
      await db.transaction(async (tx) => {
        await tx.query(`delete from ${table} where pattern_key = $1`, [key]);
        for (const [ordinal, vector] of units.entries())
          await tx.query(
            `insert into ${table} (pattern_key, ordinal, kind, embedding) values ($1, $2, 'whole', $3::vector)`,
            [key, ordinal, vectorLiteral(vector)],
          );
      });
    },
    async remove(key) {
      checkKey(key);
      const rows = await db.query(`delete from ${table} where pattern_key = $1 returning ordinal`, [key]);
      return rows.length > 0;
    },
    async has(key) {
      checkKey(key);
      return (await db.query(`select 1 from ${table} where pattern_key = $1 limit 1`, [key])).length > 0;
    },
    async size() {
      const [row] = await db.query<{ total: number }>(`select count(distinct pattern_key) as total from ${table}`);
      return row!.total;
    },
    async search(queries, k) {
      checkCount(k);
      const units = unitVectors(queries, dimension);
      if (k === 0) return [];
      const best = new Map<number, VectorHit>();
      for (const [queryView, query] of units.entries())
        for (const hit of await nearest(query, k)) {
          const known = best.get(hit.key);
          if (known === undefined || hit.cosine > known.cosine) best.set(hit.key, { ...hit, queryView });
        }
      return [...best.values()].sort((a, b) => b.cosine - a.cosine || a.key - b.key).slice(0, k);
    },
    close: () => undefined,
  };
}
