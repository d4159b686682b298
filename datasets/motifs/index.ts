import { mixSeed, type Random, random } from '../random.ts';
import type { Mark, MotifDrawing } from '../spec.ts';
import { bird, butterfly, fish } from './creatures.ts';
import { flower, peony, rose, stemmed } from './flowers.ts';
import { fruit } from './fruits.ts';
import { leaf, sprig } from './leaves.ts';
import { cloud, damask, paisley, rosette } from './ornaments.ts';
import { circle } from './path.ts';
import { blob, chip, fan, sign } from './shapes.ts';

const DRAWERS = {
  flower,
  peony,
  rose,
  stemmed,
  leaf,
  sprig,
  paisley,
  rosette: (r: Random) => rosette(r),
  damask,
  cloud,
  bird,
  butterfly,
  fish,
  fruit,
  sign,
  blob,
  chip,
  fan,
  dot: () => [{ d: circle([0, 0], 1), fill: 0 }],
} satisfies Record<string, (r: Random) => Mark[]>;

export type MotifKind = keyof typeof DRAWERS;
export const MOTIF_KINDS = Object.keys(DRAWERS) as readonly MotifKind[];

/** The marks of a motif, inside the unit circle (a little ink may reach 5 % beyond). */
export function drawMotif(motif: MotifDrawing): Mark[] {
  return DRAWERS[motif.kind](random(mixSeed(motif.kind, motif.seed)));
}
