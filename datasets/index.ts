import { type Family, generateSpec } from './families/index.ts';
import { renderDesign, viewOf } from './render/index.ts';
import { repeatTruth } from './render/layout.ts';
import type { DesignSpec, Picture, RepeatTruth } from './spec.ts';

export { FAMILIES, type Family, familyTitle, generateSpec, NON_REPEATING_FAMILIES } from './families/index.ts';
export { generateLookAlike, LOOK_ALIKES, type LookAlikeKind } from './look-alike.ts';
export { type RenderOptions, renderDesign, viewOf } from './render/index.ts';
export type { DesignSpec, Element, Layer, Matrix3, Picture, RepeatTruth, Vec2 } from './spec.ts';
export { designAt, familiesOf, SPLITS, type Split, TEST_ONLY_FAMILIES } from './splits.ts';

export interface GeneratedDesign extends Picture {
  readonly id: string;
  readonly seed: number;
  readonly family: Family;
  readonly truth: { readonly repeat: RepeatTruth };
  readonly spec: DesignSpec;
}

export interface GenerateOptions {
  readonly family?: Family;
  /** Longest side of the picture. Default 512; the same content at another resolution. */
  readonly sidePx?: number;
}

/** Draws the design of a seed. Deterministic: same seed and options, same bytes (with the same version of sharp). */
export async function generateDesign(seed: number, options: GenerateOptions = {}): Promise<GeneratedDesign> {
  return designOf(generateSpec(seed, options.family), options.sidePx);
}

/** Draws the picture that stands for a specification, with its truth. */
export async function designOf(spec: DesignSpec, sidePx?: number): Promise<GeneratedDesign> {
  const options = sidePx === undefined ? {} : { sidePx };
  const picture = await renderDesign(spec, options);
  const family = spec.family as Family;
  return {
    id: `${family}-${spec.seed}`,
    seed: spec.seed,
    family,
    ...picture,
    truth: { repeat: repeatTruth(spec, viewOf(spec, options).scale, 0) },
    spec,
  };
}
