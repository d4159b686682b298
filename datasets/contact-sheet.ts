import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { FAMILIES, type Family, generateDesign } from './index.ts';
import type { Picture } from './spec.ts';

/** Pictures side by side in a grid, as PNG. Each is fitted into a square of `cellPx`. */
export async function contactSheet(pictures: readonly Picture[], columns: number, cellPx: number): Promise<Buffer> {
  const rows = Math.ceil(pictures.length / columns);
  const step = cellPx + 6;
  const cells = await Promise.all(
    pictures.map(async ({ rgb, widthPx, heightPx }, i) => ({
      input: await sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
        .resize(cellPx, cellPx, { fit: 'cover', position: 'left top' })
        .png()
        .toBuffer(),
      left: (i % columns) * step + 3,
      top: Math.floor(i / columns) * step + 3,
    })),
  );
  return sharp({ create: { width: columns * step, height: rows * step, channels: 3, background: '#808080' } })
    .composite(cells)
    .png()
    .toBuffer();
}

// Usage: tsx datasets/contact-sheet.ts OUT.png [SEED] [COLUMNS] [CELL_PX] [FAMILY,FAMILY…]: one row a family.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [out = 'contact-sheet.png', seed = '1', columns = '6', cellPx = '200', names] = process.argv.slice(2);
  const families = names === undefined ? FAMILIES : (names.split(',') as Family[]);
  const pictures: Picture[] = [];
  for (const family of families)
    for (let i = 0; i < Number(columns); i++) pictures.push(await generateDesign(Number(seed) + i, { family }));
  await sharp(await contactSheet(pictures, Number(columns), Number(cellPx))).toFile(out);
}
