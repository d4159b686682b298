import { recordLength, viewCountOf } from './entry-record.ts';
import { PatternIndex, type PatternIndexOptions } from './pattern-index.ts';
import { readSnapshotFile, type SnapshotHeader, writeSnapshotFile } from './snapshot-file.ts';

/** Sections of a snapshot: keys as uint32 in the machine's order, then for each key in that order its record, and its quantised rows. */
const KEYS = 'keys';
const RECORDS = 'records';
const ROWS = 'rows';

/**
 * Writes all of an index, as it is at the call, to a file that replaces the one at `path` when it is whole. The content is copied before the
 * first wait: changes may go on at once, and the copy costs about 1.3 KiB a pattern until the file is written.
 */
export async function saveSnapshot(path: string, index: PatternIndex, position: number): Promise<void> {
  const { fingerprintVersion, dimension, histogramLength } = index.options;
  const keys = Uint32Array.from(index.keys());
  const recordBytes = recordLength(histogramLength);
  const records = new Uint8Array(keys.length * recordBytes);
  let rowCount = 0;
  for (const [i, key] of keys.entries()) {
    const { record } = index.stored(key)!;
    records.set(record, i * recordBytes);
    rowCount += viewCountOf(record);
  }
  const rows = new Uint8Array(rowCount * dimension);
  let at = 0;
  for (const key of keys) {
    for (const row of index.stored(key)!.rows) {
      rows.set(row, at);
      at += dimension;
    }
  }
  await writeSnapshotFile(
    path,
    { fingerprintVersion, dimension, metric: 'cosine', histogramLength, count: keys.length, position },
    [
      { name: KEYS, bytes: new Uint8Array(keys.buffer) },
      { name: RECORDS, bytes: records },
      { name: ROWS, bytes: rows },
    ],
  );
}

export type LoadedSnapshot =
  | { readonly status: 'loaded'; readonly index: PatternIndex; readonly position: number }
  | { readonly status: 'absent' }
  | { readonly status: 'discarded'; readonly reason: string };

/** The index a snapshot holds, if it is whole and of these options; otherwise why it must be rebuilt. Never throws for what is in the file. */
export async function loadSnapshot(path: string, options: PatternIndexOptions): Promise<LoadedSnapshot> {
  const read = await readSnapshotFile(path);
  if (read.status !== 'read') return read;
  const reason = mismatch(read.header, options);
  if (reason) return { status: 'discarded', reason };
  const index = filledIndex(read.header, read.sections, options);
  return index
    ? { status: 'loaded', index, position: read.header.position }
    : { status: 'discarded', reason: 'its sections do not fit its header' };
}

function mismatch(header: SnapshotHeader, options: PatternIndexOptions): string | undefined {
  for (const property of ['fingerprintVersion', 'dimension', 'histogramLength'] as const) {
    if (header[property] !== options[property]) {
      return `its ${property} is ${header[property]}, this version's is ${options[property]}`;
    }
  }
  return undefined;
}

function filledIndex(
  { count, dimension, histogramLength }: SnapshotHeader,
  sections: ReadonlyMap<string, Uint8Array>,
  options: PatternIndexOptions,
): PatternIndex | undefined {
  const keyBytes = sections.get(KEYS);
  const records = sections.get(RECORDS);
  const rows = sections.get(ROWS);
  const recordBytes = recordLength(histogramLength);
  if (!keyBytes || !records || !rows) return undefined;
  if (keyBytes.length !== 4 * count || records.length !== recordBytes * count) return undefined;
  const keys = new Uint32Array(keyBytes.slice().buffer);
  const index = new PatternIndex(options);
  let at = 0;
  for (const [i, key] of keys.entries()) {
    const record = records.subarray(i * recordBytes, (i + 1) * recordBytes);
    const until = at + viewCountOf(record) * dimension;
    if (until > rows.length || until === at || key === 0 || index.has(key)) return undefined;
    const own: Uint8Array[] = [];
    for (; at < until; at += dimension) own.push(rows.subarray(at, at + dimension));
    index.putStored(key, record, own);
  }
  return at === rows.length ? index : undefined;
}
