import type { reports as english } from '../en/reports.ts';

/** 网页中文文案：相似性检验报告。 */
export const reports: Readonly<Record<keyof typeof english, string>> = {
  'page.reports': '报告',
  'report.title': '相似性检验报告',
  'report.lead': '供法院或当事人使用：检材与在先记录有哪些相同之处；任何人都可以重新计算。',
  'report.order': '委托报告',
  'report.orderLead':
    '系统检索登记库，并将检索结果与您的图片一并冻结。图片与报告会保存；报告载有您的账户编号与您填写的内容。',
  'report.orderAction': '检索并出具报告',
  'report.picture': '检材图片',
  'report.claimant': '主张方：称在先记录为其所有的一方',
  'report.respondent': '被主张方：制作或销售图片所示图样的一方',
  'report.matter': '案由：案号或用途',
  'report.own': '您的报告',
  'report.none': '尚无。',
  'report.document': '下载盖章 PDF',
  'report.bundle': '下载证据包',
  'report.json': '供程序读取（JSON）',
  'report.counter': '对报告提出异议',
  'report.counterLead': '如他人向您出示了报告，您可以依同一输入、用现行程序另行委托一份报告。',
  'report.counterAction': '依同一输入出具报告',
  'report.counterFile': '他人出示的报告（PDF 或 JSON）',
  'report.counterHint': '文件仅在本浏览器中读取，只发送其编号与一个摘要。',
  'report.counterUnknown': '该文件不是报告。',
};
