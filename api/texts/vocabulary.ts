import type { EditCode, Grade } from '../../engine/index.ts';
import type { Language } from '../config/settings.ts';

/** The words for what the engine's codes mean, for every place that people read: command line, web client, reports. */
export interface Vocabulary {
  readonly grade: Readonly<Record<Grade, string>>;
  readonly edit: Readonly<Record<EditCode, string>>;
}

export const VOCABULARY: Readonly<Record<Language, Vocabulary>> = {
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
      resized: '图片缩放',
      blurred: '变模糊',
      'quarter-turned': '按直角旋转',
      turned: '旋转',
      mirrored: '镜像',
      shifted: '在循环内平移',
      scaled: '纹样缩放',
      stretched: '单向拉伸',
      recoloured: '改变配色',
      inverted: '明暗反转',
      desaturated: '去色',
      'ground-changed': '改变底色',
      cropped: '裁切',
      'repeat-type-changed': '改变循环方式',
      rearranged: '元素重新排列',
      'elements-removed': '删去元素',
      'elements-added': '增加元素',
      'elements-resized': '元素改变大小',
      redrawn: '重新描绘',
      'surface-changed': '改变肌理',
      overlaid: '叠加文字或标志',
      'pasted-into': '拼入其他画面',
      combined: '与其他来源合成',
      photographed: '由实物布料拍摄',
    },
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
      resized: 'picture resized',
      blurred: 'blurred',
      'quarter-turned': 'turned by quarter turns',
      turned: 'turned',
      mirrored: 'mirrored',
      shifted: 'shifted within the repeat',
      scaled: 'motif scaled',
      stretched: 'stretched in one direction',
      recoloured: 'recoloured',
      inverted: 'light and dark inverted',
      desaturated: 'colour taken out',
      'ground-changed': 'ground colour changed',
      cropped: 'cropped',
      'repeat-type-changed': 'repeat type changed',
      rearranged: 'elements rearranged',
      'elements-removed': 'elements removed',
      'elements-added': 'elements added',
      'elements-resized': 'elements resized',
      redrawn: 'redrawn',
      'surface-changed': 'surface or texture changed',
      overlaid: 'text or logo laid over',
      'pasted-into': 'pasted into another picture',
      combined: 'combined with another source',
      photographed: 'photographed from cloth',
    },
  },
};
