import type { Random } from '../random.ts';
import type { Mark, Vec2 } from '../spec.ts';
import { circle, curve, outline, polar, polygon, polyline } from './path.ts';

/** Small geometric signs of memphis prints, foulards and kilims. */
export function sign(r: Random): Mark[] {
  const kind = r.integer(0, 9);
  const w = r.between(0.1, 0.24);
  if (kind === 0)
    return [
      { d: circle([0, 0], 0.85), fill: 0 },
      { d: circle([0, 0], r.between(0.3, 0.6)), fill: 1 },
    ];
  if (kind === 1)
    return [
      {
        d: polygon([polar(0.95, -Math.PI / 2), polar(0.95, Math.PI / 6), polar(0.95, (5 * Math.PI) / 6)]),
        ...(r.chance(0.5) ? { fill: 0 } : { stroke: 0, width: w }),
      },
    ];
  if (kind === 2) {
    const teeth = r.integer(2, 4);
    return [
      {
        d: polyline(
          Array.from({ length: teeth * 2 + 1 }, (_, i): Vec2 => [-0.9 + (0.9 * i) / teeth, i % 2 === 0 ? 0.25 : -0.25]),
        ),
        stroke: 0,
        width: w,
      },
    ];
  }
  if (kind === 3)
    return [
      {
        d: curve(
          Array.from({ length: 7 }, (_, i): Vec2 => [-0.9 + 0.3 * i, i % 2 === 0 ? 0.22 : -0.22]),
          false,
        ),
        stroke: 0,
        width: w,
      },
    ];
  if (kind === 4)
    return [
      {
        d: polyline([
          [-0.8, 0],
          [0.8, 0],
        ]),
        stroke: 0,
        width: w * 1.4,
      },
      {
        d: polyline([
          [0, -0.8],
          [0, 0.8],
        ]),
        stroke: 0,
        width: w * 1.4,
      },
    ];
  if (kind === 5) {
    const tips = r.integer(4, 8);
    return [
      {
        d: polygon(
          Array.from({ length: tips * 2 }, (_, i) =>
            polar(i % 2 === 0 ? 0.95 : r.between(0.36, 0.42), (i / (tips * 2)) * 2 * Math.PI - Math.PI / 2),
          ),
        ),
        fill: 0,
      },
      { d: circle([0, 0], 0.16), fill: 1 },
    ];
  }
  if (kind === 6)
    return [0.9, 0.6, 0.3].map((size, i) => ({
      d: polygon([
        [0, -size],
        [size * 0.72, 0],
        [0, size],
        [-size * 0.72, 0],
      ]),
      fill: i % 3,
    }));
  if (kind === 7)
    return [
      { d: 'M-0.9 0.4A0.9 0.9 0 0 1 0.9 0.4Z', fill: 0 },
      { d: 'M-0.5 0.4A0.5 0.5 0 0 1 0.5 0.4Z', fill: 1 },
    ];
  if (kind === 8)
    return Array.from({ length: 9 }, (_, i) => ({
      d: circle([((i % 3) - 1) * 0.55, (Math.floor(i / 3) - 1) * 0.55], w * 0.8),
      fill: 0,
    }));
  return [
    {
      d: polygon([
        [-0.85, -0.85],
        [0.85, -0.85],
        [0.85, 0.85],
        [-0.85, 0.85],
      ]),
      stroke: 0,
      width: w,
    },
    {
      d: polygon([
        [-0.4, -0.4],
        [0.4, -0.4],
        [0.4, 0.4],
        [-0.4, 0.4],
      ]),
      fill: 1,
    },
  ];
}

/** A cut-out or brush-stroke shape. */
export function blob(r: Random): Mark[] {
  const lobes = r.integer(2, 5);
  const phases = [r.between(0, 6.28), r.between(0, 6.28), r.between(0, 6.28)] as const;
  const amounts = [r.between(0.05, 0.3), r.between(0.03, 0.15), r.between(0, 0.06)] as const;
  const radius =
    (scale: number) =>
    (a: number): number =>
      scale *
      (0.72 +
        amounts[0] * Math.sin(lobes * a + phases[0]) +
        amounts[1] * Math.sin((lobes + 1) * a + phases[1]) +
        amounts[2] * Math.sin(9 * a + phases[2]));
  const marks: Mark[] = [{ d: outline(radius(0.9), 40), fill: 0 }];
  const style = r.integer(0, 3);
  if (style === 0) marks.push({ d: outline(radius(0.5), 30), fill: 1 });
  if (style === 1)
    for (let i = -2; i <= 2; i++)
      marks.push({
        d: curve(
          [
            [-0.4, i * 0.16 - 0.05],
            [0, i * 0.16 + 0.04],
            [0.4, i * 0.16 - 0.03],
          ],
          false,
        ),
        stroke: 1,
        width: 0.05,
      });
  if (style === 2)
    for (let i = 0; i < 8; i++) marks.push({ d: circle([r.between(-0.4, 0.4), r.between(-0.4, 0.4)], 0.06), fill: 1 });
  return marks;
}

/** A chip of stone: an irregular convex polygon. */
export function chip(r: Random): Mark[] {
  const corners = r.integer(4, 7);
  const turn = r.between(0, 6.28);
  const squash = r.between(0.5, 1);
  return [
    {
      d: polygon(
        Array.from({ length: corners }, (_, i) => {
          const [x, y] = polar(r.between(0.6, 0.95), turn + ((i + r.between(-0.3, 0.3)) / corners) * 2 * Math.PI);
          return [x, y * squash] as const;
        }),
      ),
      fill: 0,
    },
  ];
}

export function fan(r: Random): Mark[] {
  const ribs = r.integer(6, 10);
  const spread = r.between(0.9, 1.3);
  const marks: Mark[] = [];
  for (let i = 0; i < ribs; i++) {
    const [a, b] = [0, 1].map((k) => -Math.PI / 2 + ((i + k) / ribs - 0.5) * 2 * spread) as [number, number];
    marks.push({
      d: polygon([
        [0, 0.8],
        ...[polar(1.6, a), polar(1.68, (a + b) / 2), polar(1.6, b)].map(([x, y]): Vec2 => [x, y + 0.8]),
      ]),
      fill: i % 2,
      stroke: 3,
      width: 0.02,
    });
  }
  marks.push({ d: circle([0, 0.78], 0.1), fill: 2 });
  const arc = Array.from({ length: 9 }, (_, i): Vec2 => {
    const [x, y] = polar(1.15, -Math.PI / 2 + (i / 8 - 0.5) * 2 * spread);
    return [x, y + 0.8];
  });
  marks.push({ d: curve(arc, false), stroke: 2, width: 0.06 });
  return marks;
}
