import type { DihedralForm } from '../core/dihedral.ts';

/** What makes a picture of EXIF orientation 1–8 upright (EXIF 2.32, tag 0x0112), at index orientation − 1. */
const UPRIGHTING: readonly DihedralForm[] = [
  'identity',
  'mirrored-left-right',
  'turned-180',
  'mirrored-top-bottom',
  'mirrored-main-diagonal',
  'turned-270',
  'mirrored-other-diagonal',
  'turned-90',
];

export function uprightingForm(orientation: number): DihedralForm {
  return UPRIGHTING[orientation - 1] ?? 'identity';
}

/** Whether making the picture upright exchanges its width and height. */
export function exchangesSides(orientation: number): boolean {
  return orientation >= 5;
}
