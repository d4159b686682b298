import type { DepositCertificateContent, OpenDepositCertificateContent } from '../proof/certificate.ts';
import { parseCheckpoint } from '../proof/note/checkpoint.ts';
import { parseNote } from '../proof/note/signed-note.ts';
import { VOCABULARY } from '../texts/vocabulary.ts';
import { certificatePagePdf, signatureOf } from './certificate-page.ts';
import { CERTIFICATE_TEXTS } from './certificate-texts.ts';
import type { Row } from './draw-rows.ts';
import { reportFont } from './font.ts';
import type { Seal } from './seal-pdf.ts';

type Label = 'deposit' | 'at' | 'account' | 'commitment' | 'picture' | 'check' | 'timestamp' | 'registrations';

interface DepositTexts {
  readonly title: Readonly<Record<'sealed' | 'open', string>>;
  readonly meaning: Readonly<Record<'sealed' | 'open', string>>;
  readonly verify: string;
  readonly noRegistration: string;
  readonly label: Readonly<Record<Label, string>>;
  /** What the check before the deposit said. */
  readonly checked: (grade: string, works: number) => string;
  readonly timestamp: Readonly<Record<'stamped' | 'queued', string>>;
}

const TEXTS: Readonly<Record<'zh' | 'en', DepositTexts>> = {
  zh: {
    title: { sealed: '存证证书（密封）', open: '存证证书（开封）' },
    meaning: {
      sealed:
        '下列承诺值已存证并载入透明日志。登记系统未见过文件，未作查重；须凭存证人保管的回执与原文件，方能证明所存为何物。存证不是登记。',
      open: '下列图样已交由登记系统保存并载入透明日志，存证时已与全部在先花样比对。凭原图文件（一字不差）即可核对其 SHA-256。比对结果不是登记审查结论，存证不是登记。',
    },
    verify: '扫码打开核验页面',
    noRegistration: '签发时尚无',
    label: {
      deposit: '存证编号',
      at: '存证时间',
      account: '账户',
      commitment: '承诺值',
      picture: '图样 SHA-256',
      check: '存证时查重',
      timestamp: '时间戳',
      registrations: '引用该存证的登记',
    },
    checked: (grade, works) => `${grade}（检索作品 ${works} 件）`,
    timestamp: { stamped: '已加盖，见机读副本', queued: '签发时尚未到达' },
  },
  en: {
    title: { sealed: 'Certificate of sealed deposit', open: 'Certificate of open deposit' },
    meaning: {
      sealed:
        'The commitment below was deposited and entered into the transparency log. The registry has not seen the file and compared nothing: only the receipt that the depositor keeps, with the very file, proves what was deposited. A deposit is no registration.',
      open: 'The picture below was handed in, entered into the transparency log and kept; it was compared with all earlier patterns when it was deposited. Whoever has the very file can compare its SHA-256. What the check said is no decision on a registration, and a deposit is none.',
    },
    verify: 'Scan for the page that checks it',
    noRegistration: 'none when this was issued',
    label: {
      deposit: 'Deposit',
      at: 'Deposited at',
      account: 'Account',
      commitment: 'Commitment',
      picture: 'Picture, SHA-256',
      check: 'Checked when deposited',
      timestamp: 'Timestamp',
      registrations: 'Registrations that name it',
    },
    checked: (grade, works) => `${grade} (${works} works searched)`,
    timestamp: { stamped: 'there; see certificate.json', queued: 'had not come when this was issued' },
  },
};

/** The certificate of a deposit; of an open one with its picture. */
export function depositCertificatePdf({
  content,
  language,
  picture,
  seal,
}: {
  readonly content: DepositCertificateContent | OpenDepositCertificateContent;
  readonly language: 'zh' | 'en';
  /** Of an open deposit. */
  readonly picture: Buffer | undefined;
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
    ...(record.kind === 'sealed' ? sealedRows(record, texts) : openRows(record, texts, language)),
    [shared.label.log, shared.placeOf(parseCheckpoint(parseNote(proof.checkpoint).text).origin, proof.index)],
    [texts.label.timestamp, texts.timestamp[timestamp?.state ?? 'queued']],
    [texts.label.registrations, numbers === '' ? texts.noRegistration : numbers],
  ];
  return certificatePagePdf({
    language,
    title: texts.title[record.kind],
    subject: `${shared.label.number}  ${record.id}`,
    meaning: texts.meaning[record.kind],
    rows,
    picture,
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

function sealedRows({ algorithm, commitment }: DepositCertificateContent['proof']['record'], { label }: DepositTexts) {
  return [[label.commitment, `${algorithm} ${commitment}`]] as const;
}

function openRows(
  { sha256, check }: OpenDepositCertificateContent['proof']['record'],
  { label, checked }: DepositTexts,
  language: 'zh' | 'en',
) {
  const words = VOCABULARY[language].grade;
  const grade = check.grade in words ? words[check.grade as keyof typeof words] : check.grade;
  return [
    [label.picture, sha256],
    [label.check, checked(grade, check.worksSearched)],
  ] as const;
}
