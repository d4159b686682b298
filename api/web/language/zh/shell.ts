import type { shell as english } from '../en/shell.ts';

/** 网页文字：每页的框架。 */
export const shell: Readonly<Record<keyof typeof english, string>> = {
  'app.name': 'Selvedge',
  'app.tagline': '纺织花样登记与查重',
  'app.skip': '跳到正文',
  'app.navigation': '主导航',
  'app.language': '语言',
  'app.language.en': 'English',
  'app.language.zh': '中文',
  'app.footer': '预检答复之后，不保留您图片的任何内容。',
  'app.reference': '接口文档',
  'app.litigationRules': '《人民法院在线诉讼规则》对照表',

  'page.check': '花样预检',
  'page.compare': '两图比对',
  'page.library': '花样库',
  'page.record': '花样记录',
  'page.applications': '登记申请',
  'page.notices': '登记公示',
  'page.desk': '审查',
  'page.statistics': '统计',
  'page.missing': '没有这个页面。',
};
