import { ellipse, polygon, polyline, rectangle } from '../motifs/path.ts';
import type { Layer, Mark, Vec2 } from '../spec.ts';

type Chart = Extract<Layer, { kind: 'chart' }>;

/** One path a colour: every cell of a chart as its stitch, in pixels of the unit. Slots are palette indexes. */
export function drawChart(chart: Chart, [w, h]: Vec2): Mark[] {
  const rows = chart.grid.length;
  const columns = chart.grid[0]?.length ?? 0;
  const [cw, ch] = [w / columns, h / rows];
  const paths = new Map<number, string>();
  chart.grid.forEach((row, j) => {
    row.forEach((colour, i) => {
      if (colour >= 0) paths.set(colour, (paths.get(colour) ?? '') + stitchPath(chart.stitch, i * cw, j * ch, cw, ch));
    });
  });
  return [...paths].map(([colour, d]) =>
    chart.stitch === 'cross' ? { d, stroke: colour, width: cw * 0.24 } : { d, fill: colour },
  );
}

function stitchPath(stitch: Chart['stitch'], x: number, y: number, w: number, h: number): string {
  // Neighbouring squares overlap a little: anti-aliased seams would otherwise show the ground.
  if (stitch === 'square') return rectangle(x - 0.15, y - 0.15, w + 0.3, h + 0.3);
  if (stitch === 'round') return ellipse([x + w / 2, y + h / 2], w * 0.44, h * 0.44);
  if (stitch === 'cross')
    return (
      polyline([
        [x + w * 0.14, y + h * 0.14],
        [x + w * 0.86, y + h * 0.86],
      ]) +
      polyline([
        [x + w * 0.86, y + h * 0.14],
        [x + w * 0.14, y + h * 0.86],
      ])
    );
  const middle = x + w / 2;
  return [-1, 1]
    .map((side) =>
      polygon([
        [middle, y + h * 1.02],
        [middle, y + h * 0.42],
        [middle + side * w * 0.47, y - h * 0.18],
        [middle + side * w * 0.47, y + h * 0.42],
      ]),
    )
    .join('');
}
