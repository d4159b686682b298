import type { Random } from '../random.ts';
import type { Mark, Vec2 } from '../spec.ts';
import { blade, circle, curve, outline, placed, polar, polyline } from './path.ts';

/** Half-width profiles of petals, base to tip. */
const PETALS = {
  round: [0.45, 0.85, 1, 0.8],
  pointed: [0.5, 0.9, 0.95, 0.5],
  slim: [0.5, 0.65, 0.6, 0.35],
  spoon: [0.15, 0.3, 0.75, 0.95],
  drop: [0.2, 0.55, 0.95, 0.9],
} as const;
const PETAL_NAMES = Object.keys(PETALS) as (keyof typeof PETALS)[];

function petalPath(
  r: Random,
  shape: keyof typeof PETALS,
  length: number,
  halfWidth: number,
  angle: number,
  notched: boolean,
): string {
  const points = blade(length, halfWidth, PETALS[shape]);
  if (notched) {
    const tip = PETALS[shape].length + 1;
    points[tip] = [length * 0.88, 0];
  }
  const jitter = points.map(([x, y]): Vec2 => [x * (1 + r.normal() * 0.012), y * (1 + r.normal() * 0.03)]);
  return curve(placed(jitter, [0, 0], angle), true);
}

/** An open flower seen from above: slots 0 petals, 1 second ring, 2 centre, 3 lines. */
export function flower(r: Random): Mark[] {
  const marks: Mark[] = [];
  const rings = r.pick([1, 1, 2, 2, 3]);
  const petals = r.pick([4, 5, 5, 5, 6, 6, 7, 8, 8, 10, 12, 16]);
  const shape = r.pick(PETAL_NAMES);
  const notched = r.chance(0.25);
  const outlined = r.chance(0.4);
  const veins = r.chance(0.45);
  const overlap = r.between(0.75, 1.3);
  for (let ring = 0; ring < rings; ring++) {
    const length = 0.98 * (1 - ring * r.between(0.24, 0.34));
    const count = ring === 0 ? petals : Math.max(4, petals - (r.chance(0.5) ? 0 : 2));
    const halfWidth = Math.min(0.5, overlap * length * Math.sin(Math.PI / count) * 0.78);
    const offset = ring % 2 === 0 ? 0 : Math.PI / count;
    for (let i = 0; i < count; i++) {
      const angle = offset + (i / count) * 2 * Math.PI;
      marks.push({
        d: petalPath(r, shape, length, halfWidth, angle, notched),
        fill: ring % 2,
        ...(outlined ? { stroke: 3, width: 0.03 } : { stroke: (ring + 1) % 2, width: 0.012 }),
      });
      if (veins) {
        for (const spread of r.chance(0.5) ? [0] : [-0.25, 0, 0.25])
          marks.push({
            d: polyline([
              polar(length * 0.25, angle + spread * 0.5),
              polar(length * 0.68, angle + spread * (3 / count)),
            ]),
            stroke: ring === 0 ? 3 : 2,
            width: 0.022,
          });
      }
    }
  }
  marks.push(...flowerCentre(r, r.between(0.13, 0.27)));
  return marks;
}

function flowerCentre(r: Random, radius: number): Mark[] {
  const marks: Mark[] = [{ d: circle([0, 0], radius), fill: 2 }];
  const style = r.integer(0, 3);
  if (style === 0) {
    const count = r.integer(6, 12);
    for (let i = 0; i < count; i++)
      marks.push({ d: circle(polar(radius * 1.45, (i / count) * 2 * Math.PI), radius * 0.17), fill: 3 });
  } else if (style === 1) {
    for (let i = 0; i < 14; i++) {
      const distance = radius * 0.85 * Math.sqrt(i / 14);
      marks.push({ d: circle(polar(distance, i * 2.39996), radius * 0.12), fill: 3 });
    }
  } else if (style === 2) {
    const count = r.integer(8, 16);
    for (let i = 0; i < count; i++) {
      const angle = (i / count) * 2 * Math.PI;
      const end = polar(radius * r.between(1.6, 2.1), angle);
      marks.push(
        { d: polyline([polar(radius, angle), end]), stroke: 2, width: 0.02 },
        { d: circle(end, 0.035), fill: 3 },
      );
    }
  } else marks.push({ d: circle([0, 0], radius * 0.5), fill: 3 });
  return marks;
}

