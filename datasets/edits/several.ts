import type { Random } from '../random.ts';
import type { EditName, SeveralEdits, SingleEdit } from './numbers.ts';

/** What is done at once: one change of the frame or the plane, one of colour, one of content or surface. None of them is an unseen kind. */
const PARTS = {
  place: ['turn', 'scale-down', 'scale-up', 'shift', 'mirror', 'quarter-turn', 'stretch', 'crop'],
  colour: ['recolour-hue', 'recolour-clusters', 'ground', 'invert', 'grey'],
  content: [
    'overlay-text',
    'overlay-logo',
    'posterise',
    'simplify',
    'retrace',
    'line-weight',
    'surface-woven',
    'surface-relief',
    're-encode-half',
    'remove-elements',
    'resize-elements',
  ],
} as const satisfies Record<string, readonly SingleEdit[]>;

export const isSeveral = (name: EditName): name is SeveralEdits => name === 'two-at-once' || name === 'three-at-once';

/** Two edits, of place and of colour, or a third of content with them. In the order they are made: those that redraw the design first, since a picture cannot be drawn anew. */
export function severalEdits(
  name: SeveralEdits,
  r: Random,
  possible: (name: SingleEdit) => boolean,
): readonly SingleEdit[] {
  const pick = (names: readonly SingleEdit[]): SingleEdit => r.pick(names.filter(possible));
  if (name === 'two-at-once') return [pick(PARTS.place), pick(PARTS.colour)];
  const content = pick(PARTS.content);
  const [place, colour] = [pick(PARTS.place), pick(PARTS.colour)];
  return content.endsWith('-elements') ? [content, place, colour] : [place, colour, content];
}
