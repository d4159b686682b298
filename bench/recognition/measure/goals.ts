import { UNSEEN_EDITS } from '../../../datasets/edits/index.ts';
import type { Check } from '../plan.ts';

/** What recognition is to reach on generated designs of the test split: share of copies whose original is first. */
export const GOALS = [
  { name: 're-encode, resize, blur, noise, quarter turns, mirror, shift', goal: 0.995 },
  { name: 'recolour of any kind, inversion, grey', goal: 0.99 },
  { name: 'motif scale 0.5–2×, free turn, stretch', goal: 0.975 },
  { name: 'motif scale 0.25× and 4×, crop ≥ 25 %, repeat type changed', goal: 0.95 },
  { name: 'elements rearranged, removed, added, resized', goal: 0.92 },
  { name: 'crop 10 %, pasted into, overlay, two sources', goal: 0.88 },
  { name: 'redrawn, surface, photograph', goal: 0.85 },
  { name: 'three at once', goal: 0.75 },
  { name: 'place and colour at once', goal: 0.9 },
] as const;

const ROWS: readonly (readonly string[])[] = [
  ['re-encode', 're-encode-half', 'resize', 'blur', 'noise', 'quarter-turn', 'mirror', 'shift'],
  ['recolour-hue', 'recolour-clusters', 'recolour-palette', 'ground', 'invert', 'grey', 'colourway'],
  ['scale-down', 'scale-up', 'turn', 'stretch'],
  ['scale-down/3', 'scale-up/3', 'crop', 'repeat-type'],
  ['rearrange', 'remove-elements', 'add-elements', 'resize-elements'],
  ['crop/3', 'paste-into', 'overlay-text', 'overlay-logo', 'overlay-pattern', 'two-sources'],
  [
    'simplify',
    'posterise',
    'outline',
    'line-weight',
    'retrace',
    'surface-woven',
    'surface-knitted',
    'surface-relief',
    'photograph',
  ],
  ['three-at-once'],
  ['two-at-once'],
];

/** Row of GOALS that a copy counts in; undefined for the unseen kinds, which have a comparison of their own. */
export function goalOf({ edit, severity }: Pick<Check, 'edit' | 'severity'>): number | undefined {
  if (edit in UNSEEN_EDITS) return undefined;
  const exact = ROWS.findIndex((row) => row.includes(`${edit}/${severity}`));
  const row = exact >= 0 ? exact : ROWS.findIndex((names) => names.includes(edit));
  return row >= 0 ? row : undefined;
}
