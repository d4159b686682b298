import { circle, polar, polygon, polyline, rectangle } from '../motifs/path.ts';
import type { Random } from '../random.ts';
import type { Mark, Vec2 } from '../spec.ts';

const gridOf = (
  r: Random,
  w: number,
  h: number,
  from: number,
  to: number,
): readonly [columns: number, rows: number] => {
  const columns = r.integer(from, to);
  return [columns, Math.max(2, Math.round((columns * h) / w))];
};

/** A patchwork of half-square triangles in random colours and turns. */
export function triangles(r: Random, [w, h]: Vec2): Mark[] {
  const [columns, rows] = gridOf(r, w, h, 3, 6);
  const [cw, ch] = [w / columns, h / rows];
  const marks: Mark[] = [];
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const [x, y] = [i * cw, j * ch];
      const corners: Vec2[] = [
        [x, y],
        [x + cw, y],
        [x + cw, y + ch],
        [x, y + ch],
      ];
      const turn = r.integer(0, 3);
      const first = r.integer(0, 5);
      marks.push({ d: rectangle(x, y, cw + 0.1, ch + 0.1), fill: first });
      marks.push({
        d: polygon([corners[turn]!, corners[(turn + 1) % 4]!, corners[(turn + 2) % 4]!]),
        fill: (first + r.integer(1, 4)) % 6,
      });
    }
  return marks;
}

/** Quarter and half circles on a grid, mid-century style. */
export function quarters(r: Random, [w, h]: Vec2): Mark[] {
  const [columns, rows] = gridOf(r, w, h, 3, 5);
  const [cw, ch] = [w / columns, h / rows];
  const marks: Mark[] = [];
  const rings = r.integer(1, 3);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const [x, y] = [i * cw, j * ch];
      const ground = r.integer(0, 5);
      marks.push({ d: rectangle(x, y, cw + 0.1, ch + 0.1), fill: ground });
      const corner = r.integer(0, 4);
      for (let ring = 0; ring < rings; ring++) {
        const share = 1 - ring / rings;
        const slot = (ground + 1 + ring + r.integer(0, 1)) % 6;
        if (corner === 4)
          marks.push({
            d: `M${x + cw / 2 - (share * cw) / 2} ${y + ch / 2}a${(share * cw) / 2} ${(share * ch) / 2} 0 1 0 ${share * cw} 0a${(share * cw) / 2} ${(share * ch) / 2} 0 1 0 ${-share * cw} 0Z`,
            fill: slot,
          });
        else {
          const [sx, sy] = [corner % 2 === 0 ? 1 : -1, corner < 2 ? 1 : -1];
          const [ox, oy] = [sx > 0 ? x : x + cw, sy > 0 ? y : y + ch];
          marks.push({
            d: `M${ox} ${oy}L${ox + sx * cw * share} ${oy}A${cw * share} ${ch * share} 0 0 ${sx === sy ? 1 : 0} ${ox} ${oy + sy * ch * share}Z`,
            fill: slot,
          });
        }
      }
    }
  return marks;
}

/** Nested or divided hexagons; the unit holds two, 1 × √3. */
export function hexagons(r: Random, [w, h]: Vec2): Mark[] {
  const marks: Mark[] = [];
  const style = r.integer(0, 2);
  const rings = r.integer(2, 4);
  const line = w * r.between(0.01, 0.06);
  const radius = w / Math.sqrt(3);
  for (const [cx, cy] of [
    [0, 0],
    [w, 0],
    [w / 2, h / 2],
    [0, h],
    [w, h],
  ] as const) {
    const corner = (k: number, share: number): Vec2 => {
      const [x, y] = polar(radius * share, (k * Math.PI) / 3 + Math.PI / 6);
      return [cx + x, cy + y];
    };
    const hexagon = (share: number): string => polygon([0, 1, 2, 3, 4, 5].map((k) => corner(k, share)));
    if (style === 0)
      for (let ring = 0; ring < rings; ring++)
        marks.push({ d: hexagon(1 - ring / rings), fill: ring, stroke: 4, width: line });
    else if (style === 1)
      for (let k = 0; k < 3; k++)
        marks.push({
          d: polygon([[cx, cy], corner(2 * k, 1), corner(2 * k + 1, 1), corner(2 * k + 2, 1)]),
          fill: k,
          stroke: 4,
          width: line * 0.3,
        });
    else {
      marks.push({ d: hexagon(1), fill: 0, stroke: 1, width: line });
      for (let k = 0; k < 6; k++)
        marks.push(
          { d: polyline([[cx, cy], corner(k, 0.62)]), stroke: 2, width: line },
          { d: circle(corner(k, 0.62), line * 1.3), fill: 3 },
        );
    }
  }
  return marks;
}

/** Circles one radius apart (shippo): petals where they meet. */
export function overlappingCircles(r: Random, [w, h]: Vec2): Mark[] {
  const marks: Mark[] = [];
  const line = w * r.between(0.012, 0.05);
  if (r.chance(0.6)) {
    const lens = (x: number, y: number, falling: boolean): string => {
      const [q, radius] = [w / 4, w / 2];
      const [from, to] = falling
        ? [
            [x - q, y - q],
            [x + q, y + q],
          ]
        : [
            [x + q, y - q],
            [x - q, y + q],
          ];
      const arc = `A${radius} ${radius} 0 0 1`;
      return `M${from![0]} ${from![1]}${arc} ${to![0]} ${to![1]}${arc} ${from![0]} ${from![1]}Z`;
    };
    for (const [x, y] of [
      [0.25, 0.25],
      [0.75, 0.25],
      [0.25, 0.75],
      [0.75, 0.75],
    ] as const)
      marks.push({ d: lens(x * w, y * h, x !== y), fill: 1 });
  }
  for (const [x, y] of [
    [0, 0],
    [w, 0],
    [0, h],
    [w, h],
    [w / 2, h / 2],
  ] as const) {
    marks.push({ d: circle([x, y], w / 2), stroke: 0, width: line }, { d: circle([x, y], w * 0.1), fill: 2 });
  }
  for (const [x, y] of [
    [w / 2, 0],
    [w / 2, h],
    [0, h / 2],
    [w, h / 2],
  ] as const)
    marks.push({ d: circle([x, y], w * 0.06), fill: 3 });
  return marks;
}

