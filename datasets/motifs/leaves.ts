import type { Random } from '../random.ts';
import type { Mark, Vec2 } from '../spec.ts';
import { blade, circle, curve, placed, polar, polyline } from './path.ts';

const PROFILES = [
  [0.6, 1, 0.85, 0.45],
  [0.35, 0.8, 1, 0.6],
  [0.9, 1, 0.7, 0.3],
  [0.5, 0.75, 0.75, 0.5],
] as const;

/** One leaf filling the circle: whole, lobed, or cut like a fern or palm. Slots 0 blade, 1 veins, 2 second tone. */
export function leaf(r: Random): Mark[] {
  const style = r.integer(0, 3);
  if (style === 2) return frond(r);
  const marks: Mark[] = [];
  const bend = r.between(-0.2, 0.2);
  const half = r.between(0.26, 0.5);
  const points = style === 1 ? lobed(r, half) : blade(1.9, half, r.pick(PROFILES), bend);
  const shifted = placed(points, [-0.95, 0], 0);
  marks.push({ d: curve(shifted, true, style === 1 ? 0.25 : 0), fill: 0 });
  if (r.chance(0.3))
    marks.push({
      d: curve(
        placed(
          points.map(([x, y]): Vec2 => [x, Math.min(0, y)]),
          [-0.95, 0],
          0,
        ),
        true,
      ),
      fill: 2,
    });
  const rib: Vec2[] = [0, 0.33, 0.66, 0.95].map(
    (t): Vec2 => [-0.95 + 1.9 * t, (style === 1 ? 0 : bend) * 1.9 * Math.sin(Math.PI * t * 0.5) ** 2],
  );
  marks.push({ d: curve(rib, false), stroke: 1, width: 0.035 });
  const veins = r.integer(3, 7);
  const slant = r.between(0.35, 0.7);
  for (let i = 1; i <= veins; i++) {
    const t = i / (veins + 1.4);
    const base: Vec2 = [-0.95 + 1.9 * t, (style === 1 ? 0 : bend) * 1.9 * Math.sin(Math.PI * t * 0.5) ** 2];
    const reach = half * 0.75 * Math.sin(Math.PI * Math.min(1, t + 0.1));
    for (const side of [-1, 1])
      marks.push({ d: polyline([base, [base[0] + reach * slant, base[1] + side * reach]]), stroke: 1, width: 0.018 });
  }
  return marks;
}

function lobed(r: Random, half: number): Vec2[] {
  const lobes = r.integer(2, 4);
  const upper: Vec2[] = [];
  for (let i = 0; i < lobes; i++) {
    const t = (i + 0.6) / (lobes + 0.3);
    const width = half * 1.5 * Math.sin(Math.PI * Math.min(0.95, t * 0.9 + 0.12));
    upper.push([1.9 * t - 0.14, -width * 0.4], [1.9 * t + 0.08, -width], [1.9 * t + 0.16, -width * 0.45]);
  }
  const lower = upper.map(([x, y]): Vec2 => [x, -y]).reverse();
  return [[0, 0], ...upper, [1.9, 0], ...lower];
}

function frond(r: Random): Mark[] {
  const marks: Mark[] = [];
  const bend = r.between(-0.3, 0.3);
  const pairs = r.integer(7, 13);
  const slant = r.between(0.6, 1.1);
  const width = r.between(0.035, 0.075);
  const spine = (t: number): Vec2 => [-0.95 + 1.9 * t, bend * Math.sin(Math.PI * t)];
  marks.push({ d: curve([0, 0.25, 0.5, 0.75, 1].map(spine), false), stroke: 1, width: 0.035 });
  for (let i = 0; i < pairs; i++) {
    const t = (i + 0.5) / pairs;
    const reach = r.between(0.62, 0.7) * Math.sin(Math.PI * (0.16 + 0.78 * t)) ** 0.8;
    for (const side of [-1, 1]) {
      const points = blade(reach, width, [0.8, 1, 0.7], -side * 0.12);
      marks.push({ d: curve(placed(points, spine(t), side * slant), true), fill: i % 3 === 2 ? 2 : 0 });
    }
  }
  return marks;
}

/** A twig with leaves on both sides and buds or berries. Slots 0 leaves, 1 stem, 2 berries, 3 lines. */
export function sprig(r: Random): Mark[] {
  const marks: Mark[] = [];
  const bend = r.between(-0.35, 0.35);
  const pairs = r.integer(3, 7);
  const profile = r.pick(PROFILES);
  const alternate = r.chance(0.5);
  const berries = r.chance(0.5);
  const length = r.between(0.36, 0.52);
  const slant = r.between(0.6, 1);
  const at = (t: number): Vec2 => [bend * Math.sin(Math.PI * t), 0.95 - 1.75 * t];
  marks.push({ d: curve([0, 0.25, 0.5, 0.75, 1].map(at), false), stroke: 1, width: 0.04 });
  for (let i = 0; i < pairs; i++) {
    for (const side of [-1, 1]) {
      const t = (i + 0.6 + (alternate && side > 0 ? 0.45 : 0)) / (pairs + 0.6);
      const angle = -Math.PI / 2 + side * slant;
      if (berries && (i + (side > 0 ? 1 : 0)) % 2 === 0) {
        const base = at(t);
        const tip = polar(length * 0.6, angle);
        const end: Vec2 = [base[0] + tip[0], base[1] + tip[1]];
        marks.push({ d: polyline([base, end]), stroke: 1, width: 0.022 }, { d: circle(end, 0.085), fill: 2 });
      } else {
        const points = blade(length * (1 - t * 0.35), 0.15, profile, side * 0.15);
        marks.push({ d: curve(placed(points, at(t), angle), true), fill: 0 });
        marks.push({
          d: polyline(
            placed(
              [
                [0, 0],
                [length * 0.6, side * 0.03],
              ],
              at(t),
              angle,
            ),
          ),
          stroke: 3,
          width: 0.016,
        });
      }
    }
  }
  marks.push({ d: curve(placed(blade(0.3, 0.11, profile), at(1), -Math.PI / 2), true), fill: berries ? 2 : 0 });
  return marks;
}
