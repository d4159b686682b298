import sharp from 'sharp';
import { fromOklch, type Rgb, toOklch } from '../colour.ts';
import type { Random } from '../random.ts';
import { openDrawing } from '../render/drawing.ts';
import type { Picture } from '../spec.ts';
import { drawn, type EditedPicture, type EditSource, IDENTITY, pipeline, resized, scaling } from './source.ts';

/** An edit of any picture: `amount` is one of the severities listed in edits/index.ts. */
export type PictureEdit = (source: EditSource, amount: number, r: Random) => Promise<EditedPicture>;

const pointwise = (picture: Picture, change: (rgb: Rgb) => Rgb): Picture => {
  const rgb = new Uint8Array(picture.rgb.length);
  const known = new Map<number, Rgb>();
  for (let i = 0; i < rgb.length; i += 3) {
    // Six bits a channel key the table; exact colours are kept where a picture has few of them.
    const [red, green, blue] = [picture.rgb[i]!, picture.rgb[i + 1]!, picture.rgb[i + 2]!];
    const key = (red << 16) | (green << 8) | blue;
    let result = known.get(key);
    if (!result) {
      result = change([red, green, blue]);
      known.set(key, result);
    }
    for (let c = 0; c < 3; c++) rgb[i + c] = Math.max(0, Math.min(255, Math.round(result[c]!)));
  }
  return { widthPx: picture.widthPx, heightPx: picture.heightPx, rgb };
};

const jpeg = async (picture: Picture, quality: number): Promise<Picture> =>
  drawn(sharp(await pipeline(picture).jpeg({ quality }).toBuffer()));

export const reEncode: PictureEdit = async ({ picture }, quality) => ({
  ...(await jpeg(picture, quality)),
  truth: { codes: ['re-encoded'], scale: 1, angleDeg: 0, areaShare: 1, matrix: IDENTITY },
});

/** JPEG at half size. */
export const reEncodeHalf: PictureEdit = async ({ picture }, quality) => {
  const half = await resized(picture, Math.round(picture.widthPx / 2), Math.round(picture.heightPx / 2));
  const matrix = scaling(half.widthPx / picture.widthPx, half.heightPx / picture.heightPx);
  return {
    ...(await jpeg(half, quality)),
    truth: { codes: ['re-encoded', 'resized'], scale: matrix[0], angleDeg: 0, areaShare: 1, matrix },
  };
};

export const resize: PictureEdit = async ({ picture }, factor) => {
  const result = await resized(
    picture,
    Math.max(8, Math.round(picture.widthPx * factor)),
    Math.max(8, Math.round(picture.heightPx * factor)),
  );
  const matrix = scaling(result.widthPx / picture.widthPx, result.heightPx / picture.heightPx);
  return { ...result, truth: { codes: ['resized'], scale: matrix[0], angleDeg: 0, areaShare: 1, matrix } };
};

export const blur: PictureEdit = async ({ picture }, sigmaPx) => ({
  ...(await drawn(pipeline(picture).blur(sigmaPx))),
  truth: { codes: ['blurred'], matrix: IDENTITY, areaShare: 1 },
});

/** Noise is named as what makes it in practice: poor encoding. */
export const noise: PictureEdit = async ({ picture }, deviation, r) => {
  const rgb = new Uint8Array(picture.rgb.length);
  // A sum of three uniform numbers is near enough to normal and three times faster than Box–Muller.
  for (let i = 0; i < rgb.length; i++)
    rgb[i] = Math.max(
      0,
      Math.min(255, Math.round(picture.rgb[i]! + deviation * 2 * (r.next() + r.next() + r.next() - 1.5))),
    );
  return {
    widthPx: picture.widthPx,
    heightPx: picture.heightPx,
    rgb,
    truth: { codes: ['re-encoded'], matrix: IDENTITY, areaShare: 1 },
  };
};

export const mirror: PictureEdit = async ({ picture }) => ({
  ...(await drawn(pipeline(picture).flop())),
  truth: {
    codes: ['mirrored'],
    mirrored: true,
    angleDeg: 0,
    scale: 1,
    areaShare: 1,
    matrix: [-1, 0, picture.widthPx, 0, 1, 0, 0, 0, 1],
  },
});

