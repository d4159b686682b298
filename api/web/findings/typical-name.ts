import type { TypicalLikeness } from '../../../engine/index.ts';
import type { Translator } from '../language/messages.ts';

/** The drawing's name in the reader's language; a set newer than this client may hold others, which keep their own. */
export function typicalName({ drawing }: TypicalLikeness, t: Translator): string {
  return t.lookUp(`typicalDrawing.${drawing.replace(/ \d+$/, '')}`) ?? drawing;
}
