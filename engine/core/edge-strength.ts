import { writeLab } from './colour-space.ts';
import { localMean } from './local-mean.ts';
import type { Plane, Raster } from './raster.ts';
import { reduceRaster } from './resize.ts';

/** Side at which edges are measured: 4 samples for each cell of the 64 × 64 grid that the hash reads, and weave and print noise averaged away. */
const EDGE_SIDE_PX = 256;

/** Radius of the window whose mean edge strength counts as ordinary, px: about 1/10 of the picture, some motifs wide. */
const LOCAL_RADIUS_PX = 12;

/** Gradient, in ΔE76 over two pixels, that is still taken for noise: edges count as half strength where they reach it and nothing stronger is near. */
const NOISE_GRADIENT = 3;

/** Share of the local mean gradient at which an edge counts as half strength: below 1, so that weak and strong edges of a motif come out nearly alike. */
const HALF_STRENGTH = 0.5;

/**
 * Strength of edges, 0 (none) to 255, blind to which colours meet and to which is the lighter: the larger eigenvalue of the structure tensor summed over L*, a*, b*
 * (S. Di Zenzo, "A note on the gradient of a multi-image", 1986), divided by itself plus the local mean.
 * The longest side is reduced to 256 px.
 */
export function edgeStrength(raster: Raster): Plane {
  const small = reduceRaster(raster, EDGE_SIDE_PX);
  const { widthPx, heightPx } = small;
  const lab = new Float32Array(small.rgb.length);
  writeLab(small.rgb, lab);
  const gradient = gradientMagnitude(lab, widthPx, heightPx);
  const ordinary = localMean(gradient, widthPx, heightPx, LOCAL_RADIUS_PX);
  for (let i = 0; i < gradient.length; i++) {
    const strength = gradient[i]!;
    gradient[i] = (255 * strength) / (strength + HALF_STRENGTH * ordinary[i]! + NOISE_GRADIENT);
  }
  return { widthPx, heightPx, values: gradient };
}

/** Square root of the larger eigenvalue of the summed tensor of central differences; borders repeat the outermost pixel. */
function gradientMagnitude(lab: Float32Array, widthPx: number, heightPx: number): Float32Array {
  const magnitude = new Float32Array(widthPx * heightPx);
  const rowStep = widthPx * 3;
  for (let y = 0; y < heightPx; y++) {
    const up = y > 0 ? -rowStep : 0;
    const down = y + 1 < heightPx ? rowStep : 0;
    for (let x = 0; x < widthPx; x++) {
      const at = y * rowStep + x * 3;
      const left = x > 0 ? at - 3 : at;
      const right = x + 1 < widthPx ? at + 3 : at;
      let xx = 0;
      let yy = 0;
      let xy = 0;
      for (let channel = 0; channel < 3; channel++) {
        const dx = lab[right + channel]! - lab[left + channel]!;
        const dy = lab[at + down + channel]! - lab[at + up + channel]!;
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
