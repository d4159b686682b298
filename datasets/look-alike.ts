import { makePalette } from './colour.ts';
import { type Family, generateSpec } from './families/index.ts';
import { MOTIF_KINDS } from './motifs/index.ts';
import { mixSeed, type Random, random } from './random.ts';
import type { DesignSpec, Layer, MotifDrawing } from './spec.ts';

export const LOOK_ALIKES = ['other-drawing', 'other-motifs', 'same-palette', 'numbered-variant'] as const;
export type LookAlikeKind = (typeof LOOK_ALIKES)[number];

/**
 * A different design that is easily taken for the given one. `other-drawing`: same kinds of motif in the same places, drawn anew. `other-motifs`: same places, other kinds. `same-palette`: another
 * design of the family in the same colours. `numbered-variant`: the next of a series, same recipe and layout, new drawing and new colours.
 */
export function generateLookAlike(spec: DesignSpec, kind: LookAlikeKind, variant = 1): DesignSpec {
  const seed = mixSeed('look-alike', kind, spec.family, spec.seed, variant);
  const r = random(seed);
  if (kind === 'same-palette' || !isRedrawable(spec)) {
    const other = generateSpec(seed, spec.family as Family);
    return { ...other, palette: fitted(spec.palette, other.palette.length) };
  }
  const redrawn = new Map<string, MotifDrawing>();
  const redraw = (motif: MotifDrawing): MotifDrawing => {
    const key = `${motif.kind}/${motif.seed}`;
    const known = redrawn.get(key) ?? {
      kind: kind === 'other-motifs' && motif.kind !== 'dot' ? otherKind(r, motif.kind) : motif.kind,
      seed: r.seed(),
    };
    redrawn.set(key, known);
    return known;
  };
  const layers = spec.layers.map((layer): Layer => {
    if (layer.kind === 'motifs')
      return { ...layer, elements: layer.elements.map((element) => ({ ...element, motif: redraw(element.motif) })) };
    return layer.kind === 'tile' || layer.kind === 'field' ? { ...layer, seed: r.seed() } : layer;
  });
  return {
    ...spec,
    seed,
    layers,
    ...(kind === 'numbered-variant' ? { palette: makePalette(seed, spec.palette.length) } : {}),
  };
}

/** Thread counts and charts have no motifs to draw anew: their look-alikes are other counts and charts. */
const isRedrawable = (spec: DesignSpec): boolean =>
  !spec.layers.some((layer) => layer.kind === 'threads' || layer.kind === 'chart');

const otherKind = (r: Random, kind: MotifDrawing['kind']): MotifDrawing['kind'] =>
  r.pick(MOTIF_KINDS.filter((candidate) => candidate !== kind && candidate !== 'dot' && candidate !== 'chip'));

const fitted = (palette: readonly string[], count: number): string[] =>
  Array.from({ length: count }, (_, i) => palette[i % palette.length]!);
