import { writeLab } from './colour-space.ts';
import { localMean } from './local-mean.ts';
import type { Plane, Raster } from './raster.ts';
import { reduceRaster } from './resize.ts';

/** Side at which edges are measured: 4 samples for each cell of the 64 × 64 grid that the hash reads, and weave and print noise averaged away. */
const EDGE_SIDE_PX = 256;

/** Radius of the window whose mean edge strength counts as ordinary, px: about 1/10 of the picture, some motifs wide. */
const LOCAL_RADIUS_PX = 12;

/**
 * Gradient, in ΔE76 over two pixels, that is still taken for noise: the least, and its multiple of the gradient that three quarters of the pixels exceed.
 * Edges count as half strength where they reach it and nothing stronger is near. Three times keeps the hash of drawings under noise of deviation 6
 * within 22 bits of the clean one (two times: 38); more would begin to lose weak edges in dense cloth.
 */
const LEAST_NOISE_GRADIENT = 3;
const NOISE_PER_QUARTILE = 3;

/** Share of the local mean gradient at which an edge counts as half strength: below 1, so that weak and strong edges of a motif come out nearly alike. */
const HALF_STRENGTH = 0.5;

/**
 * Strength of edges, 0 (none) to 255, blind to which colours meet and to which is the lighter: the larger eigenvalue of the structure tensor summed over L*, a*, b*
 * (S. Di Zenzo, "A note on the gradient of a multi-image", 1986), its square divided by itself plus the square of
 * what is ordinary near it.
 * The longest side is reduced to 256 px.
 */
export function edgeStrength(raster: Raster): Plane {
  const small = reduceRaster(raster, EDGE_SIDE_PX);
  const { widthPx, heightPx } = small;
  const lab = new Float32Array(small.rgb.length);
  writeLab(small.rgb, lab);
  const gradient = gradientMagnitude(lab, widthPx, heightPx);
  const ordinary = localMean(gradient, widthPx, heightPx, LOCAL_RADIUS_PX);
  const noise = Math.max(LEAST_NOISE_GRADIENT, NOISE_PER_QUARTILE * lowerQuartile(gradient));
  for (let i = 0; i < gradient.length; i++) {
    const strength = gradient[i]! ** 2;
    gradient[i] = (255 * strength) / (strength + (HALF_STRENGTH * ordinary[i]! + noise) ** 2);
  }
  return { widthPx, heightPx, values: gradient };
}

/** Of every 16th value, which is enough for a threshold. */
function lowerQuartile(values: Float32Array): number {
  const sample = new Float32Array(Math.ceil(values.length / 16));
  for (let i = 0; i < sample.length; i++) sample[i] = values[16 * i]!;
  sample.sort();
  return sample[sample.length >> 2] ?? 0;
}

/** Square root of the larger eigenvalue of the summed tensor of Sobel differences, per two pixels; borders repeat the outermost pixel. */
function gradientMagnitude(lab: Float32Array, widthPx: number, heightPx: number): Float32Array {
  const magnitude = new Float32Array(widthPx * heightPx);
  const rowStep = widthPx * 3;
  for (let y = 0; y < heightPx; y++) {
    const row = y * rowStep;
    const above = y > 0 ? row - rowStep : row;
    const below = y + 1 < heightPx ? row + rowStep : row;
    for (let x = 0; x < widthPx; x++) {
      const here = x * 3;
      const left = x > 0 ? here - 3 : here;
      const right = x + 1 < widthPx ? here + 3 : here;
      let xx = 0;
      let yy = 0;
      let xy = 0;
      for (let channel = 0; channel < 3; channel++) {
        const topLeft = lab[above + left + channel]!;
        const topRight = lab[above + right + channel]!;
        const bottomLeft = lab[below + left + channel]!;
        const bottomRight = lab[below + right + channel]!;
        const middle = lab[row + right + channel]! - lab[row + left + channel]!;
        const centre = lab[below + here + channel]! - lab[above + here + channel]!;
        const dx = (topRight - topLeft + bottomRight - bottomLeft + 2 * middle) / 4;
        const dy = (bottomLeft - topLeft + bottomRight - topRight + 2 * centre) / 4;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
      }
      const difference = xx - yy;
      magnitude[y * widthPx + x] = Math.sqrt((xx + yy + Math.sqrt(difference * difference + 4 * xy * xy)) / 2);
    }
  }
  return magnitude;
}
