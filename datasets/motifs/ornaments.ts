import type { Random } from '../random.ts';
import type { Mark, Vec2 } from '../spec.ts';
import { blade, circle, curve, outline, placed, polar, polygon, polyline, scroll } from './path.ts';

/** Boteh outline: a drop whose tip bends over. `shrink` 1 is the outer line. */
function boteh(shrink: number, tilt: number): Vec2[] {
  const points: Vec2[] = [];
  const steps = 26;
  for (let i = 0; i < steps; i++) {
    const t = (i / steps) * 2 * Math.PI;
    const width = 0.56 * Math.sin(t) * Math.sin(t / 2) ** 1.35;
    const along = 0.9 * Math.cos(t);
    const bend = tilt * Math.max(0, along + 0.1) ** 2;
    points.push([(width + bend) * shrink, 0.08 + (-along * 1 + 0.0) * shrink]);
  }
  return points;
}

/** A paisley: nested outlines with a border of dots or petals and a filling. Slots 0 body, 1 inner, 2 accents, 3 lines. */
export function paisley(r: Random): Mark[] {
  const marks: Mark[] = [];
  const tilt = r.between(0.35, 0.6);
  const shells = r.integer(2, 4);
  for (let i = 0; i < shells; i++) {
    const shrink = 0.92 - i * r.between(0.16, 0.22);
    marks.push({ d: curve(boteh(shrink, tilt), true), fill: i % 2 === 0 ? i % 3 : 1, stroke: 3, width: 0.028 });
  }
  const border = r.integer(0, 2);
  const ring = boteh(border === 1 ? 0.82 : 0.98, tilt);
  ring.forEach((p, i) => {
    if (i % 26 < 1) return;
    if (border === 0) marks.push({ d: circle(p, 0.042), fill: 2 });
    if (border === 1 && i % 2 === 0) marks.push({ d: circle(p, 0.03), fill: 3 });
  });
  const petals = r.integer(5, 9);
  for (let i = 0; i < petals; i++) {
    const d = curve(placed(blade(0.25, 0.08, [0.5, 1, 0.8]), [0, 0.42], (i / petals) * 2 * Math.PI), true);
    marks.push({ d, fill: 2 });
  }
  marks.push({ d: circle([0, 0.42], 0.07), fill: 0 });
  const stems = r.integer(1, 3);
  for (let i = 0; i < stems; i++) {
    const y = 0.12 - i * 0.22;
    const size = 0.16 - i * 0.035;
    marks.push({ d: circle([0.04 + i * 0.05, y], size * 0.45), fill: 2 });
    for (const side of [-1, 1])
      marks.push({
        d: curve(
          scroll([side * size + 0.04 + i * 0.05, y + 0.06], size * 0.6, 0.9, side > 0 ? Math.PI : 0, side > 0),
          false,
        ),
        stroke: 3,
        width: 0.025,
      });
  }
  return marks;
}

/** A rosette of k-fold symmetry, ring by ring. Slots 0–3. `folds` fixes the symmetry. */
export function rosette(r: Random, folds = r.pick([6, 8, 8, 10, 12, 12, 16])): Mark[] {
  const marks: Mark[] = [];
  const rings = r.integer(3, 5);
  if (r.chance(0.6))
    marks.push({ d: outline((a) => 0.93 + 0.045 * Math.cos(folds * a), folds * 4), fill: 3, stroke: 0, width: 0.02 });
  for (let ring = 0; ring < rings; ring++) {
    const outer = 0.92 * (1 - ring / rings);
    const inner = 0.92 * (1 - (ring + 1.05) / rings);
    const slot = (ring * 2 + r.integer(0, 1)) % 4;
    const other = (slot + 1 + r.integer(0, 1)) % 4;
    const style = r.integer(0, 5);
    const offset = r.chance(0.5) ? 0.5 : 0;
    for (let i = 0; i < folds; i++) {
      const angle = ((i + offset) / folds) * 2 * Math.PI;
      const width = outer * Math.sin(Math.PI / folds);
      const middle = (outer + Math.max(0, inner)) / 2;
      if (style === 0)
        marks.push({
          d: curve(placed(blade(outer, width * 0.9, [0.3, 0.7, 1, 0.7]), [0, 0], angle), true),
          fill: slot,
          stroke: other,
          width: 0.02,
        });
      if (style === 1)
        marks.push({ d: circle(polar(middle, angle), Math.min(width * 0.62, (outer - inner) * 0.4)), fill: slot });
      if (style === 2)
        marks.push({
          d: polygon([
            polar(outer, angle),
            polar(middle, angle + Math.PI / folds),
            polar(Math.max(0, inner), angle),
            polar(middle, angle - Math.PI / folds),
          ]),
          fill: slot,
        });
      if (style === 3) {
        marks.push({
          d: curve(scroll(polar(middle, angle), width * 0.6, 1.1, angle, i % 2 === 0 || offset > 0), false),
          stroke: slot,
          width: 0.035,
        });
      }
      if (style === 4)
        marks.push({
          d: curve(
            [polar(inner, angle - Math.PI / folds), polar(outer, angle), polar(inner, angle + Math.PI / folds)],
            false,
          ),
          stroke: slot,
          width: 0.035,
        });
      if (style === 5) {
        marks.push({
          d: curve(
            placed(
              blade(outer - Math.max(0, inner), width * 0.5, [0.7, 1, 0.5]),
              polar(Math.max(0.02, inner), angle),
              angle,
            ),
            true,
          ),
          fill: slot,
        });
        marks.push({ d: circle(polar(outer * 0.95, angle + Math.PI / folds), 0.03), fill: other });
      }
    }
    if (r.chance(0.35)) marks.push({ d: circle([0, 0], Math.max(0.06, inner)), stroke: other, width: 0.025 });
  }
  marks.push({ d: circle([0, 0], 0.12), fill: r.integer(0, 3) }, { d: circle([0, 0], 0.06), fill: r.integer(0, 3) });
  return marks;
}

