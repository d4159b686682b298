import type { MessageKey, Translator } from '../language/messages.ts';

/** What the server says of a field, in English, and what that is in other words. The first that fits counts. */
const KINDS: readonly (readonly [RegExp, MessageKey])[] = [
  [/received undefined|^Expected the /, 'fault.missing'],
  [/^Invalid option|one of /, 'fault.option'],
  [/up to today/, 'fault.future'],
  [/date/i, 'fault.date'],
  [/shares/, 'fault.shares'],
  [/^Unrecognized key/, 'fault.unknown'],
  [/^Too (small|big|short|long)/, 'fault.length'],
];

/** What is wrong with a field, by kind; in English as the server puts it where that is a sentence of its own. */
export function faultText(t: Translator, detail: string): string {
  if (t.language === 'en' && detail.startsWith('Expected')) return detail;
  const kind = KINDS.find(([pattern]) => pattern.test(detail))?.[1];
  if (kind === undefined) return t.language === 'en' ? detail : t.text('form.fault');
  return t.text(kind);
}
