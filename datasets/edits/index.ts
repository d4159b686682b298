import type { EditCode } from '../../engine/index.ts';
import { designOf, type GeneratedDesign } from '../index.ts';
import { mixSeed, random } from '../random.ts';
import type { Picture, Vec2 } from '../spec.ts';
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
import * as picture from './picture-edits.ts';
import { scaleMotif, shift, turn } from './plane-edits.ts';
import { type EditedPicture, IDENTITY, sourceOfDesign, sourceOfPicture } from './source.ts';

export { type EditedPicture, type EditTruth, seamError } from './source.ts';

/** 1 light, 2 medium, 3 heavy: the numbers listed with each edit. Or a number of one's own in the edit's unit. */
export type Severity = 1 | 2 | 3 | { readonly amount: number };

export interface Edit {
  readonly name: string;
  readonly codes: readonly EditCode[];
  /** The amount at severity 1, 2 and 3, in `unit`. */
  readonly severities: readonly [number, number, number];
  readonly unit: string;
  /** `picture`: any raster. `plane`: a design, or a raster with a known repeat. `design`: a design only. */
  readonly needs: 'picture' | 'plane' | 'design';
}

interface EditEntry extends Edit {
  readonly edit?: picture.PictureEdit;
  readonly redesign?: DesignEdit;
}

const ENTRIES: readonly EditEntry[] = [
  {
    name: 're-encode',
    codes: ['re-encoded'],
    severities: [75, 40, 15],
    unit: 'JPEG quality',
    needs: 'picture',
    edit: picture.reEncode,
  },
  {
    name: 're-encode-half',
    codes: ['re-encoded', 'resized'],
    severities: [75, 40, 20],
    unit: 'JPEG quality, at half size',
    needs: 'picture',
    edit: picture.reEncodeHalf,
  },
  {
    name: 'resize',
    codes: ['resized'],
    severities: [0.75, 0.5, 0.3],
    unit: 'side ratio',
    needs: 'picture',
    edit: picture.resize,
  },
  {
    name: 'blur',
    codes: ['blurred'],
    severities: [0.8, 1.6, 3],
    unit: 'sigma in px',
    needs: 'picture',
    edit: picture.blur,
  },
  {
    name: 'noise',
    codes: ['re-encoded'],
    severities: [6, 14, 28],
    unit: 'standard deviation of 255',
    needs: 'picture',
    edit: picture.noise,
  },
  { name: 'mirror', codes: ['mirrored'], severities: [1, 1, 1], unit: 'none', needs: 'picture', edit: picture.mirror },
  {
    name: 'quarter-turn',
    codes: ['quarter-turned'],
    severities: [90, 180, 270],
    unit: 'degrees',
    needs: 'picture',
    edit: picture.quarterTurn,
  },
  { name: 'turn', codes: ['turned'], severities: [8, 30, 45], unit: 'degrees', needs: 'plane', edit: turn },
  {
    name: 'shift',
    codes: ['shifted'],
    severities: [0.1, 0.3, 0.5],
    unit: 'share of the repeat',
    needs: 'plane',
    edit: shift,
  },
  {
    name: 'scale-down',
    codes: ['scaled'],
    severities: [0.8, 0.6, 0.35],
    unit: 'motif size ratio',
    needs: 'plane',
    edit: scaleMotif,
  },
  {
    name: 'scale-up',
    codes: ['scaled'],
    severities: [1.25, 1.6, 2.8],
    unit: 'motif size ratio',
    needs: 'plane',
    edit: scaleMotif,
  },
  {
    name: 'stretch',
    codes: ['stretched'],
    severities: [1.1, 1.25, 1.5],
    unit: 'side ratio',
    needs: 'picture',
    edit: picture.stretch,
  },
  {
    name: 'crop',
    codes: ['cropped'],
    severities: [0.6, 0.25, 0.1],
    unit: 'share of the area',
    needs: 'picture',
    edit: picture.crop,
  },
  {
    name: 'recolour-hue',
    codes: ['recoloured'],
    severities: [40, 90, 180],
    unit: 'degrees of OKLCH hue',
    needs: 'picture',
    edit: picture.recolourHue,
  },
  {
    name: 'recolour-clusters',
    codes: ['recoloured'],
    severities: [0.34, 0.67, 1],
    unit: 'share of six dominant colours',
    needs: 'picture',
    edit: picture.recolourPalette,
  },
  {
    name: 'recolour-palette',
    codes: ['recoloured'],
    severities: [1, 2, 3],
    unit: 'order of lightness: 1 kept, 2 free, 3 reversed',
    needs: 'design',
    redesign: newPalette,
  },
  {
    name: 'ground',
    codes: ['ground-changed'],
    severities: [0.12, 0.3, 0.55],
    unit: 'OKLab lightness',
    needs: 'picture',
    edit: picture.changeGround,
    redesign: newGround,
  },
  { name: 'invert', codes: ['inverted'], severities: [1, 1, 1], unit: 'none', needs: 'picture', edit: picture.invert },
  {
    name: 'grey',
    codes: ['desaturated'],
    severities: [0.6, 0.85, 1],
    unit: 'share of chroma lost',
    needs: 'picture',
    edit: picture.grey,
  },
  {
    name: 'overlay',
    codes: ['overlaid'],
    severities: [0.05, 0.12, 0.25],
    unit: 'share of the area',
    needs: 'picture',
    edit: picture.overlay,
  },
  {
    name: 'repeat-type',
    codes: ['repeat-type-changed'],
    severities: [1, 2, 3],
    unit: 'first, second other type; mirrored',
    needs: 'design',
    redesign: changeRepeatType,
  },
  {
    name: 'rearrange',
    codes: ['rearranged'],
    severities: [0.08, 0.2, 0.4],
    unit: 'share of the unit',
    needs: 'design',
    redesign: rearrange,
  },
  {
    name: 'remove-elements',
    codes: ['elements-removed'],
    severities: [0.2, 0.4, 0.6],
    unit: 'share of the figures',
    needs: 'design',
    redesign: removeElements,
  },
  {
    name: 'add-elements',
    codes: ['elements-added'],
    severities: [0.2, 0.5, 1],
    unit: 'share of the figures',
    needs: 'design',
    redesign: addElements,
  },
  {
    name: 'resize-elements',
    codes: ['elements-resized'],
    severities: [1.25, 1.5, 1.9],
    unit: 'size ratio of half the figures',
    needs: 'design',
    redesign: resizeElements,
  },
];

