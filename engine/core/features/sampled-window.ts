import { cutTaps, mixPicture, type Taps } from '../mix-picture.ts';
import type { Raster } from '../raster.ts';

/** A rectangle of a raster, in its pixels; edges may lie between pixels. */
export interface PixelWindow {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Three planes of one size: lightness and two opponent colours, each within about ±255. */
export interface OpponentPlanes {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: readonly [Float32Array, Float32Array, Float32Array];
}

/** Area weights where the output is coarser than the input, linear interpolation where it is finer. */
function areaTaps(from: number, length: number, inputPx: number, outputPx: number): Taps {
  const step = length / outputPx;
  const reach = Math.max(step, 1) / 2;
  const centre = (i: number): number => from + (i + 0.5) * step;
  return cutTaps(
    outputPx,
    (i) => {
      const first = Math.max(0, Math.min(inputPx - 1, Math.floor(centre(i) - reach)));
      return [first, Math.max(first, Math.min(inputPx - 1, Math.ceil(centre(i) + reach) - 1))];
    },
    (i, at) => Math.max(1e-6, Math.min(centre(i) + reach, at + 1) - Math.max(centre(i) - reach, at)),
  );
}

/** Resamples a window of the raster to `widthPx` × `heightPx` and separates lightness from colour. */
export function sampleWindow(raster: Raster, window: PixelWindow, widthPx: number, heightPx: number): OpponentPlanes {
  const across = areaTaps(window.left, window.width, raster.widthPx, widthPx);
  const down = areaTaps(window.top, window.height, raster.heightPx, heightPx);
  const rgb = mixPicture(raster, across, down);
  const pixels = widthPx * heightPx;
  const light = new Float32Array(pixels);
  const redGreen = new Float32Array(pixels);
  const yellowBlue = new Float32Array(pixels);
  for (let i = 0, at = 0; i < pixels; i++, at += 3) {
    const red = rgb[at]!;
    const green = rgb[at + 1]!;
    const blue = rgb[at + 2]!;
    // Opponent axes of gamma-encoded values: for finding edges they serve as well as L*a*b*, at a tenth of the cost.
    light[i] = 0.299 * red + 0.587 * green + 0.114 * blue;
    redGreen[i] = 0.6 * (red - green);
    yellowBlue[i] = 0.4 * (0.5 * (red + green) - blue);
  }
  return { widthPx, heightPx, channels: [light, redGreen, yellowBlue] };
}
