import type { Random } from '../random.ts';
import type { Mark, Vec2 } from '../spec.ts';
import { blade, circle, curve, ellipse, outline, placed, polar, polygon, polyline } from './path.ts';

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
