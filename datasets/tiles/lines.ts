import { blade, circle, curve, outline, placed, polar, polyline, rectangle, scroll } from '../motifs/path.ts';
import type { Random } from '../random.ts';
import type { Mark, Vec2 } from '../spec.ts';

/** Zigzag bands of several widths and colours. */
export function chevrons(r: Random, [w, h]: Vec2): Mark[] {
  const marks: Mark[] = [];
  const count = r.integer(2, 5);
  const rise = w * r.between(0.25, 0.6);
  const widths = Array.from({ length: count }, () => (h / count) * r.between(0.25, 0.85));
  for (let k = -3; k <= 3; k++)
    widths.forEach((width, i) => {
      const y = k * h + (i * h) / count;
      marks.push({
        d: polyline([
          [-w, y],
          [-w / 2, y + rise],
          [0, y],
          [w / 2, y + rise],
          [w, y],
          [w * 1.5, y + rise],
          [2 * w, y],
        ]),
        stroke: i,
        width,
      });
    });
  return marks;
}

/** Wavy lines with changing weight. */
export function waves(r: Random, [w, h]: Vec2): Mark[] {
  const marks: Mark[] = [];
  const count = r.integer(2, 7);
  const sway = r.between(0.08, 0.3) * h;
  const harmonics = r.between(0, 0.5);
  const lines = Array.from(
    { length: count },
    () => [(h / count) * r.between(0.1, 0.8), r.integer(0, 3), r.between(0, 0.3)] as const,
  );
  for (let k = -2; k <= 2; k++)
    lines.forEach(([width, slot, phase], i) => {
      const points = Array.from({ length: 37 }, (_, n): Vec2 => {
        const t = (n - 6) / 24;
        return [
          t * w,
          k * h +
            (i * h) / count +
            sway * (Math.sin(2 * Math.PI * (t + phase)) + harmonics * Math.sin(4 * Math.PI * t)),
        ];
      });
      marks.push({ d: curve(points, false), stroke: slot, width });
    });
  return marks;
}

/** Ogee net: pointed ovals in brick order, outlined several times, with a drawn heart. Unit: one oval and the quarters around. */
export function ogee(r: Random, [w, h]: Vec2): Mark[] {
  const marks: Mark[] = [];
  const shells = r.integer(2, 4);
  const petals = r.integer(5, 11);
  const spread = r.between(1.2, 2.6);
  const widths = Array.from({ length: shells }, () => w * r.between(0.008, 0.05));
  const stem = r.chance(0.6);
  const centres: readonly Vec2[] = [
    [w / 2, h / 2],
    [0, 0],
    [w, 0],
    [0, h],
    [w, h],
  ];
  // Half the width at height y is a raised cosine: ovals of neighbouring columns then meet without gap or overlap.
  const half = Array.from(
    { length: 17 },
    (_, k): Vec2 => [w * 0.25 * (1 + Math.cos(2 * Math.PI * (k / 16 - 0.5))), (k / 16 - 0.5) * h],
  );
  const oval = [
    ...half,
    ...half
      .slice(1, 16)
      .reverse()
      .map(([x, y]): Vec2 => [-x, y]),
  ];
  for (let i = 0; i < shells; i++) {
    const size = 1 - i * (0.62 / shells);
    const paths = centres.map((centre) => curve(placed(oval, centre, 0, size), true));
    marks.push(
      ...paths.map((d) => ({ d, fill: i })),
      ...paths.map((d) => ({ d, stroke: (i + 2) % 4, width: widths[i]! })),
    );
  }
  for (const [cx, cy] of centres) {
    for (let i = 0; i < petals; i++) {
      const angle = -Math.PI / 2 + ((i + 0.5) / petals - 0.5) * 2 * spread;
      marks.push({
        d: curve(placed(blade(h * 0.15, h * 0.034, [0.5, 1, 0.8]), [cx, cy + h * 0.02], angle), true),
        fill: 3,
      });
    }
    marks.push({ d: circle([cx, cy + h * 0.02], w * 0.05), fill: 1 });
    if (stem)
      for (const sign of [-1, 1])
        marks.push({
          d: curve(
            placed(
              blade(h * 0.13, h * 0.03, [0.5, 1, 0.6], 0.3 * sign),
              [cx, cy + h * 0.14],
              -Math.PI / 2 + sign * 1.1,
            ),
            true,
          ),
          fill: 2,
        });
  }
  return marks;
}

/** Straight diagonal lattice with knots: the plane repeats from knot to knot. */
export const trellis = (r: Random, unitPx: Vec2): Mark[] => lattice(r, unitPx, 0);

/** The same with lines bowed inwards: every other mesh is round, so the plane repeats only after two. */
export const bowedTrellis = (r: Random, unitPx: Vec2): Mark[] => lattice(r, unitPx, -r.between(0.05, 0.11));

