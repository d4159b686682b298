import type { EditCode } from '../../engine/index.ts';
import { designOf, type GeneratedDesign, generateDesign } from '../index.ts';
import { mixSeed, type Random, random } from '../random.ts';
import type { Picture, Vec2 } from '../spec.ts';
import { familiesOf, type Split, splitOf } from '../splits.ts';
import { CATALOGUE, type CatalogueEntry } from './catalogue.ts';
import { EDIT_NUMBERS, type EditName, type SeveralEdits, type SingleEdit, UNSEEN_EDITS } from './numbers.ts';
import { areaOf, carryRegion, frameOf, IDENTITY, inverse, mapRegion, multiply } from './region.ts';
import { isSeveral, severalEdits } from './several.ts';
import { type EditedPicture, type EditSource, type EditTruth, sourceOfDesign, sourceOfPicture } from './source.ts';

export { EDIT_NUMBERS, type EditName, UNSEEN_EDITS } from './numbers.ts';
export { isSeveral } from './several.ts';
export { type EditTruth, seamError } from './source.ts';

/** 1 light, 2 medium, 3 heavy: the numbers of numbers.ts. Or a number of one's own in the edit's unit. */
export type Severity = 1 | 2 | 3 | { readonly amount: number };

export interface EditedCopy extends Picture {
  readonly truth: EditTruth;
}

export const EDIT_NAMES = Object.keys(EDIT_NUMBERS) as readonly EditName[];

const isUnseen = (name: EditName): boolean => name in UNSEEN_EDITS;

/** The edits that a split may use: training and calibration never meet the unseen kinds. */
export function editsOf(split: Split): readonly EditName[] {
  return split === 'train' || split === 'calibration' ? EDIT_NAMES.filter((name) => !isUnseen(name)) : EDIT_NAMES;
}

/** What the edit needs to know of a picture; several at once are chosen after what is known. */
export const needsOf = (name: EditName): CatalogueEntry['needs'] =>
  isSeveral(name) ? 'picture' : CATALOGUE[name].needs;

export const codesOf = (name: SingleEdit): readonly EditCode[] => CATALOGUE[name].codes;

function checkedName(name: string): EditName {
  if (!(name in EDIT_NUMBERS)) throw new RangeError(`Expected one of ${EDIT_NAMES.join(', ')} but received ${name}.`);
  return name as EditName;
}

const amountOf = (name: EditName, severity: Severity): number =>
  typeof severity === 'number' ? EDIT_NUMBERS[name].amounts[severity - 1]! : severity.amount;

/** Whether the design has what the edit changes: enough elements, a repeat type that can be another. */
export function canApply(design: Pick<GeneratedDesign, 'spec'>, editName: string): boolean {
  const name = checkedName(editName);
  if (isSeveral(name)) return true;
  const { redesign } = CATALOGUE[name];
  if (redesign) return redesign(design.spec, EDIT_NUMBERS[name].amounts[0], random(1)) !== undefined;
  return !(design.spec.repeatType === 'none' && name === 'scale-down');
}

export interface EditOptions {
  /** The other design of an edit that combines two. Default: a generated one that belongs to no split and to no family kept for the test. */
  readonly companion?: () => Promise<Picture>;
}

/**
 * Edits a generated design. The same arguments give the same bytes. Throws RangeError where `canApply` is false, and for an unseen kind on a design of the training or calibration split.
 */
export async function applyEdit(
  design: GeneratedDesign,
  editName: string,
  severity: Severity,
  seed: number,
  options: EditOptions = {},
): Promise<EditedCopy> {
  const name = checkedName(editName);
  const split = splitOf(design.seed);
  if (split && !editsOf(split).includes(name))
    throw new RangeError(`Expected an edit that ${split} may use but received "${name}", which only tests meet.`);
  const r = random(mixSeed('edit', name, design.id, seed));
  const source = sourceOfDesign(design, options.companion ?? companionOf(design.id, seed, longestSide(design)));
  return isSeveral(name)
    ? editDesignOften(design, name, source.companion, severity, r)
    : editDesign(design, source, name, amountOf(name, severity), r);
}

async function editDesignOften(
  design: GeneratedDesign,
  name: SeveralEdits,
  companion: EditSource['companion'],
  severity: Severity,
  r: Random,
): Promise<EditedCopy> {
  const names = severalEdits(name, r, (part) => canApply(design, part));
  const [first] = names as [SingleEdit];
  const editFrom = (from: GeneratedDesign, parts: readonly SingleEdit[]): Promise<EditedCopy> =>
    several(
      parts,
      (part, amount) => editDesign(from, sourceOfDesign(from, companion), part, amount, r),
      companion,
      severity,
      r,
    );
  if (!first.endsWith('-elements')) return editFrom(design, names);
  const redrawn = await redrawDesign(design, first, amountOf(first, severityOfEach(severity)), r);
  const { truth, ...picture } = await editFrom(redrawn, names.slice(1));
  const { region: _whole, ...known } = truth;
  return { ...picture, truth: { ...known, codes: [...codesOf(first), ...truth.codes] } };
}

