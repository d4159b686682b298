import { mixSeed, type Random, random } from '../random.ts';
import type { Mark, Vec2 } from '../spec.ts';
import { argyle, bands, gingham, pinstripe, windowpane } from './cloth.ts';
import {
  greekKey,
  herringbone,
  hexagons,
  overlappingCircles,
  quarters,
  seigaiha,
  starTile,
  triangles,
} from './geometric.ts';
import { bowedTrellis, chevrons, dots, laceNet, ogee, trellis, vine, waves } from './lines.ts';

export type TileDrawer = (r: Random, unitPx: Vec2) => Mark[];

const DRAWERS = {
  bands,
  pinstripe,
  gingham,
  windowpane,
  argyle,
  triangles,
  hexagons,
  quarters,
  'overlapping-circles': overlappingCircles,
  herringbone,
  'greek-key': greekKey,
  seigaiha,
  'star-tile': starTile,
  chevrons,
  waves,
  ogee,
  trellis,
  'bowed-trellis': bowedTrellis,
  vine,
  dots,
  'lace-net': laceNet,
} satisfies Record<string, TileDrawer>;

export type TileName = keyof typeof DRAWERS;

/** Marks in pixels of the unit; ink may cross its borders and is continued on the other side. */
export function drawTile(name: TileName, seed: number, unitPx: Vec2): Mark[] {
  return DRAWERS[name](random(mixSeed(name, seed)), unitPx);
}
