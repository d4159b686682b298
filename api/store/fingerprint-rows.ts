import { toSql } from 'pgvector';
import type { SearchEntry } from '../../engine/index.ts';
import type { Queryable } from './database.ts';

type View = SearchEntry['views'][number];

/** Stores what search needs of a pattern, in place of what was there. Verification features lie in the blob store. */
export async function putFingerprint(tx: Queryable, key: number, entry: SearchEntry, now: Date): Promise<void> {
  await deleteFingerprint(tx, key);
  await tx.query(
    `insert into fingerprint (pattern_key, version, pdq, pdq_quality, edge_pdq, edge_pdq_quality,
       repeat, palette, histogram, computed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      key,
      entry.version,
      entry.pdq.bits,
      entry.pdq.quality,
      entry.edgePdq.bits,
      entry.edgePdq.quality,
      JSON.stringify(entry.repeat),
      JSON.stringify(entry.colour.palette),
      entry.colour.histogram,
      now,
    ],
  );
  for (const [ordinal, view] of entry.views.entries()) {
    await tx.query('insert into pattern_view (pattern_key, ordinal, kind, embedding) values ($1, $2, $3, $4::vector)', [
      key,
      ordinal,
      view.kind,
      vectorLiteral(view.vector),
    ]);
  }
}

export async function deleteFingerprint(tx: Queryable, key: number): Promise<void> {
  await tx.query('delete from pattern_view where pattern_key = $1', [key]);
  await tx.query('delete from fingerprint where pattern_key = $1', [key]);
}

/** pgvector's text form. JavaScript writes the shortest decimal of a double, which reads back as the same float32. */
export function vectorLiteral(vector: Float32Array): string {
  return toSql(Array.from(vector));
}

interface FingerprintRow {
  pattern_key: number;
  version: string;
  width_px: number;
  height_px: number;
  pdq: Uint8Array;
  pdq_quality: number;
  edge_pdq: Uint8Array;
  edge_pdq_quality: number;
  repeat: SearchEntry['repeat'];
  palette: SearchEntry['colour']['palette'];
  histogram: Uint8Array;
}

interface ViewRow {
  pattern_key: number;
  kind: View['kind'];
  embedding: Uint8Array;
}

/** The entries of live patterns among `keys`, of whatever version they are. */
export async function readEntries(db: Queryable, keys: readonly number[]): Promise<ReadonlyMap<number, SearchEntry>> {
  if (keys.length === 0) return new Map();
  const prints = await db.query<FingerprintRow>(
    `select f.pattern_key, f.version, p.width_px, p.height_px, f.pdq, f.pdq_quality, f.edge_pdq, f.edge_pdq_quality,
       f.repeat, f.palette, f.histogram
     from fingerprint f join pattern p on p.key = f.pattern_key
     where f.pattern_key = any($1::bigint[]) and p.removed_at is null`,
    [keys],
  );
  const views = await readViews(db, keys);
  return new Map(prints.map((row) => [row.pattern_key, entryOf(row, views.get(row.pattern_key) ?? [])]));
}

async function readViews(db: Queryable, keys: readonly number[]): Promise<ReadonlyMap<number, View[]>> {
  // The binary form is exact and a quarter of the text.
  const rows = await db.query<ViewRow>(
    `select pattern_key, kind, vector_send(embedding) as embedding from pattern_view
     where pattern_key = any($1::bigint[]) order by pattern_key, ordinal`,
    [keys],
  );
  const views = new Map<number, View[]>();
  for (const { pattern_key: key, kind, embedding } of rows) {
    const list = views.get(key) ?? [];
    list.push({ kind, vector: decodeVector(embedding) });
    views.set(key, list);
  }
  return views;
}

/** pgvector's binary form: int16 dimension, int16 unused, then float32 each, all big-endian. */
function decodeVector(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const vector = new Float32Array(view.getUint16(0));
  for (let i = 0; i < vector.length; i++) vector[i] = view.getFloat32(4 + 4 * i);
  return vector;
}

function entryOf(row: FingerprintRow, views: readonly View[]): SearchEntry {
  return {
    version: row.version,
    widthPx: row.width_px,
    heightPx: row.height_px,
    pdq: { bits: ownBytes(row.pdq), quality: row.pdq_quality },
    edgePdq: { bits: ownBytes(row.edge_pdq), quality: row.edge_pdq_quality },
    repeat: row.repeat,
    colour: { palette: row.palette, histogram: ownBytes(row.histogram) },
    views,
  };
}

/** A copy with a buffer of its own: drivers return windows into a larger one, which threads could not be sent. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}