export const quarterTurn: PictureEdit = async ({ picture }, angleDeg) => {
  const { widthPx: w, heightPx: h } = picture;
  const matrix =
    angleDeg === 90
      ? ([0, 1, 0, -1, 0, w, 0, 0, 1] as const)
      : angleDeg === 180
        ? ([-1, 0, w, 0, -1, h, 0, 0, 1] as const)
        : ([0, -1, h, 1, 0, 0, 0, 0, 1] as const);
  return {
    ...(await drawn(pipeline(picture).rotate(360 - angleDeg))),
    truth: { codes: ['quarter-turned'], angleDeg, scale: 1, areaShare: 1, matrix },
  };
};

/** A rectangle of the given share of the area, anywhere; the middle for exactly one half. */
export const crop: PictureEdit = async ({ picture }, share, r) => {
  const side = Math.sqrt(share);
  const [w, h] = [Math.max(8, Math.round(picture.widthPx * side)), Math.max(8, Math.round(picture.heightPx * side))];
  const at = (free: number): number => (share === 0.5 ? Math.round(free / 2) : r.integer(0, free));
  const [left, top] = [at(picture.widthPx - w), at(picture.heightPx - h)];
  return {
    ...(await drawn(pipeline(picture).extract({ left, top, width: w, height: h }))),
    truth: {
      codes: ['cropped'],
      areaShare: (w * h) / (picture.widthPx * picture.heightPx),
      scale: 1,
      angleDeg: 0,
      matrix: [1, 0, -left, 0, 1, -top, 0, 0, 1],
    },
  };
};

export const stretch: PictureEdit = async ({ picture }, factor, r) => {
  const wide = r.chance(0.5);
  const result = await resized(
    picture,
    Math.round(picture.widthPx * (wide ? factor : 1)),
    Math.round(picture.heightPx * (wide ? 1 : factor)),
  );
  return {
    ...result,
    truth: {
      codes: ['stretched'],
      areaShare: 1,
      matrix: scaling(result.widthPx / picture.widthPx, result.heightPx / picture.heightPx),
    },
  };
};

export const recolourHue: PictureEdit = async ({ picture }, angleDeg, r) => {
  const turn = r.chance(0.5) ? angleDeg : -angleDeg;
  return {
    ...pointwise(picture, (rgb) => {
      const [l, c, h] = toOklch(rgb);
      return fromOklch(l, c, h + turn);
    }),
    truth: { codes: ['recoloured'], matrix: IDENTITY, areaShare: 1 },
  };
};

export const invert: PictureEdit = async ({ picture }) => ({
  ...pointwise(picture, ([red, green, blue]) => [255 - red, 255 - green, 255 - blue]),
  truth: { codes: ['inverted'], matrix: IDENTITY, areaShare: 1 },
});

/** 1 is fully grey. */
export const grey: PictureEdit = async ({ picture }, amount) => ({
  ...pointwise(picture, (rgb) => {
    const luma = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    return [rgb[0] + (luma - rgb[0]) * amount, rgb[1] + (luma - rgb[1]) * amount, rgb[2] + (luma - rgb[2]) * amount];
  }),
  truth: { codes: ['desaturated'], matrix: IDENTITY, areaShare: 1 },
});

/** Dominant colours by k-means over a fixed sample; the largest first. */
function dominantColours(picture: Picture, count: number): Rgb[] {
  const stride = Math.max(1, Math.floor(picture.rgb.length / 3 / 3000));
  const samples: Rgb[] = [];
  for (let i = 0; i * 3 < picture.rgb.length; i += stride)
    samples.push([picture.rgb[i * 3]!, picture.rgb[i * 3 + 1]!, picture.rgb[i * 3 + 2]!]);
  const centres: Rgb[] = [samples[0]!];
  const distance = (a: Rgb, b: Rgb): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  while (centres.length < count)
    centres.push(
      samples.reduce((best, s) =>
        Math.min(...centres.map((c) => distance(s, c))) > Math.min(...centres.map((c) => distance(best, c))) ? s : best,
      ),
    );
  const sums: number[][] = [];
  for (let round = 0; round < 6; round++) {
    for (let k = 0; k < count; k++) sums[k] = [0, 0, 0, 0];
    for (const s of samples) {
      const sum = sums[nearest(s, centres)]!;
      for (let c = 0; c < 3; c++) sum[c]! += s[c]!;
      sum[3]!++;
    }
    centres.forEach((_, k) => {
      const [red, green, blue, n] = sums[k] as [number, number, number, number];
      if (n > 0) centres[k] = [red / n, green / n, blue / n];
    });
  }
  return centres
    .map((centre, k) => [centre, sums[k]![3]!] as const)
    .sort((a, b) => b[1] - a[1])
    .map(([centre]) => centre);
}

