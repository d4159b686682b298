import type { EditCode, EditUnit, Grade, NotComparableReason } from '../../engine/index.ts';
import type { Language } from '../config/settings.ts';

/** The words that the command line says for the engine's codes. */
export interface Terms {
  readonly grade: Readonly<Record<Grade, string>>;
  readonly edit: Readonly<Record<EditCode, string>>;
  readonly reason: Readonly<Record<NotComparableReason, string>>;
  readonly amount: (value: number, unit: EditUnit) => string;
}

const round = (value: number, digits: number) => value.toFixed(digits);

export const TERMS: Readonly<Record<Language, Terms>> = {
  zh: {
    grade: {
      identical: '相同',
      'substantially-similar': '实质性相似',
      'partly-similar': '部分相似',
      'common-elements-only': '仅公共元素相同',
      'no-match': '未发现',
      'not-comparable': '无法比较',
    },
    edit: {
      're-encoded': '重新编码',
      resized: '改变尺寸',
      blurred: '模糊',
      'quarter-turned': '直角旋转',
      turned: '旋转',
      mirrored: '镜像',
      shifted: '循环内移位',
      scaled: '纹样缩放',
      stretched: '拉伸',
      recoloured: '改色',
      inverted: '反相',
      desaturated: '去色',
      'ground-changed': '换底色',
      cropped: '裁剪',
      'repeat-type-changed': '改变接版方式',
      rearranged: '重新排列',
      'elements-removed': '删去元素',
      'elements-added': '增加元素',
      'elements-resized': '元素改大小',
      redrawn: '重绘',
      'surface-changed': '改变肌理',
      overlaid: '叠加图文',
      'pasted-into': '嵌入他图',
      combined: '合并多源',
      photographed: '实物拍摄',
    },
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
    grade: {
      identical: 'identical',
      'substantially-similar': 'substantially similar',
      'partly-similar': 'partly similar',
      'common-elements-only': 'common elements only',
      'no-match': 'nothing found',
      'not-comparable': 'not comparable',
    },
    edit: {
      're-encoded': 're-encoded',
      resized: 'resized',
      blurred: 'blurred',
      'quarter-turned': 'quarter-turned',
      turned: 'turned',
      mirrored: 'mirrored',
      shifted: 'shifted within the repeat',
      scaled: 'motif scaled',
      stretched: 'stretched',
      recoloured: 'recoloured',
      inverted: 'inverted',
      desaturated: 'without colour',
      'ground-changed': 'other ground',
      cropped: 'cropped',
      'repeat-type-changed': 'other repeat type',
      rearranged: 'rearranged',
      'elements-removed': 'elements removed',
      'elements-added': 'elements added',
      'elements-resized': 'elements resized',
      redrawn: 'redrawn',
      'surface-changed': 'other surface',
      overlaid: 'overlaid',
      'pasted-into': 'pasted into another design',
      combined: 'combined from several',
      photographed: 'photographed',
    },
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
