/** Grades from the most to the least serious; `not-comparable` stands outside the order. */
export const GRADES = [
  'identical',
  'substantially-similar',
  'partly-similar',
  'common-elements-only',
  'no-match',
  'not-comparable',
] as const;
export type Grade = (typeof GRADES)[number];

/** The grades that registries act on. */
export const STRONG_GRADES: readonly Grade[] = ['identical', 'substantially-similar'];

/** What can have been done to a pattern. The one closed list: edit generator, benchmark, reports and translations use it. */
export const EDIT_CODES = [
  're-encoded',
  'resized',
  'blurred',
  'quarter-turned',
  'turned',
  'mirrored',
  'shifted',
  'scaled',
  'stretched',
  'recoloured',
  'inverted',
  'desaturated',
  'ground-changed',
  'cropped',
  'repeat-type-changed',
  'rearranged',
  'elements-removed',
  'elements-added',
  'elements-resized',
  'redrawn',
  'surface-changed',
  'overlaid',
  'pasted-into',
  'combined',
  'photographed',
] as const;
export type EditCode = (typeof EDIT_CODES)[number];

/** Unit of an edit's amount: degrees counter-clockwise as seen, candidate/query motif size ratio, CIE ΔE2000, share of the area, pixels of the query, or a colour/repeat name in `note`. */
export const EDIT_UNITS = ['deg', 'ratio', 'deltaE2000', 'area-share', 'px', 'none'] as const;
export type EditUnit = (typeof EDIT_UNITS)[number];

/** The seven criteria of the 2013 Keqiao standard, in its order. */
export const CRITERIA = [
  'overall-effect',
  'internal-relation',
  'change-of-meaning',
  'element-size-and-role',
  'colour-change',
  'source-material',
  'new-elements',
] as const;

/** How a pattern repeats. `one-way` repeats along one direction only (stripes); half-drop shifts columns, brick shifts rows. */
export const REPEAT_TYPES = ['straight', 'half-drop', 'brick', 'mirror', 'one-way', 'none'] as const;
export type RepeatType = (typeof REPEAT_TYPES)[number];

/** Why a picture cannot be compared. */
export const NOT_COMPARABLE_REASONS = ['too-small', 'blank', 'without-structure'] as const;
export type NotComparableReason = (typeof NOT_COMPARABLE_REASONS)[number];
