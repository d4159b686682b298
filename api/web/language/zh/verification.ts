import type { verification as english } from '../en/verification.ts';

/** 网页中文文案：证书与编号的核验。 */
export const verification: Readonly<Record<keyof typeof english, string>> = {
  'page.verify': '核验',
  'verification.title': '核验证书',
  'verification.lead': '可凭证书上的编号、二维码，或证书文件本身。',
  'verification.number': '登记编号或证书编号',
  'verification.ask': '核验',
  'verification.file': '或选择证书文件、图样文件',
  'verification.fileHint': '仅在本浏览器中计算摘要，只发送摘要。',
  'verification.registrationFound': '该登记记录在案。',
  'verification.status.valid': '有效：本证书现行有效。',
  'verification.status.reissued': '已补发：由另一份代替，所载内容仍有效。',
  'verification.status.superseded': '已被取代：登记内容此后有变更。',
  'verification.status.revoked': '已撤销：该登记已被撤销。',
  'verification.status.expired': '已届满：保护期已结束。',
  'verification.status.lapsed': '已失效：预登记未按期转为登记。',
  'verification.status.converted': '已转为登记，以登记证书为准。',
  'verification.newer': '查看应以之为准的证书',
  'verification.registrationNumber': '编号',
  'verification.work': '作品名称',
  'verification.decidedOn': '核准日期',
  'verification.certificate': '证书',
  'verification.issuedAt': '发证日期',
  'verification.since': '自',
  'verification.digest': '文件 SHA-256',
  'verification.issued': '已发证书',
};
