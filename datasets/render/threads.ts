import { parseHex } from '../colour.ts';
import type { Layer, ThreadRun, Vec2 } from '../spec.ts';

type ThreadLayer = Extract<Layer, { kind: 'threads' }>;

export const threadCount = (runs: readonly ThreadRun[]): number => runs.reduce((sum, [, count]) => sum + count, 0);

/** Size of one sett in plane pixels. */
export const settPx = (layer: ThreadLayer): Vec2 => [
  threadCount(layer.warp) * layer.threadPx,
  threadCount(layer.weft) * layer.threadPx,
];

const spread = (runs: readonly ThreadRun[]): number[] =>
  runs.flatMap(([colour, count]) => Array.from({ length: count }, () => colour));

/** Which thread lies on top: 2/2 twill steps by one thread a row, basket weaves pairs as one. */
function warpOnTop(weave: ThreadLayer['weave'], x: number, y: number): boolean {
  if (weave === 'twill') return (x + y) % 4 < 2;
  if (weave === 'basket') return ((x >> 1) + (y >> 1)) % 2 === 0;
  return (x + y) % 2 === 0;
}

/** Fills a sheet with interlaced threads, in place. Each picture pixel averages 3 × 3 points, so that fine threads blend. */
export function paintThreads(
  rgb: Uint8Array,
  [widthPx, heightPx]: readonly [number, number],
  layer: ThreadLayer,
  palette: readonly string[],
): void {
  const [warp, weft] = [spread(layer.warp), spread(layer.weft)];
  const colours = palette.map(parseHex);
  const samples = widthPx / warp.length > 6 ? 2 : 3;
  const step = 1 / samples;
  for (let j = 0; j < heightPx; j++)
    for (let i = 0; i < widthPx; i++) {
      const sum = [0, 0, 0];
      for (let sj = 0; sj < samples; sj++)
        for (let si = 0; si < samples; si++) {
          const x = ((i + (si + 0.5) * step) / widthPx) * warp.length;
          const y = ((j + (sj + 0.5) * step) / heightPx) * weft.length;
          const [tx, ty] = [Math.floor(x), Math.floor(y)];
          const top = warpOnTop(layer.weave, tx, ty);
          const colour = colours[(top ? warp[tx]! : weft[ty]!) % colours.length]!;
          const across = top ? x - tx : y - ty;
          const shade = 1 - layer.relief * (0.12 + 0.5 * (2 * across - 1) ** 2 - (top ? 0.08 : 0));
          sum[0]! += colour[0] * shade;
          sum[1]! += colour[1] * shade;
          sum[2]! += colour[2] * shade;
        }
      const at = (j * widthPx + i) * 3;
      for (let c = 0; c < 3; c++) rgb[at + c] = Math.max(0, Math.min(255, Math.round(sum[c]! / samples ** 2)));
    }
}
