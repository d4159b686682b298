import type { Random } from '../random.ts';
import type { Mark, Vec2 } from '../spec.ts';
import { blade, circle, curve, ellipse, placed, polyline } from './path.ts';

export function fruit(r: Random): Mark[] {
  const kind = r.integer(0, 3);
  const marks: Mark[] = [];
  const leafAt = (at: Vec2, angle: number, size: number): void => {
    marks.push({ d: curve(placed(blade(size, size * 0.3, [0.6, 1, 0.7]), at, angle), true), fill: 1 });
    marks.push({
      d: polyline(
        placed(
          [
            [0, 0],
            [size * 0.8, 0],
          ],
          at,
          angle,
        ),
      ),
      stroke: 3,
      width: 0.018,
    });
  };
  if (kind === 0) {
    for (const [x, y] of [
      [-0.4, 0.5],
      [0.38, 0.4],
    ] as const) {
      marks.push({
        d: curve(
          [
            [x, y - 0.2],
            [x * 0.5, -0.3],
            [0, -0.8],
          ],
          false,
        ),
        stroke: 1,
        width: 0.04,
      });
      marks.push({ d: circle([x, y], 0.34), fill: 0 }, { d: ellipse([x - 0.12, y - 0.12], 0.06, 0.09), fill: 2 });
    }
    leafAt([0, -0.8], 0.3, 0.7);
  } else if (kind === 1) {
    const tall = r.between(0.7, 0.95);
    marks.push({
      d: curve(
        [
          [0, -tall * 0.65],
          [0.35, -0.25],
          [0.62, 0.35],
          [0.3, 0.8],
          [-0.3, 0.8],
          [-0.62, 0.35],
          [-0.35, -0.25],
        ],
        true,
      ),
      fill: 0,
    });
    for (let i = 0; i < 12; i++)
      marks.push({ d: ellipse([r.between(-0.36, 0.36), r.between(0, 0.66)], 0.025, 0.04), fill: 2 });
    marks.push({
      d: polyline([
        [0, -tall * 0.6],
        [0.06, -0.95],
      ]),
      stroke: 3,
      width: 0.05,
    });
    leafAt([0.05, -0.82], 0.2, 0.5);
  } else if (kind === 2) {
    marks.push({ d: circle([0, 0.05], 0.88), fill: 0 }, { d: circle([0, 0.05], 0.76), fill: 2 });
    const segments = r.integer(8, 10);
    for (let i = 0; i < segments; i++) {
      const points = blade(0.66, 0.66 * Math.sin(Math.PI / segments) * 0.85, [0.3, 0.6, 0.95, 0.8]);
      marks.push({ d: curve(placed(points, [0, 0.05], (i / segments) * 2 * Math.PI), true), fill: 0 });
    }
  } else {
    for (let row = 0; row < 5; row++)
      for (let i = 0; i < 5 - row; i++)
        marks.push({
          d: circle([(i - (4 - row) / 2) * 0.3, -0.25 + row * 0.26], 0.17),
          fill: (i + row) % 3 === 0 ? 2 : 0,
          stroke: 3,
          width: 0.02,
        });
    leafAt([0, -0.42], -0.5, 0.6);
    leafAt([0, -0.42], Math.PI + 0.5, 0.6);
  }
  return marks;
}
