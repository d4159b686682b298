import type { deposit as english } from '../en/deposit.ts';

/** 网页中文文案：密封存证与核验。 */
export const deposit: Readonly<Record<keyof typeof english, string>> = {
  'page.deposit': '存证',
  'deposit.title': '密封存证',
  'deposit.lead': '现在不向任何人出示图样，日后仍可证明今天已持有它。',
  'deposit.seal': '密封文件',
  'deposit.signIn': '登录后存证',
  'deposit.file': '文件（类型不限）',
  'deposit.fileHint': '仅在本浏览器中计算摘要，不会发送。',
  'deposit.depositor': '存证人（自称），只写在回执里',
  'deposit.understood': '我会把回执和这份原文件各存两处。',
  'deposit.send': '密封并存证',
  'deposit.done': '已存证：{id}，时间 {at}。',
  'deposit.save': '保存回执',
  'deposit.notSaved': '尚未保存。其中内容别无他处：没有回执，将永远无法证明。',
  'deposit.saved': '离开本页前，请确认文件已保存。',
  'deposit.another': '再密封一个文件',
  'deposit.verify': '核验回执、证书或证据包',
  'deposit.verifyLead': '全部在本浏览器中计算，不发送任何内容。',
  'deposit.toVerify': '回执（JSON）、证书（PDF）或证据包（zip）',
  'deposit.original': '当时存证的文件（可不选）',
  'deposit.keys': '您认可的密钥（可不选）',
  'deposit.keysHint': '登记系统的 /v1/log/keys，须先与其另行公布的指纹核对后保存。',
  'deposit.check': '核验',
};
