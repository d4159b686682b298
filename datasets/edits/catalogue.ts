import type { EditCode } from '../../engine/index.ts';
import * as capture from './capture-edits.ts';
import * as colour from './colour-edits.ts';
import * as composite from './composite-edits.ts';
import {
  addElements,
  changeRepeatType,
  type DesignEdit,
  newGround,
  newPalette,
  rearrange,
  removeElements,
  resizeElements,
} from './design-edits.ts';
import * as frame from './frame-edits.ts';
import type { SingleEdit } from './numbers.ts';
import { photograph } from './photograph.ts';
import { scaleMotif, shift, turn } from './plane-edits.ts';
import * as redraw from './redraw-edits.ts';
import type { PictureEdit } from './source.ts';
import * as surface from './surface-edits.ts';

export interface CatalogueEntry {
  readonly codes: readonly EditCode[];
  /** `picture`: any raster. `plane`: a design, or a raster with a known repeat. `design`: a design only. */
  readonly needs: 'picture' | 'plane' | 'design';
  readonly edit?: PictureEdit;
  /** Draws the design anew; goes before `edit` where there is a design. */
  readonly redesign?: DesignEdit;
  /** The redrawn design stands where it stood. */
  readonly keepsPlace?: boolean;
}

const picture = (edit: PictureEdit, ...codes: readonly EditCode[]): CatalogueEntry => ({
  codes,
  needs: 'picture',
  edit,
});
const plane = (edit: PictureEdit, ...codes: readonly EditCode[]): CatalogueEntry => ({ codes, needs: 'plane', edit });
const design = (redesign: DesignEdit, keepsPlace: boolean, ...codes: readonly EditCode[]): CatalogueEntry => ({
  codes,
  needs: 'design',
  redesign,
  keepsPlace,
});

/** How each edit is made and what it is called; `two-at-once` and `three-at-once` are put together from these. */
export const CATALOGUE: Readonly<Record<SingleEdit, CatalogueEntry>> = {
  're-encode': picture(capture.reEncode, 're-encoded'),
  're-encode-half': picture(capture.reEncodeHalf, 're-encoded', 'resized'),
  resize: picture(capture.resize, 'resized'),
  blur: picture(capture.blur, 'blurred'),
  noise: picture(capture.noise, 're-encoded'),
  mirror: picture(frame.mirror, 'mirrored'),
  'quarter-turn': picture(frame.quarterTurn, 'quarter-turned'),
  turn: plane(turn, 'turned'),
  shift: plane(shift, 'shifted'),
  'scale-down': plane(scaleMotif, 'scaled'),
  'scale-up': plane(scaleMotif, 'scaled'),
  stretch: picture(frame.stretch, 'stretched'),
  shear: picture(frame.shear, 'stretched'),
  crop: picture(frame.crop, 'cropped'),
  'recolour-hue': picture(colour.recolourHue, 'recoloured'),
  'recolour-clusters': picture(colour.recolourPalette, 'recoloured'),
  'recolour-palette': design(newPalette, true, 'recoloured'),
  'channel-swap': picture(colour.swapChannels, 'recoloured'),
  ground: { ...design(newGround, true, 'ground-changed'), needs: 'picture', edit: colour.changeGround },
  invert: picture(colour.invert, 'inverted'),
  grey: picture(colour.grey, 'desaturated'),
  'repeat-type': design(changeRepeatType, false, 'repeat-type-changed'),
  rearrange: design(rearrange, false, 'rearranged'),
  'remove-elements': design(removeElements, true, 'elements-removed'),
  'add-elements': design(addElements, true, 'elements-added'),
  'resize-elements': design(resizeElements, true, 'elements-resized'),
  simplify: picture(redraw.simplify, 'redrawn'),
  posterise: picture(redraw.posterise, 'redrawn'),
  outline: picture(redraw.outline, 'redrawn'),
  'line-weight': picture(redraw.lineWeight, 'redrawn'),
  retrace: picture(redraw.retrace, 'redrawn'),
  halftone: picture(redraw.halftone, 'redrawn'),
  'surface-woven': picture(surface.woven, 'surface-changed'),
  'surface-knitted': picture(surface.knitted, 'surface-changed'),
  'surface-relief': picture(surface.relief, 'surface-changed'),
  'surface-corduroy': picture(surface.corduroy, 'surface-changed'),
  'overlay-text': picture(composite.overlayText, 'overlaid'),
  'overlay-logo': picture(composite.overlayLogo, 'overlaid'),
  'overlay-pattern': picture(composite.overlayPattern, 'overlaid'),
  'paste-into': picture(composite.pasteInto, 'pasted-into'),
  'two-sources': picture(composite.twoSources, 'combined'),
  patchwork: picture(composite.patchwork, 'combined'),
  photograph: picture(photograph, 'photographed'),
};