function nearest(rgb: Rgb, centres: readonly Rgb[]): number {
  let [best, at] = [Number.POSITIVE_INFINITY, 0];
  centres.forEach((c, k) => {
    const d = (c[0] - rgb[0]) ** 2 + (c[1] - rgb[1]) ** 2 + (c[2] - rgb[2]) ** 2;
    if (d < best) [best, at] = [d, k];
  });
  return at;
}

/** Moves each pixel with its nearest colours, weighted by closeness, so that soft edges stay soft. */
function moveColours(picture: Picture, from: readonly Rgb[], to: readonly Rgb[]): Picture {
  return pointwise(picture, (rgb) => {
    const result = [0, 0, 0];
    let total = 0;
    from.forEach((colour, k) => {
      const d = (colour[0] - rgb[0]) ** 2 + (colour[1] - rgb[1]) ** 2 + (colour[2] - rgb[2]) ** 2;
      const weight = 1 / (d + 30) ** 2;
      total += weight;
      for (let c = 0; c < 3; c++) result[c]! += weight * to[k]![c]!;
    });
    return [result[0]! / total, result[1]! / total, result[2]! / total];
  });
}

/** The dominant colours exchanged for others. `amount` is the share of them that changes. */
export const recolourPalette: PictureEdit = async ({ picture }, amount, r) => {
  const from = dominantColours(picture, 6);
  const changed = new Set(r.shuffle([0, 1, 2, 3, 4, 5]).slice(0, Math.max(1, Math.round(6 * amount))));
  const to = from.map(
    (colour, k): Rgb =>
      changed.has(k) ? fromOklch(r.between(0.2, 0.95), r.between(0.02, 0.2), r.between(0, 360)) : colour,
  );
  return { ...moveColours(picture, from, to), truth: { codes: ['recoloured'], matrix: IDENTITY, areaShare: 1 } };
};

/** Only the most common colour changes: lightness by `amount` (OKLab, 0–1), and to another hue. */
export const changeGround: PictureEdit = async ({ picture }, amount, r) => {
  const from = dominantColours(picture, 6);
  const [l] = toOklch(from[0]!);
  const lightness = l + amount > 0.97 ? Math.max(0.08, l - amount) : l + amount;
  const to = from.map(
    (colour, k): Rgb => (k === 0 ? fromOklch(lightness, r.between(0.02, 0.12), r.between(0, 360)) : colour),
  );
  return { ...moveColours(picture, from, to), truth: { codes: ['ground-changed'], matrix: IDENTITY, areaShare: 1 } };
};

const WORDS = ['SELVEDGE', 'SAMPLE', '样品 SAMPLE', 'Nº 1274', 'NEW 2026', 'Lin & Co.'] as const;

/** A line of text or a round mark over about `share` of the picture. */
export const overlay: PictureEdit = async ({ picture }, share, r) => {
  const { widthPx: w, heightPx: h } = picture;
  const colour = r.pick(['#ffffff', '#000000', '#c0142c', '#1d4fa0']);
  const opacity = r.between(0.6, 1).toFixed(2);
  const [x, y] = [r.between(0.3, 0.7) * w, r.between(0.25, 0.75) * h];
  const area = share * w * h;
  const radius = Math.sqrt(area / Math.PI);
  const word = r.pick(WORDS);
  const size = Math.min(h * 0.5, (w * 0.9) / (word.length * 0.6), Math.sqrt(area / (word.length * 0.6)));
  const body = r.chance(0.5)
    ? `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/><circle cx="${x}" cy="${y}" r="${radius * 0.82}" fill="none" stroke="#888" stroke-width="${radius * 0.05}"/><path d="M${x - radius * 0.4} ${y + radius * 0.4}L${x} ${y - radius * 0.5}L${x + radius * 0.4} ${y + radius * 0.4}Z" fill="#888"/>`
    : `<rect x="${x - word.length * size * 0.3}" y="${y - size * 0.5}" width="${word.length * size * 0.6}" height="${size}" fill="${colour}" opacity="0.5"/><text x="${x}" y="${y}" font-family="sans-serif" font-weight="bold" font-size="${size}" text-anchor="middle" dominant-baseline="central" fill="${colour === '#000000' ? '#ffffff' : '#000000'}">${word.replace('&', '&amp;')}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}"><g opacity="${opacity}">${body}</g></svg>`;
  return {
    ...(await drawn(pipeline(picture).composite([{ input: await openDrawing(svg).png().toBuffer() }]))),
    truth: { codes: ['overlaid'], matrix: IDENTITY, areaShare: 1 - share },
  };
};
