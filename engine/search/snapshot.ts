import { type PatternContent, PatternIndex, type PatternIndexOptions } from './pattern-index.ts';
import { readSnapshotFile, type SnapshotHeader, writeSnapshotFile } from './snapshot-file.ts';

/**
 * Writes all of an index, as it is at the call, to a file that replaces the one at `path` when it is whole. The content is copied before the
 * first wait: changes may go on at once, and the copy costs about 1.5 KiB a pattern until the file is written.
 */
export async function saveSnapshot(path: string, index: PatternIndex, position: number): Promise<void> {
  const { fingerprintVersion, dimension, histogramLength } = index.options;
  const content = index.content();
  await writeSnapshotFile(
    path,
    { fingerprintVersion, dimension, metric: 'cosine', histogramLength, count: content.keys.length, position },
    [...sectionsOf(content)].map(([name, numbers]) => ({
      name,
      bytes: new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
    })),
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
  const content = contentOf(read.sections);
  const index = new PatternIndex(options);
  return content?.keys.length === read.header.count && index.adopt(content)
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

/** The sections of a snapshot; numbers of more than a byte in the machine's order. */
function sectionsOf({ keys, records, embeddings, colours }: PatternContent) {
  return new Map<string, Uint8Array | Uint32Array | Float32Array>([
    ['keys', keys],
    ['records', records],
    ...(['embeddings', 'colours'] as const).flatMap((name) => {
      const part = name === 'embeddings' ? embeddings : colours;
      return [
        [`${name}.keys`, part.keys] as const,
        [`${name}.row-counts`, part.rowCounts] as const,
        [`${name}.rows`, part.rows] as const,
        [`${name}.inverse-lengths`, part.inverseLengths] as const,
      ];
    }),
  ]);
}

/** Undefined where a section is missing or holds part of a number. */
function contentOf(sections: ReadonlyMap<string, Uint8Array>): PatternContent | undefined {
  const keys = uint32(sections.get('keys'));
  const records = sections.get('records');
  const embeddings = exactContentOf(sections, 'embeddings');
  const colours = exactContentOf(sections, 'colours');
  return keys && records && embeddings && colours && { keys, records, embeddings, colours };
}

function exactContentOf(
  sections: ReadonlyMap<string, Uint8Array>,
  name: string,
): PatternContent['colours'] | undefined {
  const keys = uint32(sections.get(`${name}.keys`));
  const rowCounts = sections.get(`${name}.row-counts`);
  const rows = sections.get(`${name}.rows`);
  const lengths = uint32(sections.get(`${name}.inverse-lengths`));
  return (
    keys && rowCounts && rows && lengths && { keys, rowCounts, rows, inverseLengths: new Float32Array(lengths.buffer) }
  );
}

/** Copied, because a section may begin at any byte. */
function uint32(bytes: Uint8Array | undefined): Uint32Array<ArrayBuffer> | undefined {
  return bytes && bytes.length % 4 === 0 ? new Uint32Array(bytes.slice().buffer) : undefined;
}
