import sharp from 'sharp';

const QUALITY = 88;
/** What shows through where a picture is transparent. */
const PAPER = '#ffffff';

/** A preview of the engine's making (WebP, sRGB) as JPEG, which PDF knows, without profile: the document has one for all. */
export async function pictureForPdf(preview: Uint8Array): Promise<Buffer> {
  return sharp(preview)
    .flatten({ background: PAPER })
    .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer();
}
