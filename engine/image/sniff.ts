/** The formats that are decoded. */
export const PICTURE_FORMATS = ['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif', 'heic'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

export type SniffedFormat =
  | { readonly kind: 'picture'; readonly format: PictureFormat }
  | { readonly kind: 'refused'; readonly description: string };

/** First bytes of files that people take for pictures; they are named in the refusal, never handed to a decoder. */
const REFUSED_SIGNATURES: readonly (readonly [signature: string, description: string])[] = [
  ['%PDF-', 'a PDF document'],
  ['8BPS', 'a Photoshop document'],
  ['%!PS', 'a PostScript document'],
  ['PK\x03\x04', 'a ZIP archive or office document'],
  ['BM', 'a BMP picture'],
  ['\xff\x0a', 'a JPEG XL picture'],
  ['\x00\x00\x00\x0cJXL ', 'a JPEG XL picture'],
  ['\x00\x00\x00\x0cjP  ', 'a JPEG 2000 picture'],
  ['\xffO\xffQ', 'a JPEG 2000 picture'],
  ['II+\0', 'a BigTIFF picture'],
  ['MM\0+', 'a BigTIFF picture'],
  ['v/1\x01', 'an OpenEXR picture'],
  ['#?RADIANCE', 'a Radiance picture'],
  ['\x1f\x8b', 'a gzip archive'],
];

const AVIF_BRANDS = ['avif', 'avis'];
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1'];

/**
 * Names the format by the first bytes alone: file name and declared media type are claims of the sender.
 * The bytes are attacker-controlled: only fixed offsets and a bounded list of brands are read.
 */
export function sniffFormat(bytes: Uint8Array): SniffedFormat {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512)).toString('latin1');
  const format = pictureFormat(head);
  if (format) return { kind: 'picture', format };
  const refused = REFUSED_SIGNATURES.find(([signature]) => head.startsWith(signature));
  if (refused) return { kind: 'refused', description: refused[1] };
  if (/^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!doctype svg|svg)/i.test(head)) {
    return { kind: 'refused', description: /<svg|<!doctype svg/i.test(head) ? 'an SVG drawing' : 'an XML document' };
  }
  if (/^[\t\n\r\x20-\x7e]+$/.test(head)) return { kind: 'refused', description: 'a text file' };
  return { kind: 'refused', description: 'a file of no known picture format' };
}

function pictureFormat(head: string): PictureFormat | undefined {
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'webp';
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'tiff';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('ftyp', 4)) return isoMediaFormat(head);
  return undefined;
}

/** The major brand at 8, a version at 12, compatible brands from 16 to the end of the box. A still picture in AV1 often has the major brand `mif1`. */
function isoMediaFormat(head: string): PictureFormat | undefined {
  const boxBytes = Math.min(Buffer.from(head.slice(0, 4), 'latin1').readUInt32BE(0), head.length);
  const brands = [head.slice(8, 12)];
  for (let at = 16; at + 4 <= boxBytes; at += 4) brands.push(head.slice(at, at + 4));
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return 'avif';
  return brands.some((brand) => HEIC_BRANDS.includes(brand)) ? 'heic' : undefined;
}
