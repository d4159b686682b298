import { dictionary } from '@zxcvbn-ts/language-common';

/** Passwords from published leaks, most used first, some 49,000; those too short to say anything are left out. The only place that imports the list. */
const KNOWN: ReadonlySet<string> = new Set(dictionary['passwords-common'].filter((word) => word.length >= 4));

/** Whether a text is a password known from leaks, or two of them in a row. `text` in lower case. */
export function isKnownPassword(text: string): boolean {
  if (KNOWN.has(text)) return true;
  for (let end = 4; end <= text.length - 4; end++)
    if (KNOWN.has(text.slice(0, end)) && KNOWN.has(text.slice(end))) return true;
  return false;
}
