import type { EditUnit, NotComparableReason } from '../../engine/index.ts';
import type { Language } from '../config/settings.ts';
import { VOCABULARY, type Vocabulary } from './vocabulary.ts';

/** The words that the command line says for the engine's codes. */
export interface Terms extends Vocabulary {
  readonly reason: Readonly<Record<NotComparableReason, string>>;
  readonly amount: (value: number, unit: EditUnit) => string;
}

const round = (value: number, digits: number) => value.toFixed(digits);

export const TERMS: Readonly<Record<Language, Terms>> = {
  zh: {
    ...VOCABULARY.zh,
    reason: { 'too-small': '图片过小', blank: '空白图片', 'without-structure': '没有可比较的结构' },
    amount: (value, unit) =>
      ({
        deg: value < 0 ? `顺时针 ${round(-value, 1)}°` : `逆时针 ${round(value, 1)}°`,
        ratio: `${round(value, 2)} 倍`,
        deltaE2000: `色差 ΔE ${round(value, 1)}`,
        'area-share': `面积的 ${round(value * 100, 0)} %`,
        px: `${round(value, 0)} 像素`,
        none: '',
      })[unit],
  },
  en: {
    ...VOCABULARY.en,
    reason: {
      'too-small': 'the picture is too small',
      blank: 'the picture is blank',
      'without-structure': 'the picture has no structure to compare',
    },
    amount: (value, unit) =>
      ({
        deg: value < 0 ? `${round(-value, 1)}° clockwise` : `${round(value, 1)}° counter-clockwise`,
        ratio: `×${round(value, 2)}`,
        deltaE2000: `ΔE ${round(value, 1)}`,
        'area-share': `${round(value * 100, 0)} % of the area`,
        px: `${round(value, 0)} px`,
        none: '',
      })[unit],
  },
};
