import { polygon, polyline, rectangle } from '../motifs/path.ts';
import type { Random } from '../random.ts';
import type { Mark, Vec2 } from '../spec.ts';

/** Upright bands of unequal widths across the unit, some edged with fine lines. */
export function bands(r: Random, [w, h]: Vec2): Mark[] {
  const count = r.integer(3, 9);
  const weights = Array.from({ length: count }, () => r.pick([1, 1, 2, 3, 4, 6]) * r.between(0.8, 1.2));
  const total = weights.reduce((a, b) => a + b, 0);
  const marks: Mark[] = [];
  const fine = r.chance(0.5);
  let x = 0;
  let last = -1;
  weights.forEach((weight, i) => {
    const width = (weight / total) * w;
    let slot = r.integer(0, 4);
    if (slot === last || (i === count - 1 && slot === 0)) slot = (slot + 1) % 5;
    last = slot;
    marks.push({ d: rectangle(x, -0.5, width + 0.15, h + 1), fill: slot });
    if (fine && width > 12) {
      const inset = r.between(0.12, 0.3) * width;
      for (const at of [x + inset, x + width - inset])
        marks.push({
          d: polyline([
            [at, -1],
            [at, h + 1],
          ]),
          stroke: (slot + 2) % 5,
          width: Math.max(1, width * 0.06),
        });
    }
    x += width;
  });
  return marks;
}

/** Fine lines at uneven distances on the ground. */
export function pinstripe(r: Random, [w, h]: Vec2): Mark[] {
  const marks: Mark[] = [];
  const count = r.integer(2, 6);
  let x = r.between(0.02, 0.1) * w;
  for (let i = 0; i < count; i++) {
    marks.push({
      d: polyline([
        [x, -1],
        [x, h + 1],
      ]),
      stroke: r.integer(0, 3),
      width: r.between(0.015, 0.07) * w,
      ...(r.chance(0.12) ? { dash: `${(h / 8).toFixed(2)} ${(h / 8).toFixed(2)}` } : {}),
    });
    x += (w / count) * r.between(0.6, 1.1);
  }
  return marks;
}

/** Gingham: translucent bands crossing; the crossing is darkest. */
export function gingham(r: Random, [w, h]: Vec2): Mark[] {
  const opacity = r.between(0.45, 0.62);
  const marks: Mark[] = [
    { d: rectangle(0, -0.2, w / 2, h + 0.4), fill: 0, opacity },
    { d: rectangle(-0.2, 0, w + 0.4, h / 2), fill: r.chance(0.25) ? 1 : 0, opacity },
  ];
  if (r.chance(0.5)) {
    const step = w / 2 / r.integer(5, 9);
    for (let x = step / 2; x < w / 2; x += step)
      marks.push({ d: rectangle(x, h / 2, step * 0.4, h / 2), fill: 1, opacity: 0.16 });
    for (let y = step / 2; y < h / 2; y += step)
      marks.push({ d: rectangle(w / 2, y, w / 2, step * 0.4), fill: 1, opacity: 0.16 });
  }
  return marks;
}

export function windowpane(r: Random, [w, h]: Vec2): Mark[] {
  const marks: Mark[] = [];
  for (let i = 0, n = r.integer(1, 3); i < n; i++) {
    const [x, y] = [r.between(0.1, 0.9) * w, r.between(0.1, 0.9) * h];
    const width = r.between(0.02, 0.1) * w;
    const opacity = r.between(0.6, 1);
    marks.push(
      { d: rectangle(x, -0.2, width, h + 0.4), fill: i, opacity },
      { d: rectangle(-0.2, y, w + 0.4, width), fill: (i + r.integer(0, 1)) % 3, opacity },
    );
  }
  return marks;
}

export function argyle(r: Random, [w, h]: Vec2): Mark[] {
  const diamond = (cx: number, cy: number): string =>
    polygon([
      [cx, cy - h / 2],
      [cx + w / 2, cy],
      [cx, cy + h / 2],
      [cx - w / 2, cy],
    ]);
  const line = r.between(0.01, 0.03) * w;
  const marks: Mark[] = [
    { d: diamond(w / 2, h / 2), fill: 0 },
    { d: diamond(0, 0), fill: 1 },
    { d: diamond(w, 0), fill: 1 },
    { d: diamond(0, h), fill: 1 },
    { d: diamond(w, h), fill: 1 },
  ];
  const dash = r.chance(0.6) ? { dash: `${(line * 3).toFixed(2)} ${(line * 2).toFixed(2)}` } : {};
  for (const [x, y] of [
    [w / 2, h / 2],
    [0, 0],
    [w, 0],
    [0, h],
    [w, h],
  ] as const)
    marks.push({
      d: `${polyline([
        [x - w / 4, y - h / 4],
        [x + w / 4, y + h / 4],
      ])}${polyline([
        [x - w / 4, y + h / 4],
        [x + w / 4, y - h / 4],
      ])}`,
      stroke: 2,
      width: line,
      ...dash,
    });
  return marks;
}
