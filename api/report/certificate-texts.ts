import type { CertificateContent } from '../proof/certificate.ts';
import type { ApplicationForm } from '../registration/application-form.ts';

type Kind = CertificateContent['kind'];
type Works = Extract<ApplicationForm, { kind: 'works' }>;
type FolkWorks = Extract<ApplicationForm, { kind: 'folk-works' }>;

/** What a certificate says, in one language. */
export interface CertificateTexts {
  readonly title: Readonly<Record<Kind, string>>;
  /** What the certificate is, and what it is not. */
  readonly meaning: Readonly<Record<Kind, string>>;
  readonly label: Readonly<
    Record<
      | 'number'
      | 'workTitle'
      | 'workType'
      | 'owners'
      | 'authors'
      | 'created'
      | 'firstPublished'
      | 'stage'
      | 'originClass'
      | 'sourceMaterial'
      | 'generator'
      | 'priority'
      | 'decided'
      | 'agent'
      | 'deposit'
      | 'originals'
      | 'groupOwner'
      | 'actingInstitution'
      | 'recorders'
      | 'recorded'
      | 'story'
      | 'meaning'
      | 'picture'
      | 'replaces'
      | 'issued'
      | 'log',
      string
    >
  >;
  readonly workType: Readonly<Record<Works['workType'], string>>;
  readonly stage: Readonly<Record<Works['stage'], string>>;
  readonly originClass: Readonly<Record<Works['declaration']['originClass'], string>>;
  readonly basis: Readonly<Record<Works['owners'][number]['basis'], string>>;
  readonly role: Readonly<Record<FolkWorks['recorders'][number]['role'], string>>;
  readonly noGenerator: string;
  /** What stands between the members of a list, between two facts of one, and round an aside. */
  readonly between: string;
  readonly comma: string;
  readonly aside: (text: string) => string;
  readonly sealedBy: (issuer: string) => string;
  /** Below the QR code. */
  readonly verify: string;
  readonly footer: string;
  readonly page: (page: number, pages: number) => string;
  readonly placeOf: (origin: string, index: number) => string;
}

export const CERTIFICATE_TEXTS: Readonly<Record<'zh' | 'en', CertificateTexts>> = {
  zh: {
    title: { registration: '作品登记证书', filing: '民间文艺作品备案证书', 'pre-registration': '作品预登记证明' },
    meaning: {
      registration: '经审查，对下列作品予以登记。登记事项由申请人提供；登记是权属的初步证明。',
      filing: '对下列民间文艺作品予以备案。备案不是登记，不认定任何个人为作者；权利主体为特定群体。',
      'pre-registration': '对下列设计予以预登记，保留其日期。预登记未经审查，不是权属证明。',
    },
    label: {
      number: '编号',
      workTitle: '作品名称',
      workType: '作品类型',
      owners: '著作权人',
      authors: '作者',
      created: '创作完成',
      firstPublished: '首次发表',
      stage: '阶段',
      originClass: '来源',
      sourceMaterial: '所用素材',
      generator: '生成模型',
      priority: '优先日期',
      decided: '核准日期',
      agent: '代理机构',
      deposit: '存证',
      originals: '原生作品',
      groupOwner: '权利主体（群体）',
      actingInstitution: '权利代表机构',
      recorders: '收集、整理、传承',
      recorded: '记录',
      story: '故事',
      meaning: '寓意',
      picture: '图样 SHA-256',
      replaces: '替代证书',
      issued: '发证',
      log: '透明日志',
    },
    workType: {
      'fine-art': '美术作品',
      photograph: '摄影作品',
      'graphic-or-model': '图形或模型作品',
      audiovisual: '视听作品',
      compilation: '汇编作品',
    },
    stage: {
      sketch: '草图',
      'design-draft': '设计稿',
      'final-artwork': '定稿',
      'sample-cloth': '样布',
      'finished-cloth': '成品',
    },
    originClass: { original: '原创', derivative: '演绎', 'public-domain-based': '基于公有领域素材' },
    basis: { original: '原始取得', employment: '职务作品', commission: '委托', contract: '合同', inheritance: '继承' },
    role: { recorder: '记录人', collector: '收集人', arranger: '整理人', heir: '传承人', keeper: '保管单位' },
    noGenerator: '未使用',
    between: '；',
    comma: '，',
    aside: (text) => `（${text}）`,
    sealedBy: (issuer) => `电子签章：${issuer}`,
    verify: '扫码核验',
    footer: '本文件内含机器可读副本 certificate.json 与日志证明，可离线核验。以电子文件为准，打印件仅供参考。',
    page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
    placeOf: (origin, index) => `${origin} 第 ${index} 项`,
  },
  en: {
    title: {
      registration: 'Certificate of registration of a work',
      filing: 'Certificate of filing of a folk work',
      'pre-registration': 'Statement of pre-registration',
    },
    meaning: {
      registration:
        'The work below was examined and registered. What is recorded was stated by the applicant; registration is prima facie evidence of title.',
      filing:
        'The folk work below was filed. Filed is not authored: nobody is held to be its author, and the right belongs to a group.',
      'pre-registration':
        'The design below was pre-registered and keeps its date. It was not examined, and this is no evidence of title.',
    },
    label: {
      number: 'Number',
      workTitle: 'Title',
      workType: 'Kind of work',
      owners: 'Copyright owner',
      authors: 'Author',
      created: 'Created',
      firstPublished: 'First published',
      stage: 'Stage',
      originClass: 'Origin',
      sourceMaterial: 'Source material',
      generator: 'Generating model',
      priority: 'Date that counts',
      decided: 'Granted',
      agent: 'Agent',
      deposit: 'Deposit',
      originals: 'Originals',
      groupOwner: 'Group that owns',
      actingInstitution: 'Institution acting for it',
      recorders: 'Recorders and heirs',
      recorded: 'Recorded',
      story: 'Story',
      meaning: 'Meaning',
      picture: 'Picture, SHA-256',
      replaces: 'Takes the place of',
      issued: 'Issued',
      log: 'Transparency log',
    },
    workType: {
      'fine-art': 'fine art',
      photograph: 'photograph',
      'graphic-or-model': 'graphic work or model',
      audiovisual: 'audiovisual work',
      compilation: 'compilation',
    },
    stage: {
      sketch: 'sketch',
      'design-draft': 'design draft',
      'final-artwork': 'final artwork',
      'sample-cloth': 'sample cloth',
      'finished-cloth': 'finished cloth',
    },
    originClass: {
      original: 'original',
      derivative: 'derivative',
      'public-domain-based': 'based on the public domain',
    },
    basis: {
      original: 'as author',
      employment: 'by employment',
      commission: 'by commission',
      contract: 'by contract',
      inheritance: 'by inheritance',
    },
    role: { recorder: 'recorder', collector: 'collector', arranger: 'arranger', heir: 'heir', keeper: 'keeper' },
    noGenerator: 'none used',
    between: '; ',
    comma: ', ',
    aside: (text) => ` (${text})`,
    sealedBy: (issuer) => `Electronic seal: ${issuer}`,
    verify: 'Scan to verify',
    footer:
      'certificate.json inside this document says the same to programs and proves it off line. A print is for reading only.',
    page: (page, pages) => `Page ${page} of ${pages}`,
    placeOf: (origin, index) => `${origin}, entry ${index}`,
  },
};
