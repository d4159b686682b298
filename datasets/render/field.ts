import { parseHex, type Rgb } from '../colour.ts';
import type { Layer } from '../spec.ts';
import { fractalNoise, periodicCells } from './noise.ts';

type FieldLayer = Extract<Layer, { kind: 'field' }>;

/** A colour and how much of it covers what lies below, 0–1. */
type Ink = readonly [colour: number, cover: number];

const smooth = (from: number, to: number, value: number): number => {
  const t = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** Noise cells across the unit: about one per this many plane pixels. */
const CELL_PX: Record<FieldLayer['field'], number> = {
  crackle: 62,
  spots: 46,
  zebra: 120,
  marble: 110,
  mottle: 60,
  moire: 90,
};

const LARGE_FIELD_PX = 600_000;

/** Paints a field over a sheet of `widthPx × heightPx` that stands for `sheetPx` plane pixels, in place. */
export function paintField(
  rgb: Uint8Array,
  [widthPx, heightPx]: readonly [number, number],
  sheetPx: readonly [number, number],
  layer: FieldLayer,
  palette: readonly string[],
): void {
  const cellsX = Math.max(2, Math.round(sheetPx[0] / CELL_PX[layer.field]));
  const cellsY = Math.max(2, Math.round(sheetPx[1] / CELL_PX[layer.field]));
  const colours = layer.colours.map((index): Rgb => parseHex(palette[index % palette.length]!));
  const sharpness = (sheetPx[0] / widthPx) * (cellsX / sheetPx[0]);
  // Soft fields of large sheets are worked out for every other pixel: noise is what costs here.
  const block = widthPx * heightPx > LARGE_FIELD_PX ? 2 : 1;
  for (let j = 0; j < heightPx; j += block)
    for (let i = 0; i < widthPx; i += block) {
      const x = ((i + block / 2) / widthPx) * cellsX;
      const y = ((j + block / 2) / heightPx) * cellsY;
      const [slot, cover] = inkAt(layer, x, y, cellsX, cellsY, sharpness);
      const amount = cover * layer.opacity;
      if (amount <= 0) continue;
      const colour = colours[slot % colours.length]!;
      for (let v = j; v < Math.min(heightPx, j + block); v++)
        for (let u = i; u < Math.min(widthPx, i + block); u++) {
          const at = (v * widthPx + u) * 3;
          for (let c = 0; c < 3; c++) rgb[at + c] = Math.round(rgb[at + c]! * (1 - amount) + colour[c]! * amount);
        }
    }
}

function inkAt(layer: FieldLayer, x: number, y: number, px: number, py: number, pixel: number): Ink {
  const { seed } = layer;
  if (layer.field === 'crackle') {
    const warp = fractalNoise(x * 2, y * 2, px * 2, py * 2, seed, 3) - 0.5;
    const [first, second] = periodicCells(x + warp * 0.5, y - warp * 0.5, px, py, seed + 5);
    const [fine1, fine2] = periodicCells(x * 2 + warp, y * 2 + warp, px * 2, py * 2, seed + 9);
    const strength = fractalNoise(x, y, px, py, seed + 3, 2);
    const vein = 1 - smooth(0.012, 0.035 + pixel, second - first);
    const hair = (1 - smooth(0.012, 0.03 + pixel * 2, fine2 - fine1)) * smooth(0.45, 0.6, strength);
    return [0, Math.max(vein * smooth(0.25, 0.5, strength), hair * 0.7)];
  }
  if (layer.field === 'spots') {
    const warp = fractalNoise(x * 2, y * 2, px * 2, py * 2, seed, 2) - 0.5;
    const [first, second, id] = periodicCells(x + warp * 0.6, y + warp * 0.5, px, py, seed + 5);
    const rough = (fractalNoise(x * 4, y * 4, px * 4, py * 4, seed + 8, 2) - 0.5) * 0.28;
    const edge = second - first;
    const gap = fractalNoise(x * 3, y * 3, px * 3, py * 3, seed + 21, 2);
    const ring =
      smooth(0.1, 0.14 + pixel, edge + rough * 0.4) *
      (1 - smooth(0.3, 0.34 + pixel, edge + rough)) *
      smooth(0.36, 0.42, gap);
    const heart = smooth(0.36, 0.4 + pixel, edge + rough) * (id > 0.25 ? 1 : 0);
    return ring > heart ? [0, ring] : [1, heart];
  }
  if (layer.field === 'zebra') {
    const warp = fractalNoise(x, y, px, py, seed, 3);
    const fork = fractalNoise(x * 2, y, px * 2, py, seed + 6, 2);
    const wave = Math.sin(2 * Math.PI * (3 * y + warp * 5 + fork * 1.6));
    return [0, smooth(-0.12 - pixel * 6, 0.12 + pixel * 6, wave + (fork - 0.5) * 0.9)];
  }
  if (layer.field === 'marble') {
    const warp = fractalNoise(x, y, px, py, seed, 4);
    const vein = Math.abs(Math.sin(Math.PI * 2 * (fractalNoise(x + warp * 2, y + warp, px, py, seed + 4, 4) * 3)));
    const bands = Math.floor(warp * 8) % 3;
    return vein < 0.18 ? [0, 1 - smooth(0.02, 0.18, vein)] : [1 + bands, 0.55 * smooth(0.2, 0.7, warp)];
  }
  if (layer.field === 'moire') {
    const warp = fractalNoise(x * 0.5 + 0.25, y, Math.max(1, px >> 1), py, seed, 3);
    const wave = Math.sin(2 * Math.PI * (y * 4 + warp * 7));
    return [0, smooth(0.2, 0.9, wave) * 0.8];
  }
  return [0, smooth(0.35, 0.75, fractalNoise(x * 2, y * 2, px * 2, py * 2, seed, 4))];
}
