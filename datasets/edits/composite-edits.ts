import type { Random } from '../random.ts';
import { openDrawing } from '../render/drawing.ts';
import type { Picture, Vec2 } from '../spec.ts';
import { areaOf, carryRegion, frameOf, frameWithout, IDENTITY, type Polygon } from './region.ts';
import { drawn, type EditedPicture, type PictureEdit, pipeline, resized } from './source.ts';

const WORDS = ['SELVEDGE', 'SAMPLE', '样品 SAMPLE', 'Nº 1274', 'NEW 2026', 'Lin & Co.'] as const;
const INKS = ['#ffffff', '#000000', '#c0142c', '#1d4fa0'] as const;

/** Marks laid over the picture; what they hide is no longer part of the original. */
async function marked(picture: Picture, markup: string, hidden: Polygon): Promise<EditedPicture> {
  const { widthPx: w, heightPx: h } = picture;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}">${markup}</svg>`;
  const left = frameWithout(picture, hidden);
  return {
    ...(await drawn(pipeline(picture).composite([{ input: await openDrawing(svg).png().toBuffer() }]))),
    truth: {
      matrix: IDENTITY,
      areaShare: 1 - areaOf(hidden) / (w * h),
      region: { original: [left], edited: [left] },
    },
  };
}

/** A line of text on a strip. */
export const overlayText: PictureEdit = ({ picture }, share, r) => {
  const { widthPx: w, heightPx: h } = picture;
  const colour = r.pick(INKS);
  const word = r.pick(WORDS);
  const height = Math.min(h * 0.5, (w * 0.96) / (word.length * 0.6), Math.sqrt((share * w * h) / (word.length * 0.6)));
  const width = Math.min(w * 0.98, (share * w * h) / height);
  const [x, y] = placeFor(r, picture, width, height);
  const text = colour === '#000000' ? '#ffffff' : '#000000';
  const markup =
    `<g opacity="${r.between(0.75, 1).toFixed(2)}"><rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colour}" opacity="0.6"/>` +
    `<text x="${x + width / 2}" y="${y + height / 2}" font-family="sans-serif" font-weight="bold" font-size="${height * 0.85}" text-anchor="middle" dominant-baseline="central" fill="${text}">${word.replace('&', '&amp;')}</text></g>`;
  return marked(picture, markup, rectangle(x, y, width, height));
};