/** A full, many-petalled flower (peony, rose): scalloped petals from the outside in, each ring turned and shaded. */
export function peony(r: Random): Mark[] {
  const marks: Mark[] = [];
  const rings = r.integer(4, 6);
  const outlined = r.chance(0.6);
  const lean: Vec2 = [r.normal() * 0.05, r.normal() * 0.05];
  for (let ring = 0; ring < rings; ring++) {
    const reach = 0.95 * (1 - ring / (rings + 0.4));
    const count = Math.max(3, 8 - ring);
    const turn = r.between(0, 6.28);
    for (let i = 0; i < count; i++) {
      const angle = turn + ((i + r.normal() * 0.08) / count) * 2 * Math.PI;
      const centre = polar(reach * 0.6, angle);
      const size = reach * r.between(0.36, 0.46);
      const lobes = r.integer(2, 4);
      const phase = r.between(0, 6.28);
      const d = outline((a) => size * (1 + 0.13 * Math.cos(lobes * (a - angle) + phase * 0.2)), 14, [
        centre[0] + lean[0] * ring,
        centre[1] + lean[1] * ring,
      ]);
      marks.push({
        d,
        fill: ring % 3 === 2 ? 2 : ring % 2,
        stroke: outlined ? 3 : (ring + 1) % 2,
        width: outlined ? 0.025 : 0.014,
      });
    }
  }
  marks.push({ d: circle([lean[0] * rings, lean[1] * rings], 0.1), fill: 2 });
  return marks;
}

/** A rose as whorled arcs over a round. */
export function rose(r: Random): Mark[] {
  const marks: Mark[] = [];
  const lobes = r.integer(5, 8);
  marks.push({ d: outline((a) => 0.86 + 0.1 * Math.cos(lobes * a), lobes * 6), fill: 0 });
  const arcs = r.integer(7, 11);
  for (let i = 0; i < arcs; i++) {
    const radius = 0.74 * (1 - i / (arcs + 1));
    const start = i * r.between(1.9, 2.4);
    const sweep = r.between(1.9, 3.4);
    const points: Vec2[] = [];
    for (let k = 0; k <= 8; k++) {
      const t = k / 8;
      points.push(polar(radius * (1 + 0.14 * Math.sin(Math.PI * t)), start + sweep * t));
    }
    for (let k = 8; k >= 0; k--) {
      const t = k / 8;
      points.push(
        polar(radius * (1 + 0.14 * Math.sin(Math.PI * t)) - 0.12 * Math.sin(Math.PI * t) - 0.012, start + sweep * t),
      );
    }
    marks.push({ d: curve(points, true, 0.1), fill: i % 3 === 1 ? 2 : 1 });
  }
  return marks;
}

/** A flower in profile on a stem with leaves: tulip, bell, thistle or carnation. */
export function stemmed(r: Random): Mark[] {
  const marks: Mark[] = [];
  const sway = r.between(-0.18, 0.18);
  const stem: Vec2[] = [
    [0, -0.25],
    [sway, 0.25],
    [sway * 0.4, 0.98],
  ];
  marks.push({ d: curve(stem, false), stroke: 2, width: r.between(0.04, 0.07) });
  const leaves = r.integer(1, 4);
  for (let i = 0; i < leaves; i++) {
    const y = 0.3 + (0.5 * i) / leaves;
    const side = i % 2 === 0 ? 1 : -1;
    const points = blade(r.between(0.45, 0.65), r.between(0.08, 0.14), [0.6, 1, 0.8, 0.4], 0.2 * -side);
    marks.push({ d: curve(placed(points, [sway * (1 - y * 0.4), y], side > 0 ? -0.7 : Math.PI + 0.7), true), fill: 2 });
  }
  const petals = r.pick([3, 3, 5, 7]);
  const spread = r.between(0.35, 1.1);
  const order = Array.from({ length: petals }, (_, i) => i).sort(
    (a, b) => Math.abs(b - (petals - 1) / 2) - Math.abs(a - (petals - 1) / 2),
  );
  for (const i of order) {
    const angle = -Math.PI / 2 + (i / (petals - 1) - 0.5) * 2 * spread;
    const points = blade(r.between(0.68, 0.76), 0.9 / petals + 0.06, r.chance(0.5) ? PETALS.pointed : PETALS.drop);
    marks.push({ d: curve(placed(points, [0, -0.2], angle), true), fill: i % 2, stroke: 3, width: 0.02 });
  }
  marks.push({ d: outline((a) => 0.15 + 0.03 * Math.cos(3 * a), 18, [0, -0.18]), fill: 2 });
  return marks;
}
