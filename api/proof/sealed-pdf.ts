import { unzlibSync } from 'fflate';
import { concatBytes, hexToBytes } from './bytes.ts';
import { Fault } from './fault.ts';

const FILE_BYTES_MAX = 16 * 1024 * 1024;

export interface SealedPdf {
  /** CMS SignedData, DER. */
  readonly cms: Uint8Array;
  /** All bytes of the file but the signature's own place. */
  readonly covered: Uint8Array;
}

/** The one seal of a PDF, which has to cover all of the file. Throws Fault `seal-missing`, `seal-partial`, `seal-wrong`. */
export function readSeal(pdf: Uint8Array): SealedPdf {
  const ranges = [...latin1Of(pdf).matchAll(/\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]? */g)];
  const [only, another] = ranges;
  if (only === undefined) throw new Fault('seal', 'seal-missing');
  const [from, begin, end, rest] = only.slice(1).map(Number) as [number, number, number, number];
  // Whatever is added behind the seal could change what is seen.
  if (another !== undefined || from !== 0 || end <= begin + 2 || end + rest !== pdf.length)
    throw new Fault('seal', 'seal-partial');
  const place = latin1Of(pdf.subarray(begin, end));
  if (!/^<(?:[0-9a-f]{2})+>$/.test(place)) throw new Fault('seal', 'seal-wrong');
  const padded = hexToBytes(place.slice(1, -1));
  const length = derLength(padded);
  if (length === undefined || padded.subarray(length).some((byte) => byte !== 0)) throw new Fault('seal', 'seal-wrong');
  return {
    cms: padded.subarray(0, length),
    covered: concatBytes(pdf.subarray(0, begin), pdf.subarray(end)),
  };
}

/**
 * The JSON file inside a PDF that Selvedge wrote; undefined where there is none. It reads the form that this program writes and no
 * other, which is enough: the seal covers the whole file, so the file is as its signer wrote it.
 */
export function readEmbeddedJson(pdf: Uint8Array): unknown {
  const text = latin1Of(pdf);
  const found =
    /\n<<\n\/Type \/EmbeddedFile\n([\s\S]{0,400}?\/Subtype \/application#2Fjson\n[\s\S]{0,400}?)>>\nstream\n/.exec(
      text,
    );
  if (found === null) return undefined;
  const length = Number(/\/Length (\d{1,9})\n/.exec(found[1]!)?.[1]);
  const size = Number(/\/Size (\d{1,9})\n/.exec(found[1]!)?.[1]);
  const begin = found.index + found[0].length;
  if (!(length <= pdf.length - begin) || !(size <= FILE_BYTES_MAX)) return undefined;
  const data = pdf.subarray(begin, begin + length);
  try {
    // Never more than the stated size: what would inflate to more is cut off, and is then no JSON.
    const bytes = /\/Filter \/FlateDecode\n/.test(found[1]!) ? unzlibSync(data, { out: new Uint8Array(size) }) : data;
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Bytes of the first value in DER, its header included; undefined where that is none or runs over the end. */
function derLength(bytes: Uint8Array): number | undefined {
  const first = bytes[1];
  if (bytes[0] !== 0x30 || first === undefined) return undefined;
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (more > 4) return undefined;
  const stated = more === 0 ? first : bytes.subarray(2, 2 + more).reduce((sum, byte) => sum * 256 + byte, 0);
  const length = 2 + more + stated;
  return length <= bytes.length ? length : undefined;
}

function latin1Of(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
