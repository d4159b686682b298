import { FILE_NAME_CHARACTERS_MAX } from './limits.ts';

/** Control characters, and those that hide or turn round what stands beside them. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A client's file name as it may be shown: the last path segment, without invisible characters, cut in the middle where
 * it is too long. Only ever a label: nothing is stored or looked up under it.
 */
export function displayFileName(claimed: string): string {
  const lastSegment = claimed.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const name = lastSegment.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
  if (name === '' || /^\.+$/.test(name)) return 'picture';
  const characters = [...name];
  if (characters.length <= FILE_NAME_CHARACTERS_MAX) return name;
  // The end holds the extension, and often the number that tells two names apart.
  const tail = characters.slice(-20);
  return [...characters.slice(0, FILE_NAME_CHARACTERS_MAX - 21), '…', ...tail].join('');
}