/** A round mark. */
export const overlayLogo: PictureEdit = ({ picture }, share, r) => {
  const { widthPx: w, heightPx: h } = picture;
  const radius = Math.min(Math.min(w, h) * 0.49, Math.sqrt((share * w * h) / Math.PI));
  const [x, y] = placeFor(r, picture, 2 * radius, 2 * radius).map((edge) => edge + radius) as [number, number];
  const spikes = r.integer(3, 9);
  const star = Array.from({ length: 2 * spikes }, (_, i) => {
    const reach = radius * (i % 2 === 0 ? 0.7 : 0.3);
    const angle = (i / spikes) * Math.PI;
    return `${x + reach * Math.sin(angle)},${y - reach * Math.cos(angle)}`;
  }).join(' ');
  const markup =
    `<g opacity="${r.between(0.8, 1).toFixed(2)}"><circle cx="${x}" cy="${y}" r="${radius}" fill="${r.pick(INKS)}"/>` +
    `<circle cx="${x}" cy="${y}" r="${radius * 0.84}" fill="none" stroke="#888" stroke-width="${radius * 0.05}"/><polygon points="${star}" fill="#888"/></g>`;
  const circle = Array.from({ length: 32 }, (_, i): Vec2 => {
    const angle = (i / 16) * Math.PI;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
  return marked(picture, markup, circle);
};

const placeFor = (r: Random, { widthPx, heightPx }: Picture, width: number, height: number): Vec2 => [
  r.between(0, Math.max(0, widthPx - width)),
  r.between(0, Math.max(0, heightPx - height)),
];

const rectangle = (x: number, y: number, width: number, height: number): Polygon =>
  frameOf({ widthPx: width, heightPx: height }).map(([u, v]) => [x + u, y + v]);

/** Another design printed through this one, at an opacity. */
export const overlayPattern: PictureEdit = async ({ picture, companion }, opacity) => {
  const other = await filling(await companion(), picture);
  const rgb = picture.rgb.map((value, i) => Math.round(value * (1 - opacity) + other.rgb[i]! * opacity));
  return { widthPx: picture.widthPx, heightPx: picture.heightPx, rgb, truth: { matrix: IDENTITY, areaShare: 1 } };
};

const filling = (other: Picture, { widthPx, heightPx }: Picture): Promise<Picture> =>
  drawn(pipeline(other).resize(widthPx, heightPx, { fit: 'cover', position: 'left top' }));

/** A piece of the picture, made to fill a share of the area, set into another design. */
export const pasteInto: PictureEdit = async ({ picture, companion }, share, r) => {
  const { widthPx: w, heightPx: h } = picture;
  const ground = await filling(await companion(), picture);
  const [cutW, cutH] = [Math.round(w * r.between(0.75, 1)), Math.round(h * r.between(0.75, 1))];
  const [left, top] = [r.integer(0, w - cutW), r.integer(0, h - cutH)];
  const scale = Math.min(Math.sqrt((share * w * h) / (cutW * cutH)), w / cutW, h / cutH);
  const [width, height] = [Math.round(cutW * scale), Math.round(cutH * scale)];
  const cut = await drawn(pipeline(picture).extract({ left, top, width: cutW, height: cutH }));
  const piece = await resized(cut, width, height);
  const [x, y] = placeFor(r, picture, width, height).map(Math.round) as [number, number];
  const placed = await drawn(
    pipeline(ground).composite([
      { input: Buffer.from(piece.rgb), raw: { width, height, channels: 3 }, left: x, top: y },
    ]),
  );
  const [sx, sy] = [width / cutW, height / cutH];
  return {
    ...placed,
    truth: {
      matrix: [sx, 0, x - left * sx, 0, sy, y - top * sy, 0, 0, 1],
      scale: Math.sqrt(sx * sy),
      areaShare: (cutW * cutH) / (w * h),
      region: { original: [rectangle(left, top, cutW, cutH)], edited: [rectangle(x, y, width, height)] },
    },
  };
};

/** This picture on one side of a straight seam, another on the other side. */
export const twoSources: PictureEdit = async ({ picture, companion }, share, r) => {
  const { widthPx: w, heightPx: h } = picture;
  const upright = r.chance(0.5);
  const first = r.chance(0.5);
  const seam = Math.round((upright ? w : h) * (first ? share : 1 - share));
  const kept = upright
    ? rectangle(first ? 0 : seam, 0, first ? seam : w - seam, h)
    : rectangle(0, first ? 0 : seam, w, first ? seam : h - seam);
  const other = await filling(await companion(), picture);
  return combined(picture, other, [kept], (x, y) => (upright ? x : y) < seam === first);
};

/** Squares of this picture and of another, turn about. */
export const patchwork: PictureEdit = async ({ picture, companion }, patches, r) => {
  const { widthPx: w, heightPx: h } = picture;
  const parity = r.integer(0, 1);
  const other = await filling(await companion(), picture);
  const kept: Polygon[] = [];
  for (let j = 0; j < patches; j++)
    for (let i = 0; i < patches; i++)
      if ((i + j) % 2 === parity) kept.push(rectangle((i * w) / patches, (j * h) / patches, w / patches, h / patches));
  const own = (x: number, y: number): boolean =>
    (Math.floor(((x + 0.5) * patches) / w) + Math.floor(((y + 0.5) * patches) / h)) % 2 === parity;
  return combined(picture, other, kept, own);
};

function combined(
  picture: Picture,
  other: Picture,
  kept: readonly Polygon[],
  own: (x: number, y: number) => boolean,
): EditedPicture {
  const { widthPx, heightPx } = picture;
  const rgb = Uint8Array.from(other.rgb);
  for (let y = 0, at = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++, at += 3) if (own(x, y)) rgb.set(picture.rgb.subarray(at, at + 3), at);
  const region = carryRegion(kept, IDENTITY, picture);
  return {
    widthPx,
    heightPx,
    rgb,
    truth: {
      matrix: IDENTITY,
      scale: 1,
      angleDeg: 0,
      areaShare: region.reduce((sum, polygon) => sum + areaOf(polygon), 0) / (widthPx * heightPx),
      region: { original: region, edited: region },
    },
  };
}
