import type { Random } from '../random.ts';
import type { Mark, Vec2 } from '../spec.ts';
import { blade, circle, curve, ellipse, placed, polar, polygon, polyline } from './path.ts';

export function bird(r: Random): Mark[] {
  const plump = r.between(0.26, 0.38);
  const tail = r.between(0.15, 0.4);
  const body: Vec2[] = [
    [-0.62, -0.34],
    [-0.4, -0.5],
    [-0.15, -0.3],
    [0.3, -0.1 - plump * 0.3],
    [0.9, tail],
    [0.45, 0.2],
    [0.05, 0.1 + plump],
    [-0.4, 0.12 + plump * 0.4],
    [-0.58, -0.1],
  ];
  const marks: Mark[] = [
    { d: curve(body, true), fill: 0, stroke: 3, width: 0.02 },
    {
      d: polygon([
        [-0.62, -0.38],
        [-0.86, -0.26],
        [-0.6, -0.22],
      ]),
      fill: 2,
    },
    { d: circle([-0.44, -0.33], 0.045), fill: 3 },
  ];
  const feathers = r.integer(3, 5);
  for (let i = 0; i < feathers; i++)
    marks.push({
      d: curve(
        placed(
          blade(0.68 - i * 0.09, 0.15, [0.7, 1, 0.6], 0.1),
          [-0.2, -0.1 + i * 0.05],
          0.15 + i * r.between(0.1, 0.18),
        ),
        true,
      ),
      fill: i % 2 === 0 ? 1 : 2,
      stroke: 3,
      width: 0.015,
    });
  for (const x of [-0.1, 0.08])
    marks.push({
      d: polyline([
        [x, 0.32],
        [x - 0.04, 0.62],
        [x - 0.12, 0.66],
      ]),
      stroke: 3,
      width: 0.03,
    });
  return marks;
}

export function butterfly(r: Random): Mark[] {
  const marks: Mark[] = [];
  const upper = [r.between(0.75, 0.95), r.between(0.28, 0.4)] as const;
  const lower = [r.between(0.5, 0.75), r.between(0.2, 0.34)] as const;
  const spots = r.integer(1, 3);
  for (const side of [0, 1]) {
    const turn = (angle: number): number => (side === 0 ? angle : Math.PI - angle);
    const wing = (length: number, half: number, angle: number, slot: number): void => {
      marks.push({
        d: curve(placed(blade(length, half, [0.4, 0.8, 1, 0.95]), [0, 0], turn(angle)), true),
        fill: slot,
        stroke: 3,
        width: 0.03,
      });
      for (let i = 0; i < spots; i++)
        marks.push({ d: circle(polar(length * (0.5 + 0.18 * i), turn(angle + (i - 1) * 0.16)), half * 0.22), fill: 2 });
    };
    wing(lower[0], lower[1], 0.75, 1);
    wing(upper[0], upper[1], -0.6, 0);
    marks.push({
      d: curve(
        [
          [0, -0.3],
          [side ? -0.1 : 0.1, -0.6],
          [side ? -0.26 : 0.26, -0.72],
        ],
        false,
      ),
      stroke: 3,
      width: 0.025,
    });
  }
  marks.push({ d: ellipse([0, 0.02], 0.055, 0.36), fill: 3 });
  return marks;
}

export function fish(r: Random): Mark[] {
  const deep = r.between(0.28, 0.46);
  const marks: Mark[] = [
    {
      d: curve(
        [
          [0.5, 0],
          [0.95, -0.36],
          [0.84, 0],
          [0.95, 0.36],
        ],
        true,
        0.2,
      ),
      fill: 1,
      stroke: 3,
      width: 0.02,
    },
    {
      d: curve(
        [
          [-0.2, -deep * 0.7],
          [0.05, -deep * 1.5],
          [0.4, -deep * 0.6],
        ],
        true,
      ),
      fill: 1,
    },
    {
      d: curve(
        [
          [-0.9, 0.03],
          [-0.5, -deep * 0.8],
          [0, -deep],
          [0.6, -0.08],
          [0.6, 0.08],
          [0, deep],
          [-0.5, deep * 0.8],
        ],
        true,
      ),
      fill: 0,
      stroke: 3,
      width: 0.025,
    },
    { d: circle([-0.62, -0.08], 0.06), fill: 3 },
  ];
  const rows = r.integer(3, 5);
  for (let i = 0; i < rows; i++)
    for (const y of [-0.5, 0, 0.5])
      marks.push({
        d: curve(
          [
            [-0.3 + i * 0.18, (y - 0.22) * deep],
            [-0.23 + i * 0.18, y * deep],
            [-0.3 + i * 0.18, (y + 0.22) * deep],
          ],
          false,
        ),
        stroke: 2,
        width: 0.03,
      });
  return marks;
}
