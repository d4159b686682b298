import type { RepeatType } from '../../engine/index.ts';
import { makePalette } from '../colour.ts';
import type { MotifKind } from '../motifs/index.ts';
import type { Random } from '../random.ts';
import { sheetOf } from '../render/layout.ts';
import type { DesignSpec, Element, Layer, Surface, Vec2 } from '../spec.ts';

/** What a family decides; seed, picture and defaults are added by `generateSpec`. */
export type FamilyDesign = Pick<DesignSpec, 'repeatType' | 'unitPx' | 'layers' | 'palette'> &
  Partial<Pick<DesignSpec, 'vectorsPx' | 'stray' | 'surface'>>;

export type FamilyMaker = (r: Random) => FamilyDesign;

export const palette = (r: Random, count: number, story?: Parameters<typeof makePalette>[2]): string[] =>
  makePalette(r.seed(), count, story);

export const surface = (kind: Surface, amount: number): DesignSpec['surface'] => ({ kind, amount });

export const motifs = (elements: readonly Element[]): Layer => ({ kind: 'motifs', elements });

/** Layouts in which printed motifs are put into repeat, weighted as the trade uses them. */
export const printLayout = (r: Random): RepeatType =>
  r.pick(['straight', 'straight', 'half-drop', 'half-drop', 'half-drop', 'brick', 'mirror']);

/** A unit of the given width, a little higher or lower than wide. Wide enough apart from 2:1 that dropped and bricked units cannot be confused. */
export const unit = (r: Random, from: number, to: number): Vec2 => {
  const w = r.between(from, to);
  return [w, w * r.between(0.8, 1.28)];
};

export const colours = (r: Random, paletteSize: number, count = 4): number[] => {
  const order = r.shuffle(Array.from({ length: paletteSize - 1 }, (_, i) => i + 1));
  return Array.from({ length: count }, (_, i) => order[i % order.length]!);
};

interface ScatterOptions {
  readonly kinds: readonly MotifKind[];
  /** Different drawings; each keeps one set of colours in `colourways` versions. */
  readonly drawings: number;
  readonly colourways: number;
  readonly radiusPx: readonly [from: number, to: number];
  /** Share of touching distance at which the next motif is still accepted: 1 leaves none overlapping. */
  readonly closeness: number;
  readonly limit: number;
  readonly turn: 'any' | 'upright' | 'two-way';
  readonly paletteSize: number;
  /** Elements already placed that must be kept clear. */
  readonly around?: readonly Element[];
}

/** Dart throwing over the plane of the layout, largest motifs first: even cover without a grid. */
export function scatter(r: Random, type: RepeatType, unitPx: Vec2, options: ScatterOptions): Element[] {
  const sheet = sheetOf(type, unitPx);
  const choices = Array.from({ length: options.drawings }, () => ({
    kind: r.pick(options.kinds),
    seed: r.seed(),
  })).flatMap((motif) =>
    Array.from({ length: options.colourways }, () => ({ motif, colours: colours(r, options.paletteSize) })),
  );
  const placed: Element[] = [...(options.around ?? [])];
  const fresh: Element[] = [];
  const distance = (a: Vec2, b: Vec2): number => {
    let best = Number.POSITIVE_INFINITY;
    for (const { offsetPx, mirrorX, mirrorY } of sheet.placements) {
      const bx = mirrorX ? sheet.widthPx - b[0] : b[0] + offsetPx[0];
      const by = mirrorY ? sheet.heightPx - b[1] : b[1] + offsetPx[1];
      const dx = a[0] - bx - Math.round((a[0] - bx) / sheet.widthPx) * sheet.widthPx;
      const dy = a[1] - by - Math.round((a[1] - by) / sheet.heightPx) * sheet.heightPx;
      best = Math.min(best, Math.hypot(dx, dy));
    }
    return best;
  };
  // A motif on a mirror line would meet its own image; keep its centre off the line.
  const inset = (radius: number): number => (type === 'mirror' ? radius * options.closeness : 0);
  const attempts = Math.max(900, options.limit * 6);
  for (let attempt = 0; attempt < attempts && fresh.length < options.limit; attempt++) {
    const t = Math.min(1, attempt / (attempts * 0.55));
    const radius = options.radiusPx[1] + (options.radiusPx[0] - options.radiusPx[1]) * t ** 0.7 * r.between(0.85, 1.1);
    const margin = Math.min(inset(radius), unitPx[0] * 0.45, unitPx[1] * 0.45);
    const at: Vec2 = [r.between(margin, unitPx[0] - margin), r.between(margin, unitPx[1] - margin)];
    if (placed.some((other) => distance(at, other.at) < (radius + other.radiusPx) * options.closeness)) continue;
    const choice = r.pick(choices);
    const angleDeg =
      options.turn === 'any'
        ? r.between(0, 360)
        : options.turn === 'upright'
          ? r.between(-12, 12)
          : r.pick([0, 180]) + r.between(-15, 15);
    const element: Element = {
      motif: choice.motif,
      at,
      radiusPx: radius,
      angleDeg,
      flipped: r.chance(0.4),
      colours: choice.colours,
    };
    placed.push(element);
    fresh.push(element);
  }
  return fresh;
}

/** One motif in the middle of the unit. */
export const single = (
  r: Random,
  kind: MotifKind,
  at: Vec2,
  radiusPx: number,
  paletteSize: number,
  angleDeg = 0,
): Element => ({
  motif: { kind, seed: r.seed() },
  at,
  radiusPx,
  angleDeg,
  flipped: false,
  colours: colours(r, paletteSize),
});
