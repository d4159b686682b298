import { DIHEDRAL_STEPS, type DihedralForm } from './dihedral.ts';
import type { Raster } from './raster.ts';

/** The picture turned or mirrored as `form` says; `identity` returns the same object. */
export function dihedralRaster(raster: Raster, form: DihedralForm): Raster {
  if (form === 'identity') return raster;
  const { transposed, mirroredX, mirroredY } = DIHEDRAL_STEPS[form];
  const widthPx = transposed ? raster.heightPx : raster.widthPx;
  const heightPx = transposed ? raster.widthPx : raster.heightPx;
  const rgb = new Uint8Array(raster.rgb.length);
  const acrossStep = 3 * (transposed ? raster.widthPx : 1);
  const downStep = 3 * (transposed ? 1 : raster.widthPx);
  for (let y = 0, out = 0; y < heightPx; y++) {
    let from = (mirroredY ? heightPx - 1 - y : y) * downStep + (mirroredX ? (widthPx - 1) * acrossStep : 0);
    const step = mirroredX ? -acrossStep : acrossStep;
    for (let x = 0; x < widthPx; x++, out += 3, from += step) {
      rgb[out] = raster.rgb[from]!;
      rgb[out + 1] = raster.rgb[from + 1]!;
      rgb[out + 2] = raster.rgb[from + 2]!;
    }
  }
  return { widthPx, heightPx, rgb };
}
