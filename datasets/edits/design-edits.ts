import { fromOklch, makePalette, parseHex, toHex, toOklch } from '../colour.ts';
import { MOTIF_KINDS } from '../motifs/index.ts';
import type { Random } from '../random.ts';
import type { DesignSpec, Element } from '../spec.ts';

/** Changes the design itself; the picture is drawn anew from the result. `undefined` where the design has nothing to change so. */
export type DesignEdit = (spec: DesignSpec, amount: number, r: Random) => DesignSpec | undefined;

export const elementsOf = (spec: DesignSpec): readonly Element[] =>
  spec.layers.flatMap((layer) => (layer.kind === 'motifs' ? layer.elements : []));

/** Rebuilds the motif layers, element by element; several or none may stand for one. */
function mapElements(spec: DesignSpec, change: (element: Element, index: number) => readonly Element[]): DesignSpec {
  let index = 0;
  return {
    ...spec,
    layers: spec.layers.map((layer) =>
      layer.kind === 'motifs'
        ? { kind: 'motifs', elements: layer.elements.flatMap((element) => change(element, index++)) }
        : layer,
    ),
  };
}

/** Elements that count when motifs are moved or removed: not the sprinkled dots. */
const figures = (spec: DesignSpec): number[] =>
  elementsOf(spec).flatMap((element, i) => (element.motif.kind === 'dot' ? [] : [i]));

const someFigures = (spec: DesignSpec, share: number, r: Random): ReadonlySet<number> | undefined => {
  const all = figures(spec);
  return all.length < 3
    ? undefined
    : new Set(r.shuffle(all).slice(0, Math.max(1, Math.min(all.length - 1, Math.round(all.length * share)))));
};

export const removeElements: DesignEdit = (spec, share, r) => {
  const chosen = someFigures(spec, share, r);
  return chosen && mapElements(spec, (element, i) => (chosen.has(i) ? [] : [element]));
};

export const addElements: DesignEdit = (spec, share, r) => {
  const all = elementsOf(spec);
  if (all.length < 2) return undefined;
  const [w, h] = spec.unitPx;
  const template = r.pick(all);
  const count = Math.max(1, Math.round(figures(spec).length * share));
  const motif = { kind: r.pick(MOTIF_KINDS.filter((kind) => kind !== 'dot' && kind !== 'damask')), seed: r.seed() };
  const size = [...all].sort((a, b) => a.radiusPx - b.radiusPx)[all.length >> 1]!.radiusPx;
  const added = Array.from(
    { length: count },
    (): Element => ({
      ...template,
      motif,
      at: [r.between(0, w), r.between(0, h)],
      radiusPx: size * r.between(0.7, 1.2),
      angleDeg: r.between(0, 360),
    }),
  );
  return { ...spec, layers: [...spec.layers, { kind: 'motifs', elements: added }] };
};

/** Half of the figures grow by the factor or shrink by its inverse. */
export const resizeElements: DesignEdit = (spec, factor, r) => {
  const chosen = someFigures(spec, 0.5, r);
  return (
    chosen &&
    mapElements(spec, (element, i) =>
      chosen.has(i) ? [{ ...element, radiusPx: element.radiusPx * (r.chance(0.5) ? factor : 1 / factor) }] : [element],
    )
  );
};

/** Every figure moves by about this share of the unit and turns as freely. */
export const rearrange: DesignEdit = (spec, share, r) => {
  if (figures(spec).length < 3) return undefined;
  const [w, h] = spec.unitPx;
  return mapElements(spec, (element) => {
    const angle = r.between(0, 2 * Math.PI);
    const wrap = (value: number, period: number): number => ((value % period) + period) % period;
    return [
      {
        ...element,
        at: [
          wrap(element.at[0] + share * w * Math.cos(angle), w),
          wrap(element.at[1] + share * h * Math.sin(angle), h),
        ],
        angleDeg: element.angleDeg + r.normal() * 90 * share,
      },
    ];
  });
};

const RETILED = {
  straight: ['half-drop', 'brick'],
  'half-drop': ['straight', 'brick'],
  brick: ['straight', 'half-drop'],
  mirror: ['straight'],
} as const;

/** Laid in another repeat: dropped, bricked, straight; at the highest amount mirrored. */
export const changeRepeatType: DesignEdit = (spec, amount) => {
  if (spec.vectorsPx || spec.layers.some((layer) => layer.kind === 'threads' || layer.kind === 'field'))
    return undefined;
  if (spec.repeatType === 'one-way' || spec.repeatType === 'none') return undefined;
  const repeatType =
    amount >= 3 && spec.repeatType !== 'mirror'
      ? 'mirror'
      : amount === 2
        ? RETILED[spec.repeatType].at(-1)!
        : RETILED[spec.repeatType][0];
  return { ...spec, repeatType };
};

/** New inks. 1 keeps the order of lightness, 2 is free, 3 turns it round. */
export const newPalette: DesignEdit = (spec, amount, r) => {
  const fresh = makePalette(r.seed(), spec.palette.length);
  if (amount === 2) return { ...spec, palette: fresh };
  const lightness = (hex: string): number => toOklch(parseHex(hex))[0];
  const order = spec.palette.map((hex, i) => [lightness(hex), i] as const).sort((a, b) => a[0] - b[0]);
  const sorted = [...fresh].sort((a, b) => (amount === 3 ? lightness(b) - lightness(a) : lightness(a) - lightness(b)));
  const palette: string[] = [];
  order.forEach(([, index], rank) => {
    palette[index] = sorted[rank]!;
  });
  return { ...spec, palette };
};

/** Another ground under the same inks: lightness moved by `amount` (OKLab, 0–1), hue free. */
export const newGround: DesignEdit = (spec, amount, r) => {
  const [l] = toOklch(parseHex(spec.palette[0]!));
  const lightness = l + amount > 0.98 ? Math.max(0.08, l - amount) : l + amount;
  return {
    ...spec,
    palette: [toHex(fromOklch(lightness, r.between(0.02, 0.1), r.between(0, 360))), ...spec.palette.slice(1)],
  };
};
