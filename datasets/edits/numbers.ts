/**
 * Every number of the edits, in one place: what severity 1 (light), 2 (medium) and 3 (heavy) mean. They were set before any training; a later change is listed in
 * datasets/README.md with the results before and after. Lengths in ‰ are of the longest side of the picture.
 */
export const EDIT_NUMBERS = {
  're-encode': { unit: 'JPEG quality', amounts: [75, 40, 15] },
  're-encode-half': { unit: 'JPEG quality, at half size', amounts: [75, 40, 20] },
  resize: { unit: 'side ratio', amounts: [0.75, 0.5, 0.3] },
  blur: { unit: 'sigma in px', amounts: [0.8, 1.6, 3] },
  noise: { unit: 'standard deviation of 255', amounts: [6, 14, 28] },
  mirror: { unit: 'none', amounts: [1, 1, 1] },
  'quarter-turn': { unit: 'degrees', amounts: [90, 180, 270] },
  turn: { unit: 'degrees, either way', amounts: [8, 30, 45] },
  shift: { unit: 'share of the repeat', amounts: [0.1, 0.3, 0.5] },
  'scale-down': { unit: 'motif size ratio', amounts: [0.7, 0.5, 0.25] },
  'scale-up': { unit: 'motif size ratio', amounts: [1.5, 2, 4] },
  stretch: { unit: 'side ratio', amounts: [1.1, 1.25, 1.5] },
  shear: { unit: 'degrees, either way', amounts: [5, 10, 18] },
  crop: { unit: 'share of the area', amounts: [0.6, 0.25, 0.1] },
  'recolour-hue': { unit: 'degrees of OKLCH hue, either way', amounts: [40, 90, 180] },
  'recolour-clusters': { unit: 'share of six dominant colours', amounts: [0.34, 0.67, 1] },
  'recolour-palette': { unit: 'order of lightness: 1 kept, 2 free, 3 reversed', amounts: [1, 2, 3] },
  'channel-swap': { unit: 'share of the way to exchanged channels', amounts: [0.4, 0.7, 1] },
  ground: { unit: 'OKLab lightness', amounts: [0.12, 0.3, 0.55] },
  invert: { unit: 'none', amounts: [1, 1, 1] },
  grey: { unit: 'share of chroma lost', amounts: [0.6, 0.85, 1] },
  'repeat-type': { unit: 'first, second other type; mirrored', amounts: [1, 2, 3] },
  rearrange: { unit: 'share of the unit', amounts: [0.08, 0.2, 0.4] },
  'remove-elements': { unit: 'share of the figures', amounts: [0.2, 0.4, 0.6] },
  'add-elements': { unit: 'share of the figures', amounts: [0.2, 0.5, 1] },
  'resize-elements': { unit: 'size ratio of half the figures', amounts: [1.25, 1.5, 1.9] },
  simplify: { unit: 'median window, ‰', amounts: [10, 18, 30] },
  posterise: { unit: 'colours left', amounts: [8, 5, 3] },
  outline: { unit: 'share of the fill lost', amounts: [0.4, 0.75, 1] },
  'line-weight': { unit: 'ink gained or lost on each side, ‰', amounts: [2, 4, 7] },
  retrace: { unit: 'farthest wander of the hand, ‰', amounts: [6, 12, 20] },
  halftone: { unit: 'dot pitch, ‰', amounts: [8, 12, 18] },
  'surface-woven': { unit: 'thread, ‰', amounts: [6, 10, 16] },
  'surface-knitted': { unit: 'stitch, ‰', amounts: [12, 20, 32] },
  'surface-relief': { unit: 'brightness gained per luma step', amounts: [0.5, 1, 1.8] },
  'surface-corduroy': { unit: 'rib, ‰', amounts: [10, 18, 30] },
  'overlay-text': { unit: 'share of the area', amounts: [0.05, 0.12, 0.25] },
  'overlay-logo': { unit: 'share of the area', amounts: [0.05, 0.12, 0.25] },
  'overlay-pattern': { unit: 'opacity of a second pattern', amounts: [0.25, 0.4, 0.55] },
  'paste-into': { unit: 'share of the area', amounts: [0.6, 0.35, 0.2] },
  'two-sources': { unit: 'share of the area', amounts: [0.6, 0.45, 0.3] },
  patchwork: { unit: 'patches a side', amounts: [2, 4, 6] },
  photograph: { unit: 'share of PHOTOGRAPH', amounts: [0.3, 0.6, 1] },
  'two-at-once': { unit: 'severity of each', amounts: [1, 2, 3] },
  'three-at-once': { unit: 'severity of each', amounts: [1, 2, 3] },
} as const satisfies Record<string, { readonly unit: string; readonly amounts: readonly [number, number, number] }>;

export type EditName = keyof typeof EDIT_NUMBERS;
/** Put together from others. */
export type SeveralEdits = 'two-at-once' | 'three-at-once';
export type SingleEdit = Exclude<EditName, SeveralEdits>;

/** What a photograph of cloth does to a picture at most. */
export const PHOTOGRAPH = {
  /** Displacement of each corner, share of the side. */
  corner: 0.12,
  /** Displacement and darkening by folds, share of the longest side and of the brightness; folds across the picture. */
  foldShift: 0.012,
  foldShade: 0.35,
  folds: 4,
  /** Brightness lost from the lit corner to the opposite one, and shift of white from the one end to the other. */
  lightFall: 0.45,
  whiteShift: 0.12,
  /** Brightness of threads and of the moiré between threads and sensor. */
  threads: 0.22,
  moire: 0.14,
  /** px at a longest side of 512. */
  blurSigmaPx: 1.5,
  noiseLevels: 9,
  jpegQualityLost: 45,
} as const;

/**
 * Kinds that no training and no calibration may use, each with the seen ones it is compared with at the same severity: one geometric, one of colour, one redrawing,
 * one of surface, one composite.
 */
export const UNSEEN_EDITS = {
  shear: ['stretch'],
  'channel-swap': ['recolour-hue', 'recolour-clusters'],
  halftone: ['posterise', 'outline', 'retrace'],
  'surface-corduroy': ['surface-woven', 'surface-knitted', 'surface-relief'],
  patchwork: ['two-sources', 'paste-into'],
} as const satisfies Partial<Record<EditName, readonly EditName[]>>;