/** The design drawn anew with other elements, inks or repeat. */
async function redrawDesign(
  design: GeneratedDesign,
  name: SingleEdit,
  amount: number,
  r: Random,
): Promise<GeneratedDesign> {
  const spec = CATALOGUE[name].redesign?.(design.spec, amount, r);
  if (!spec)
    throw new RangeError(`Expected a design that "${name}" can change but received ${design.id}. Ask canApply first.`);
  return designOf(spec, longestSide(design));
}

async function editDesign(
  design: GeneratedDesign,
  source: EditSource,
  name: SingleEdit,
  amount: number,
  r: Random,
): Promise<EditedCopy> {
  const { redesign, edit, keepsPlace, codes } = CATALOGUE[name];
  if (!redesign) return completed(design, await edit!(source, amount, r), codes);
  const { widthPx, heightPx, rgb } = await redrawDesign(design, name, amount, r);
  const truth = keepsPlace ? { codes, areaShare: 1, matrix: IDENTITY } : { codes, areaShare: 1 };
  const whole = [frameOf(design)];
  const recoloured = name === 'recolour-palette' || name === 'ground';
  return {
    widthPx,
    heightPx,
    rgb,
    truth: recoloured ? { ...truth, region: { original: whole, edited: whole } } : truth,
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
  options: EditOptions & { readonly periodPx?: Vec2 } = {},
): Promise<EditedCopy> {
  const name = checkedName(editName);
  const r = random(mixSeed('edit', name, seed));
  const companion = options.companion ?? companionOf('picture', seed, longestSide(raster));
  const source = sourceOfPicture(raster, companion, options.periodPx);
  if (isSeveral(name))
    return several(
      severalEdits(
        name,
        r,
        (part) => needsOf(part) === 'picture' || (needsOf(part) === 'plane' && source.plane !== undefined),
      ),
      (first, amount) => editRaster(source, first, amount, r),
      companion,
      severity,
      r,
    );
  return editRaster(source, name, amountOf(name, severity), r);
}

async function editRaster(source: EditSource, name: SingleEdit, amount: number, r: Random): Promise<EditedCopy> {
  const { edit, codes } = CATALOGUE[name];
  if (!edit)
    throw new TypeError(`Expected an edit of pictures but received "${name}", which needs a generated design.`);
  return completed(source.picture, await edit(source, amount, r), codes);
}

const severityOfEach = (severity: Severity): Severity =>
  typeof severity === 'number' ? severity : (Math.max(1, Math.min(3, Math.round(severity.amount))) as 1 | 2 | 3);

/** The first edit may draw the design anew; the others work on the picture it gave, which is a plane no longer. */
async function several(
  names: readonly SingleEdit[],
  begin: (name: SingleEdit, amount: number) => Promise<EditedCopy>,
  companion: EditSource['companion'],
  severity: Severity,
  r: Random,
): Promise<EditedCopy> {
  const [first, ...others] = names as [SingleEdit, ...SingleEdit[]];
  let copy = await begin(first, amountOf(first, severityOfEach(severity)));
  for (const name of others) {
    const next = await editRaster({ picture: copy, companion }, name, amountOf(name, severityOfEach(severity)), r);
    copy = { ...next, truth: chained(copy, next) };
  }
  return copy;
}

function chained({ truth: first }: EditedCopy, second: EditedCopy): EditTruth {
  const { truth } = second;
  const codes = [...new Set([...first.codes, ...truth.codes])];
  if (!first.matrix || !truth.matrix) return { codes };
  const matrix = multiply(truth.matrix, first.matrix);
  const product = {
    codes,
    matrix,
    scale: (first.scale ?? 1) * (truth.scale ?? 1),
    angleDeg: (first.angleDeg ?? 0) + (truth.angleDeg ?? 0),
    mirrored: (first.mirrored ?? false) !== (truth.mirrored ?? false),
  };
  if (!first.region || !truth.region) return product;
  // The second edit may hide a part: what it keeps of its own original meets what the first had left.
  const hides = truth.region.edited.some((polygon) => polygon.length > 8);
  const edited = hides ? truth.region.edited : carryRegion(first.region.edited, truth.matrix, second);
  return { ...product, region: { edited, original: mapRegion(edited, inverse(matrix)) } };
}

/** Adds the codes and, where the matrix tells it and nothing else does, the region and the share that is left. */
function completed(original: Picture, edited: EditedPicture, codes: readonly EditCode[]): EditedCopy {
  const { truth, ...picture } = edited;
  if (truth.region || !truth.matrix) return { ...picture, truth: { ...truth, codes } };
  const left = carryRegion([frameOf(original)], truth.matrix, picture);
  const region = { edited: left, original: mapRegion(left, inverse(truth.matrix)) };
  const share = region.original.reduce((sum, polygon) => sum + areaOf(polygon), 0);
  return {
    ...picture,
    truth: { areaShare: share / (original.widthPx * original.heightPx), ...truth, codes, region },
  };
}

const longestSide = ({ widthPx, heightPx }: Picture): number => Math.max(widthPx, heightPx);

/** Seeds from 2³¹ on belong to no split. */
function companionOf(id: string, seed: number, sidePx: number): () => Promise<Picture> {
  const own = (mixSeed('companion', id, seed) | 0x80000000) >>> 0;
  const family = random(own).pick(familiesOf('train'));
  return () => generateDesign(own, { family, sidePx });
}
