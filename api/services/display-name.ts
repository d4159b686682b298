/** Longer names are cut in the middle: what distinguishes a name, and its ending, stay readable. */
const CHARACTERS_MAX = 120;
const TAIL_CHARACTERS = 24;

/** Controls, and marks that would turn the direction of what follows or hide part of it. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A file name as it can be shown: its last part, without controls, of bearable length. A claim of the sender, never a path. */
export function displayName(claimed: string): string {
  const last = claimed.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const visible = [...last.replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim()];
  if (visible.every((character) => character === '.')) return 'unnamed';
  if (visible.length <= CHARACTERS_MAX) return visible.join('');
  return [...visible.slice(0, CHARACTERS_MAX - TAIL_CHARACTERS - 1), '…', ...visible.slice(-TAIL_CHARACTERS)].join('');
}

/** A title for a pattern that came without one: its file name without the ending. */
export function titleFromFileName(fileName: string): string {
  return fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '') || fileName;
}
