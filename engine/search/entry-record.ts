import { type PaletteColour, type SearchEntry, VIEW_KINDS } from '../core/fingerprint.ts';
import { PDQ_BITS } from '../core/pdq.ts';
import { REPEAT_TYPES } from '../core/vocabulary.ts';

/** A SearchEntry without its version and vectors. */
export type EntryDetails = Omit<SearchEntry, 'version' | 'views'> & {
  readonly viewKinds: readonly SearchEntry['views'][number]['kind'][];
};

const HASH_BYTES = PDQ_BITS / 8;
const MAX_VIEWS = 8;
const MAX_COLOURS = 8;
/** Byte positions in a record; little-endian. The histogram follows the fixed part. */
const AT = {
  width: 0,
  height: 4,
  pdqQuality: 8,
  edgeQuality: 9,
  repeatType: 10,
  vectors: 11,
  colours: 12,
  views: 13,
  viewKinds: 14,
};
const AT_VECTORS = 24;
const AT_CONFIDENCE = AT_VECTORS + 4 * 8;
const AT_PALETTE = AT_CONFIDENCE + 8;
const AT_PDQ = AT_PALETTE + MAX_COLOURS * 16;
const AT_EDGE_PDQ = AT_PDQ + HASH_BYTES;
const AT_HISTOGRAM = AT_EDGE_PDQ + HASH_BYTES;

/** Bytes of a record whose colour histogram has `histogramLength` cells. */
export function recordLength(histogramLength: number): number {
  return AT_HISTOGRAM + histogramLength;
}

/** Palette colours are kept as 32-bit floats, everything else exactly. Throws RangeError for an entry that does not fit the format. */
export function encodeRecord(entry: SearchEntry): Uint8Array {
  checkEntry(entry);
  const record = new Uint8Array(recordLength(entry.colour.histogram.length));
  const view = new DataView(record.buffer);
  view.setUint32(AT.width, entry.widthPx, true);
  view.setUint32(AT.height, entry.heightPx, true);
  record[AT.pdqQuality] = entry.pdq.quality;
  record[AT.edgeQuality] = entry.edgePdq.quality;
  record[AT.repeatType] = REPEAT_TYPES.indexOf(entry.repeat.type);
  record[AT.vectors] = entry.repeat.vectorsPx.length;
  record[AT.colours] = entry.colour.palette.length;
  record[AT.views] = entry.views.length;
  for (const [i, { kind }] of entry.views.entries()) record[AT.viewKinds + i] = VIEW_KINDS.indexOf(kind);
  for (const [i, value] of entry.repeat.vectorsPx.flat().entries()) view.setFloat64(AT_VECTORS + 8 * i, value, true);
  view.setFloat64(AT_CONFIDENCE, entry.repeat.confidence, true);
  for (const [i, value] of entry.colour.palette.flatMap(({ lab, share }) => [...lab, share]).entries()) {
    view.setFloat32(AT_PALETTE + 4 * i, value, true);
  }
  record.set(entry.pdq.bits, AT_PDQ);
  record.set(entry.edgePdq.bits, AT_EDGE_PDQ);
  record.set(entry.colour.histogram, AT_HISTOGRAM);
  return record;
}

/** What `encodeRecord` was given. The arrays are copies. */
export function decodeRecord(record: Uint8Array): EntryDetails {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const vector = (i: number) =>
    [view.getFloat64(AT_VECTORS + 16 * i, true), view.getFloat64(AT_VECTORS + 16 * i + 8, true)] as const;
  const colour = (i: number): PaletteColour => {
    const [l, a, b, share] = [0, 4, 8, 12].map((offset) => view.getFloat32(AT_PALETTE + 16 * i + offset, true));
    return { lab: [l!, a!, b!], share: share! };
  };
  return {
    widthPx: view.getUint32(AT.width, true),
    heightPx: view.getUint32(AT.height, true),
    pdq: { bits: record.slice(AT_PDQ, AT_PDQ + HASH_BYTES), quality: record[AT.pdqQuality]! },
    edgePdq: { bits: record.slice(AT_EDGE_PDQ, AT_EDGE_PDQ + HASH_BYTES), quality: record[AT.edgeQuality]! },
    repeat: {
      type: REPEAT_TYPES[record[AT.repeatType]!]!,
      vectorsPx: Array.from({ length: record[AT.vectors]! }, (_, i) => vector(i)),
      confidence: view.getFloat64(AT_CONFIDENCE, true),
    },
    colour: {
      palette: Array.from({ length: record[AT.colours]! }, (_, i) => colour(i)),
      histogram: record.slice(AT_HISTOGRAM),
    },
    viewKinds: viewKindsOf(record),
  };
}

/** Number of views of the entry a record stands for. */
export function viewCountOf(record: Uint8Array): number {
  return record[AT.views]!;
}

/** The kind of each view, in the order of the vectors. */
export function viewKindsOf(record: Uint8Array): EntryDetails['viewKinds'] {
  return Array.from({ length: record[AT.views]! }, (_, i) => VIEW_KINDS[record[AT.viewKinds + i]!]!);
}

/** The two hashes of a record, as views into it. */
export function hashesOf(record: Uint8Array): Pick<SearchEntry, 'pdq' | 'edgePdq'> {
  return {
    pdq: { bits: record.subarray(AT_PDQ, AT_PDQ + HASH_BYTES), quality: record[AT.pdqQuality]! },
    edgePdq: { bits: record.subarray(AT_EDGE_PDQ, AT_EDGE_PDQ + HASH_BYTES), quality: record[AT.edgeQuality]! },
  };
}

/** The colour histogram of a record, as a view into it. */
export function histogramOf(record: Uint8Array): Uint8Array {
  return record.subarray(AT_HISTOGRAM);
}

function checkEntry({ views, colour, repeat, pdq, edgePdq }: SearchEntry): void {
  const check = (name: string, count: number, least: number, most: number) => {
    if (count < least || count > most)
      throw new RangeError(`Expected ${least} to ${most} ${name} but received ${count}.`);
  };
  check('views', views.length, 1, MAX_VIEWS);
  check('palette colours', colour.palette.length, 0, MAX_COLOURS);
  check('repeat vectors', repeat.vectorsPx.length, 0, 2);
  for (const hash of [pdq, edgePdq]) {
    check('bytes of a hash', hash.bits.length, HASH_BYTES, HASH_BYTES);
    check('as the quality of a hash', hash.quality, 0, 100);
  }
}