function lattice(r: Random, [w, h]: Vec2, bow: number): Mark[] {
  const marks: Mark[] = [];
  const width = w * r.between(0.015, 0.09);
  const double = r.chance(0.5);
  const strands: (readonly [Vec2, Vec2])[] = [
    [
      [0, h / 2],
      [w / 2, 0],
    ],
    [
      [w / 2, 0],
      [w, h / 2],
    ],
    [
      [w, h / 2],
      [w / 2, h],
    ],
    [
      [w / 2, h],
      [0, h / 2],
    ],
  ];
  const line = (from: Vec2, to: Vec2): string => {
    const middle: Vec2 = [
      (from[0] + to[0]) / 2 + (w / 2 - (from[0] + to[0]) / 2) * bow * 4,
      (from[1] + to[1]) / 2 + (h / 2 - (from[1] + to[1]) / 2) * bow * 4,
    ];
    return curve([from, middle, to], false);
  };
  for (const [from, to] of strands) marks.push({ d: line(from, to), stroke: 0, width });
  if (double) for (const [from, to] of strands) marks.push({ d: line(from, to), stroke: 1, width: width * 0.4 });
  const knot = r.integer(0, 2);
  for (const [x, y] of [
    [0, h / 2],
    [w, h / 2],
    [w / 2, 0],
    [w / 2, h],
  ] as const)
    marks.push(
      knot === 0
        ? { d: circle([x, y], width * 1.5), fill: 2 }
        : { d: outline((a) => width * (1.6 + 0.7 * Math.cos((knot === 1 ? 4 : 6) * a)), 24, [x, y]), fill: 2 },
    );
  return marks;
}

/** A flowing stem across the unit with tendrils and leaves; flowers are set upon it as motifs. */
export function vine(r: Random, [w, h]: Vec2): Mark[] {
  const marks: Mark[] = [];
  const sway = h * r.between(0.2, 0.27);
  const at = (t: number): Vec2 => [t * w, h / 2 + sway * Math.sin(2 * Math.PI * t)];
  const thick = w * r.between(0.012, 0.024);
  const leaves = r.integer(9, 15);
  const size = w * r.between(0.085, 0.13);
  const profile = r.pick([
    [0.6, 1, 0.8, 0.4],
    [0.4, 0.8, 1, 0.6],
  ] as const);
  marks.push({
    d: curve(
      Array.from({ length: 49 }, (_, i) => at((i - 12) / 24)),
      false,
    ),
    stroke: 0,
    width: thick,
  });
  for (let i = 0; i < leaves; i++) {
    const t = (i + r.between(-0.25, 0.25)) / leaves;
    const base = at(t);
    const heading = Math.atan2(sway * 2 * Math.PI * Math.cos(2 * Math.PI * t), w);
    const side = i % 2 === 0 ? 1 : -1;
    const length = size * r.between(0.75, 1.25);
    const angle = heading + side * r.between(0.6, 1.3);
    marks.push({ d: curve(placed(blade(length, length * 0.3, profile, side * 0.15), base, angle), true), fill: 1 });
    marks.push({
      d: polyline(
        placed(
          [
            [0, 0],
            [length * 0.75, side * length * 0.09],
          ],
          base,
          angle,
        ),
      ),
      stroke: 0,
      width: thick * 0.35,
    });
    if (i % 3 === 1) {
      const [dx, dy] = polar(size * 0.9, heading - side * 1.1);
      const end: Vec2 = [base[0] + dx, base[1] + dy];
      marks.push({
        d: curve([base, [base[0] + dx * 0.4, base[1] + dy * 0.65], end], false),
        stroke: 0,
        width: thick * 0.5,
      });
      marks.push(
        { d: curve(scroll(end, size * 0.3, 1.3, heading, side > 0), false), stroke: 0, width: thick * 0.45 },
        { d: circle(end, size * 0.1), fill: 2 },
      );
    }
  }
  return marks;
}

/** Dots of one or several sizes and colours on a jittered or strict grid. */
export function dots(r: Random, [w, h]: Vec2): Mark[] {
  const radius = w * r.between(0.14, 0.34);
  const marks: Mark[] = [{ d: circle([w / 2, h / 2], radius), fill: 0 }];
  if (r.chance(0.4)) marks.push({ d: circle([w / 2, h / 2], radius * r.between(0.4, 0.7)), fill: 1 });
  if (r.chance(0.3))
    for (const [x, y] of [
      [0, 0],
      [w, 0],
      [0, h],
      [w, h],
    ] as const)
      marks.push({ d: circle([x, y], radius * 0.35), fill: 2 });
  return marks;
}

/** Net ground of lace: crossing threads with picots, hexagonal or square. */
export function laceNet(r: Random, [w, h]: Vec2): Mark[] {
  const columns = r.integer(8, 14);
  const rows = 2 * Math.round(((columns * h) / w) * 0.5 * 1.15);
  const [cw, ch] = [w / columns, h / rows];
  const line = cw * r.between(0.1, 0.2);
  const hex = r.chance(0.6);
  const marks: Mark[] = [];
  let d = '';
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const [x, y] = [i * cw + (j % 2 === 0 ? 0 : cw / 2), j * ch];
      d += hex
        ? polyline([
            [x, y],
            [x, y + ch * 0.45],
          ]) +
          polyline([
            [x, y + ch * 0.45],
            [x - cw / 2, y + ch],
          ]) +
          polyline([
            [x, y + ch * 0.45],
            [x + cw / 2, y + ch],
          ])
        : polyline([
            [x, y],
            [x + cw / 2, y + ch],
          ]) +
          polyline([
            [x, y],
            [x - cw / 2, y + ch],
          ]);
    }
  marks.push({ d, stroke: 0, width: line });
  if (r.chance(0.25)) marks.push({ d: rectangle(-w, h * 0.46, 3 * w, h * 0.08), fill: 0, opacity: 0.8 });
  return marks;
}
