import type { DepositCertificateContent } from '../proof/certificate.ts';
import { parseCheckpoint } from '../proof/note/checkpoint.ts';
import { parseNote } from '../proof/note/signed-note.ts';
import { certificatePagePdf, signatureOf } from './certificate-page.ts';
import { CERTIFICATE_TEXTS } from './certificate-texts.ts';
import type { Row } from './draw-rows.ts';
import { reportFont } from './font.ts';
import type { Seal } from './seal-pdf.ts';

interface DepositTexts {
  readonly title: string;
  readonly meaning: string;
  readonly verify: string;
  readonly noRegistration: string;
  readonly label: Readonly<Record<'deposit' | 'at' | 'account' | 'commitment' | 'timestamp' | 'registrations', string>>;
  readonly timestamp: Readonly<Record<'stamped' | 'queued', string>>;
}

const TEXTS: Readonly<Record<'zh' | 'en', DepositTexts>> = {
  zh: {
    title: '存证证书（密封）',
    meaning:
      '下列承诺值已存证并载入透明日志。登记系统未见过文件，未作查重；须凭存证人保管的回执与原文件，方能证明所存为何物。存证不是登记。',
    verify: '扫码打开核验页面',
    noRegistration: '签发时尚无',
    label: {
      deposit: '存证编号',
      at: '存证时间',
      account: '账户',
      commitment: '承诺值',
      timestamp: '时间戳',
      registrations: '引用该存证的登记',
    },
    timestamp: { stamped: '已加盖，见机读副本', queued: '签发时尚未到达' },
  },
  en: {
    title: 'Certificate of sealed deposit',
    meaning:
      'The commitment below was deposited and entered into the transparency log. The registry has not seen the file and compared nothing: only the receipt that the depositor keeps, with the very file, proves what was deposited. A deposit is no registration.',
    verify: 'Scan for the page that checks it',
    noRegistration: 'none when this was issued',
    label: {
      deposit: 'Deposit',
      at: 'Deposited at',
      account: 'Account',
      commitment: 'Commitment',
      timestamp: 'Timestamp',
      registrations: 'Registrations that name it',
    },
    timestamp: { stamped: 'there; see certificate.json', queued: 'had not come when this was issued' },
  },
};

/** The certificate of a sealed deposit. */
export function depositCertificatePdf({
  content,
  language,
  seal,
}: {
  readonly content: DepositCertificateContent;
  readonly language: 'zh' | 'en';
  readonly seal: Pick<Seal, 'signer' | 'stamp'>;
}): Promise<Uint8Array> {
  const texts = TEXTS[language];
  const shared = CERTIFICATE_TEXTS[language];
  const { issuer, id, issuedAt, verifyAt, registrations, proof } = content;
  const { record, timestamp } = proof;
  const { printable } = reportFont();
  const numbers = registrations.map(({ number }) => number).join(shared.between);
  const rows: readonly Row[] = [
    [texts.label.deposit, record.id],
    [texts.label.at, record.at],
    [texts.label.account, printable(record.account)],
    [texts.label.commitment, `${record.algorithm} ${record.commitment}`],
    [shared.label.log, shared.placeOf(parseCheckpoint(parseNote(proof.checkpoint).text).origin, proof.index)],
    [texts.label.timestamp, texts.timestamp[timestamp?.state ?? 'queued']],
    [texts.label.registrations, numbers === '' ? texts.noRegistration : numbers],
  ];
  return certificatePagePdf({
    language,
    title: texts.title,
    subject: `${shared.label.number}  ${record.id}`,
    meaning: texts.meaning,
    rows,
    picture: undefined,
    id,
    issuer,
    issuedAt,
    verifyAt,
    verify: texts.verify,
    signature: signatureOf(shared.sealedBy(printable(issuer)), shared.label.issued, content),
    footer: shared.footer,
    pageOf: shared.page,
    twin: content,
    seal,
  });
}