/** A damask form: acanthus leaves and scrolls drawn on one side and reflected. Slots 0 body, 1 lines and inner forms. */
export function damask(r: Random): Mark[] {
  const marks: Mark[] = [];
  const both = (points: readonly Vec2[], mark: Omit<Mark, 'd'>, closed: boolean): void => {
    marks.push(
      { d: curve(points, closed), ...mark },
      {
        d: curve(
          points.map(([x, y]): Vec2 => [-x, y]),
          closed,
        ),
        ...mark,
      },
    );
  };
  const tiers = r.integer(3, 5);
  for (let tier = 0; tier < tiers; tier++) {
    const y = 0.72 - (1.35 * tier) / tiers;
    const swell = Math.sin(Math.PI * ((tier + 0.7) / (tiers + 0.5)));
    const reach = swell * r.between(0.6, 0.9);
    const up = r.between(-1.1, -0.35);
    both(
      placed(blade(reach, reach * r.between(0.2, 0.32), [0.6, 1, 0.9, 0.55], r.between(-0.35, 0.3)), [0.03, y], up),
      { fill: 0 },
      true,
    );
    both(
      placed(
        [
          [reach * 0.15, 0],
          [reach * 0.5, 0.02],
          [reach * 0.8, 0],
        ],
        [0.03, y],
        up,
      ),
      { stroke: 1, width: 0.022 },
      false,
    );
    if (r.chance(0.75)) {
      const spiral = scroll(
        [reach * 0.62, y + r.between(0.06, 0.16)],
        r.between(0.12, 0.22),
        r.between(1, 1.6),
        Math.PI,
        r.chance(0.5),
      );
      both(spiral, { stroke: 0, width: r.between(0.035, 0.06) }, false);
    }
    if (r.chance(0.5))
      both(
        [
          [0.1, y - 0.05],
          [0.16, y - 0.14],
          [0.06, y - 0.16],
        ],
        { fill: 1 },
        true,
      );
  }
  marks.push({
    d: curve(placed(blade(0.62, r.between(0.13, 0.24), [0.5, 1, 0.9, 0.4]), [0, -0.32], -Math.PI / 2), true),
    fill: 0,
  });
  marks.push({ d: curve(placed(blade(0.4, 0.08, [0.5, 1, 0.9, 0.4]), [0, -0.4], -Math.PI / 2), true), fill: 1 });
  const cup = r.between(0.2, 0.34);
  marks.push({
    d: curve(
      [
        [0, -0.1],
        [cup, 0.05],
        [cup * 0.7, 0.3],
        [0, 0.42],
        [-cup * 0.7, 0.3],
        [-cup, 0.05],
      ],
      true,
    ),
    fill: 0,
    stroke: 1,
    width: 0.03,
  });
  const petals = r.integer(5, 8);
  for (let i = 0; i < petals; i++)
    marks.push({
      d: curve(
        placed(blade(cup * 0.7, cup * 0.2, [0.5, 1, 0.7]), [0, 0.14], -Math.PI / 2 + (i / petals) * 2 * Math.PI),
        true,
      ),
      fill: 1,
    });
  marks.push({
    d: polyline([
      [0, 0.4],
      [0, 0.95],
    ]),
    stroke: 0,
    width: 0.05,
  });
  both(placed(blade(0.45, 0.1, [0.6, 1, 0.7]), [0, 0.92], -0.75), { fill: 0 }, true);
  return marks;
}

/** The auspicious cloud of Chinese silks: linked scrolls with a trailing tail. Slots 0 body, 1 lines. */
export function cloud(r: Random): Mark[] {
  const marks: Mark[] = [];
  const lobes = r.integer(3, 5);
  const base = r.between(0.12, 0.22);
  for (let i = 0; i < lobes; i++) {
    const x = -0.6 + (1.2 * (i + 0.5)) / lobes;
    const size = (0.85 / lobes) * r.between(1, 1.35);
    const y = -base * Math.sin((Math.PI * (i + 0.5)) / lobes) * 1.6;
    marks.push({ d: circle([x, y], size), fill: 0, stroke: 1, width: 0.035 });
    marks.push({
      d: curve(scroll([x, y], size * 0.72, 1.4, i < lobes / 2 ? 0 : Math.PI, i < lobes / 2), false),
      stroke: 1,
      width: 0.035,
    });
  }
  const tail = r.chance(0.5) ? 1 : -1;
  marks.push({
    d: curve(
      [
        [-0.55 * tail, 0.18],
        [0.1 * tail, 0.34],
        [0.5 * tail, 0.26],
        [0.97 * tail, 0.5],
        [0.4 * tail, 0.5],
        [-0.1 * tail, 0.48],
        [-0.6 * tail, 0.34],
      ],
      true,
    ),
    fill: 0,
    stroke: 1,
    width: 0.03,
  });
  return marks;
}
