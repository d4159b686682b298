import { colourHistogram } from './colour-histogram.ts';
import { writeLab } from './colour-space.ts';
import type { ColourSummary } from './fingerprint.ts';
import { palette } from './palette.ts';
import type { Raster } from './raster.ts';

/** Pixels that are looked at: the share of a colour that covers 1 % of the area is then known to about ± 0.1 %. */
const SAMPLES = 9_216;

/** Palette and histogram of a picture, from a fixed pattern of single pixels, so that no mixed colours arise. The same picture always gives the same answer. */
export function summariseColour(raster: Raster): ColourSummary {
  const rgb = samplePixels(raster);
  const lab = new Float32Array(rgb.length);
  writeLab(rgb, lab);
  return { palette: palette(lab), histogram: colourHistogram(lab) };
}

/** Each row of samples is moved sideways and downwards by multiples of these irrational shares of a step, so that no stripes of the cloth fall in step with the grid. */
const SIDEWAYS_SHIFT = (Math.sqrt(5) - 1) / 2;
const DOWNWARD_SHIFT = Math.SQRT2 - 1;

function samplePixels({ widthPx, heightPx, rgb }: Raster): Uint8Array {
  const scale = Math.min(1, Math.sqrt(SAMPLES / (widthPx * heightPx)));
  const columns = Math.max(1, Math.round(widthPx * scale));
  const rows = Math.max(1, Math.round(heightPx * scale));
  const sample = new Uint8Array(columns * rows * 3);
  for (let row = 0, out = 0; row < rows; row++) {
    const shift = scale === 1 ? 0 : (row * SIDEWAYS_SHIFT) % 1;
    const drop = scale === 1 ? 0 : (row * DOWNWARD_SHIFT) % 1;
    const rowStart = Math.floor(((row + drop) * heightPx) / rows) * widthPx;
    for (let column = 0; column < columns; column++, out += 3) {
      const from = (rowStart + Math.floor(((column + shift) * widthPx) / columns)) * 3;
      sample[out] = rgb[from]!;
      sample[out + 1] = rgb[from + 1]!;
      sample[out + 2] = rgb[from + 2]!;
    }
  }
  return sample;
}