/** Zigzag of slanted bars; two columns a unit. */
export function herringbone(r: Random, [w, h]: Vec2): Mark[] {
  const marks: Mark[] = [];
  const bar = r.between(0.4, 0.75);
  const second = r.chance(0.5);
  for (let k = -2; k <= 2; k++) {
    const y = k * h;
    marks.push({
      d: polygon([
        [0, y],
        [w / 2, y + h],
        [w / 2, y + h + bar * h],
        [0, y + bar * h],
      ]),
      fill: 0,
    });
    marks.push({
      d: polygon([
        [w / 2, y + h],
        [w, y],
        [w, y + bar * h],
        [w / 2, y + h + bar * h],
      ]),
      fill: second ? 1 : 0,
    });
  }
  if (r.chance(0.5))
    for (const x of [0, w / 2, w])
      marks.push({
        d: polyline([
          [x, -1],
          [x, h + 1],
        ]),
        stroke: 2,
        width: w * 0.015,
      });
  return marks;
}

/** Meander with lines above and below. */
export function greekKey(r: Random, [w, h]: Vec2): Mark[] {
  const line = w * r.between(0.07, 0.1);
  const turns: Vec2[] = r.chance(0.5)
    ? [
        [0, 0.75],
        [0, 0.2],
        [0.8, 0.2],
        [0.8, 0.6],
        [0.4, 0.6],
        [0.4, 0.42],
        [0.6, 0.42],
        [0.6, 0.42],
      ]
    : [
        [0, 0.78],
        [0, 0.16],
        [0.84, 0.16],
        [0.84, 0.64],
        [0.24, 0.64],
        [0.24, 0.36],
        [0.6, 0.36],
        [0.6, 0.48],
      ];
  const marks: Mark[] = [-1, 0, 1].map((k) => ({
    d: polyline([...turns.map(([x, y]): Vec2 => [(x + k) * w, y * h * 0.9])]),
    stroke: 0,
    width: line,
  }));
  marks.push({
    d: polyline([
      [-w, h * 0.7],
      [2 * w, h * 0.7],
    ]),
    stroke: 0,
    width: line,
  });
  marks.push({
    d: polyline([
      [-w, h * 0.9],
      [2 * w, h * 0.9],
    ]),
    stroke: 1,
    width: line * r.between(0.4, 1),
  });
  if (r.chance(0.5))
    marks.push({
      d: polyline([
        [-w, h * 0.99],
        [2 * w, h * 0.99],
      ]),
      stroke: 2,
      width: line * 0.4,
    });
  return marks;
}

/** Blue-sea waves: rows of concentric scales, each row over the last. The unit is one scale wide, two rows high. */
export function seigaiha(r: Random, [w, h]: Vec2): Mark[] {
  const marks: Mark[] = [];
  const rings = r.integer(2, 5);
  const outlined = r.chance(0.5);
  const rowShift = h / 2;
  for (let row = -2; row <= 4; row++)
    for (let i = -1; i <= 2; i++) {
      const centre: Vec2 = [i * w + (row % 2 === 0 ? 0 : w / 2), row * rowShift + h * 0.5];
      for (let ring = 0; ring < rings; ring++) {
        const mark = { d: circle(centre, (w / 2) * (1 - ring / rings)), fill: outlined ? 0 : ring % 3 };
        marks.push(outlined ? { ...mark, stroke: 1, width: w * 0.03 } : mark);
      }
    }
  return marks;
}

/** Eight-pointed stars and crosses of a tiled wall, with drawn centres. */
export function starTile(r: Random, [w, h]: Vec2): Mark[] {
  const marks: Mark[] = [];
  const tips = r.pick([6, 8, 8, 10, 12]);
  const inner = r.between(0.5, 0.76);
  const star = (centre: Vec2, radius: number, turn: number): string =>
    polygon(
      Array.from({ length: tips * 2 }, (_, i) => {
        const [x, y] = polar(i % 2 === 0 ? radius : radius * inner, (i * Math.PI) / tips + turn);
        return [centre[0] + x, centre[1] + y] as const;
      }),
    );
  const line = w * r.between(0.008, 0.03);
  const layers = r.integer(2, 4);
  for (let i = 0; i < layers; i++)
    marks.push({
      d: star([w / 2, h / 2], w * 0.5 * (1 - i / layers), i % 2 === 0 ? 0 : Math.PI / tips),
      fill: i,
      stroke: 4,
      width: line,
    });
  marks.push({ d: circle([w / 2, h / 2], w * 0.06), fill: 3 });
  for (const [x, y] of [
    [0, 0],
    [w, 0],
    [0, h],
    [w, h],
  ] as const) {
    marks.push(
      { d: star([x, y], w * 0.2, Math.PI / tips), fill: 2, stroke: 4, width: line },
      { d: circle([x, y], w * 0.07), fill: 1 },
    );
  }
  return marks;
}