export const EDITS: readonly Edit[] = ENTRIES.map(({ edit, redesign, ...entry }) => entry);

function entryOf(name: string): EditEntry {
  const entry = ENTRIES.find((candidate) => candidate.name === name);
  if (!entry) throw new RangeError(`Expected one of ${ENTRIES.map((e) => e.name).join(', ')} but received ${name}.`);
  return entry;
}

const amountOf = (entry: Edit, severity: Severity): number =>
  typeof severity === 'number' ? entry.severities[severity - 1]! : severity.amount;

/** Whether the design has what the edit changes: enough elements, a repeat type that can be another. */
export function canApply(design: GeneratedDesign, editName: string): boolean {
  const entry = entryOf(editName);
  if (entry.redesign) return entry.redesign(design.spec, entry.severities[0], random(1)) !== undefined;
  return !(entry.needs === 'plane' && design.spec.repeatType === 'none' && editName === 'scale-down');
}

/** Edits a generated design. The same arguments give the same bytes. Throws RangeError where `canApply` is false. */
export async function applyEdit(
  design: GeneratedDesign,
  editName: string,
  severity: Severity,
  seed: number,
): Promise<EditedPicture> {
  const entry = entryOf(editName);
  const r = random(mixSeed('edit', editName, design.id, seed));
  const amount = amountOf(entry, severity);
  if (!entry.redesign) return entry.edit!(sourceOfDesign(design), amount, r);
  const spec = entry.redesign(design.spec, amount, r);
  if (!spec)
    throw new RangeError(
      `Expected a design that "${editName}" can change but received ${design.id}. Ask canApply first.`,
    );
  const { widthPx, heightPx, rgb } = await designOf(spec, Math.max(design.widthPx, design.heightPx));
  const keepsPlace = entry.name !== 'repeat-type' && entry.name !== 'rearrange';
  return {
    widthPx,
    heightPx,
    rgb,
    truth: { codes: entry.codes, areaShare: 1, ...(keepsPlace ? { matrix: IDENTITY } : {}) },
  };
}

/**
 * Edits a picture from elsewhere. With `periodPx`, the repeat of a seamless picture in its own pixels, it can also be turned, scaled and shifted without blank corners.
 * Throws TypeError for an edit that needs more than is known.
 */
export async function applyRasterEdit(
  raster: Picture,
  editName: string,
  severity: Severity,
  seed: number,
  options: { readonly periodPx?: Vec2 } = {},
): Promise<EditedPicture> {
  const entry = entryOf(editName);
  if (!entry.edit)
    throw new TypeError(`Expected an edit of pictures but received "${editName}", which needs a generated design.`);
  return entry.edit(
    sourceOfPicture(raster, options.periodPx),
    amountOf(entry, severity),
    random(mixSeed('edit', editName, seed)),
  );
}
