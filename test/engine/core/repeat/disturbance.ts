import type { Raster } from '../../../../engine/core/raster.ts';
import { between, gaussian, type Random } from './random-draws.ts';

/** Soft light, fabric, noise: what a picture of cloth has besides the design. Every one comes with a chance of its own. */
export function disturb(random: Random, values: Float32Array, widthPx: number, heightPx: number): Raster {
  const light = random() < 0.35 ? between(random, 0.05, 0.35) : 0;
  const lightAngle = random() * 2 * Math.PI;
  const bend = between(random, -0.5, 0.5);
  const noise = random() < 0.4 ? between(random, 2, 18) : 0;
  const cloth = random() < 0.25 ? between(random, 4, 18) : 0;
  const thread = between(random, 3, 6);
  const clothAngle = random() * Math.PI;
  const [c, s] = [Math.cos(clothAngle), Math.sin(clothAngle)];
  const rgb = new Uint8Array(values.length);
  for (let y = 0, at = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++, at += 3) {
      const u = x / widthPx - 0.5;
      const v = y / heightPx - 0.5;
      const t = u * Math.cos(lightAngle) + v * Math.sin(lightAngle);
      const gain = 1 + light * (t + bend * (u * u + v * v));
      const weave = cloth
        ? cloth *
          Math.sin(((x * c + y * s) * 2 * Math.PI) / thread) *
          Math.sin(((y * c - x * s) * 2 * Math.PI) / thread)
        : 0;
      const grain = noise ? noise * gaussian(random) : 0;
      for (let k = 0; k < 3; k++)
        rgb[at + k] = Math.max(
          0,
          Math.min(
            255,
            Math.round(
              (values[at + k] as number) * gain + weave + grain + (noise ? 0.4 * noise * (random() - 0.5) : 0),
            ),
          ),
        );
    }
  return { widthPx, heightPx, rgb };
}
