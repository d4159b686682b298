/**
 * The eight ways to lay a square on itself, in the order of every list of eight in the engine. What is named is done to the picture;
 * turns are counter-clockwise as seen.
 */
export const DIHEDRAL_FORMS = [
  'identity',
  'turned-90',
  'turned-180',
  'turned-270',
  'mirrored-left-right',
  'mirrored-top-bottom',
  'mirrored-main-diagonal',
  'mirrored-other-diagonal',
] as const;
export type DihedralForm = (typeof DIHEDRAL_FORMS)[number];

/**
 * How a form reads its source: the picture is transposed first (x and y exchanged) if `transposed`, then mirrored left–right, then top–bottom.
 * The main diagonal runs from the top left to the bottom right.
 */
export interface DihedralSteps {
  readonly transposed: boolean;
  readonly mirroredX: boolean;
  readonly mirroredY: boolean;
}

export const DIHEDRAL_STEPS: Readonly<Record<DihedralForm, DihedralSteps>> = {
  identity: { transposed: false, mirroredX: false, mirroredY: false },
  'turned-90': { transposed: true, mirroredX: false, mirroredY: true },
  'turned-180': { transposed: false, mirroredX: true, mirroredY: true },
  'turned-270': { transposed: true, mirroredX: true, mirroredY: false },
  'mirrored-left-right': { transposed: false, mirroredX: true, mirroredY: false },
  'mirrored-top-bottom': { transposed: false, mirroredX: false, mirroredY: true },
  'mirrored-main-diagonal': { transposed: true, mirroredX: false, mirroredY: false },
  'mirrored-other-diagonal': { transposed: true, mirroredX: true, mirroredY: true },
};
