import type { Edit } from '../../../engine/index.ts';
import type { Translator } from '../language/messages.ts';

export const percent = (share: number): number => Math.round(share * 100);

/** The amount of an edit in words; undefined where it has none. */
export function amountText(edit: Edit, t: Translator): string | undefined {
  if (edit.amount === null) return undefined;
  const amount = edit.amount;
  switch (edit.unit) {
    case 'deg':
      return t.text(amount < 0 ? 'amount.deg.cw' : 'amount.deg.ccw', { n: t.number(Math.abs(amount)) });
    case 'ratio':
      return t.text('amount.ratio', { n: t.number(amount, 2) });
    case 'deltaE2000':
      return t.text('amount.deltaE2000', { n: t.number(amount) });
    case 'area-share':
      return t.text('amount.area-share', { n: t.number(percent(amount)) });
    case 'px':
      return t.text('amount.px', { n: t.number(amount) });
    case 'none':
      return t.text('amount.none', { n: t.number(amount) });
  }
}

/** One edit in words: “turned 31° counter-clockwise”. */
export function editText(edit: Edit, t: Translator): string {
  const name = t.lookUp(`edit.${edit.code}`) ?? edit.code;
  const amount = amountText(edit, t);
  if (amount === undefined) return name;
  return t.lookUp(`edit.${edit.code}.amount`, { amount }) ?? t.text('edits.withAmount', { name, amount });
}

export function editListText(edits: readonly Edit[], t: Translator): string {
  const list = new Intl.ListFormat(t.language === 'zh' ? 'zh-CN' : 'en-GB', { type: 'conjunction' });
  return list.format(edits.map((edit) => editText(edit, t)));
}

const SHARE_WORDS = [
  [0.99, 'all'],
  [0.85, 'nearlyAll'],
  [0.6, 'most'],
  [0.4, 'half'],
  [0.15, 'part'],
  [0, 'little'],
] as const;

export type ShareWord = (typeof SHARE_WORDS)[number][1];

/** The word for a share of an area, 0–1. */
export function shareWord(share: number): ShareWord {
  return SHARE_WORDS.find(([least]) => share >= least)?.[1] ?? 'little';
}
