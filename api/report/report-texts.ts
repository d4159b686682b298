import type { ReportFindings, VerbalScaleWord } from '../proof/similarity-report.ts';
import type { State } from '../registration/states.ts';

type Label =
  | 'orderedAt'
  | 'orderedBy'
  | 'matter'
  | 'claimant'
  | 'respondent'
  | 'propositionDerived'
  | 'propositionIndependent'
  | 'disputed'
  | 'capture'
  | 'result'
  | 'record'
  | 'owner'
  | 'number'
  | 'status'
  | 'picture'
  | 'dates'
  | 'grade'
  | 'coverage'
  | 'transform'
  | 'edits'
  | 'palettes'
  | 'ratio'
  | 'rule'
  | 'versions'
  | 'digests'
  | 'library'
  | 'notCompared'
  | 'restricted'
  | 'errorRates'
  | 'scale'
  | 'limits'
  | 'rounding'
  | 'log'
  | 'counters'
  | 'replaces';

/** What a report says besides its numbers, in one language. */
export interface ReportTexts {
  readonly title: Readonly<Record<'report' | 'counter-report', string>>;
  readonly meaning: string;
  readonly label: Readonly<Record<Label, string>>;
  readonly propositions: Readonly<Record<'derived' | 'independent', string>>;
  readonly section: Readonly<
    Record<'order' | 'comparison' | 'criteria' | 'judgements' | 'processing' | 'reading', string>
  >;
  readonly panel: Readonly<Record<'disputed' | 'record' | 'overlay', string>>;
  readonly criterion: Readonly<Record<string, string>>;
  readonly quantity: Readonly<Record<string, string>>;
  readonly judgement: Readonly<Record<string, string>>;
  readonly dateKind: Readonly<Record<string, string>>;
  readonly evidence: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<State, string>>;
  /** Why a record that was named was not compared. */
  readonly notComparedFor: Readonly<Record<string, string>>;
  readonly scaleWord: Readonly<Record<VerbalScaleWord, string>>;
  readonly nothingFound: string;
  /** Said with the result, so that nobody reads it without them. */
  readonly alsoRestricted: (count: number) => string;
  readonly none: string;
  readonly notMeasured: string;
  readonly noTransform: string;
  readonly mirrored: string;
  readonly inverted: string;
  readonly modulo: string;
  readonly noRates: string;
  readonly noRatio: string;
  /** `favours`: 1 or 2, the proposition that the ratio speaks for; null where it speaks for neither. */
  readonly ratio: (value: string, lower: string, upper: string, favours: 1 | 2 | null, word: string) => string;
  readonly scale: string;
  readonly limits: string;
  readonly coverage: (query: string, candidate: string) => string;
  readonly searched: (works: number, position: number, most: number) => string;
  readonly rates: (measuredOn: string, library: number) => string;
  readonly rate: (hits: number, n: number, lower: string, upper: string) => string;
  readonly wrong: Readonly<Record<'unrelated' | 'copiesOfOthers' | 'lookAlikes', string>>;
  readonly found: (edit: string, source: string) => string;
  /** Where the pictures came from that error rates were measured with. */
  readonly source: Readonly<Record<string, string>>;
  readonly restrictedHit: (grade: string, date: string, contact: string) => string;
  readonly rounding: (decimals: ReportFindings['decimals']) => string;
  readonly file: (widthPx: number, heightPx: number, bytes: number) => string;
  readonly between: string;
  /** Between what is spoken of and what is said of it. */
  readonly colon: string;
  readonly aside: (text: string) => string;
}

const ZH: ReportTexts = {
  title: { report: '花样相似性检验报告', 'counter-report': '花样相似性检验报告（另行委托）' },
  meaning: '本报告由程序依据冻结的输入计算得出，任何人可凭同一输入重新计算。报告说明测得的事实，不对是否侵权作出结论。',
  label: {
    orderedAt: '委托时间',
    orderedBy: '委托账户',
    matter: '案由或案号',
    claimant: '主张方',
    respondent: '被主张方',
    propositionDerived: '假设一',
    propositionIndependent: '假设二',
    disputed: '检材',
    capture: '取得方式（委托人所述）',
    result: '检验结果',
    record: '在先记录',
    owner: '权利人',
    number: '登记号',
    status: '登记状态',
    picture: '图片 SHA-256',
    dates: '日期与证据类别',
    grade: '等级',
    coverage: '共同部分',
    transform: '对应关系',
    edits: '改动',
    palettes: '配色对照',
    ratio: '似然比',
    rule: '适用规则',
    versions: '版本',
    digests: '程序与模型摘要',
    library: '检索范围',
    notCompared: '未能比对',
    restricted: '另有不公开的在先记录',
    errorRates: '误差率',
    scale: '表述等级',
    limits: '局限',
    rounding: '取整',
    log: '透明日志',
    counters: '所反驳的报告',
    replaces: '所替代的报告',
  },
  propositions: {
    derived: '检材所示图样来自在先记录的图样或其复制件。',
    independent: '检材所示图样系独立完成，与在先记录的相同之处仅为同类图样所共有。',
  },
  section: {
    order: '委托',
    comparison: '比对',
    criteria: '七项标准：测量值',
    judgements: '审查员的判断（与测量分列）',
    processing: '处理过程',
    reading: '如何阅读本报告',
  },
  panel: { disputed: '检材', record: '在先记录', overlay: '对齐叠加' },
  criterion: {
    'overall-effect': '画面效果',
    'internal-relation': '内在关联性',
    'change-of-meaning': '内涵信息属性改变',
    'element-size-and-role': '元素大小和作用',
    'colour-change': '颜色变化',
    'source-material': '素材应用',
    'new-elements': '创新元素',
  },
  quantity: {
    'structural-agreement': '结构一致度（0–1）',
    'corresponding-motif-positions': '对应的纹样位置数',
    'not-measured': '程序不作判断',
    'motif-size-ratio': '纹样大小比（在先/检材）',
    'mean-delta-e-2000': '平均色差 ΔE2000',
    'information-of-common-part': '共同部分的信息量（0–1）',
    'area-share-outside-common-part': '检材中共同部分以外的面积',
  },
  judgement: { same: '相同', similar: '近似', different: '不同', 'not-judged': '未判断' },
  dateKind: { created: '创作', published: '发表', registered: '登记', recorded: '入库' },
  evidence: { registration: '登记', deposit: '存证', publication: '发表', recorded: '入库记录', stated: '自述' },
  state: {
    draft: '草稿',
    'pre-checked': '已查重，未提交',
    submitted: '已提交',
    'in-examination': '审查中',
    'supplement-requested': '待补正',
    'proposed-grant': '拟准予登记',
    'proposed-refusal': '拟驳回',
    'second-review': '复核中',
    registered: '已登记',
    'under-objection': '异议审理中',
    refused: '已驳回',
    'expert-panel': '专家评审中',
    'lay-panel': '大众评审中',
    provisional: '已预登记',
    withdrawn: '已撤回',
    lapsed: '已失效',
    final: '终局驳回',
    cancelled: '已撤销',
    expired: '保护期届满',
    converted: '已转为登记申请',
  },
  notComparedFor: { removed: '记录已移除', 'not-fingerprinted': '特征尚在重新计算' },
  scaleWord: { none: '不支持任一假设', weak: '较弱', moderate: '中等', 'moderately-strong': '中等偏强' },
  nothingFound: '在委托人可见的记录中，未发现等级高于“未发现”的在先记录。',
  alsoRestricted: (count) => `另有 ${count} 件不公开的在先记录，见“处理过程”。`,
  none: '无',
  notMeasured: '未测量',
  noTransform: '未找到可靠的对应关系',
  mirrored: '含镜像',
  inverted: '含明暗反转',
  modulo: '平移只确定到循环单元',
  noRates: '对当前版本尚无经验证的误差率，因此本报告不给出误差率，也不给出似然比。',
  noRatio: '不给出（见误差率）',
  ratio: (value, lower, upper, favours, word) =>
    `log10 = ${value}（95 % 区间 ${lower} 至 ${upper}）；${favours === null ? word : `支持假设${favours === 1 ? '一' : '二'}，程度：${word}`}`,
  scale:
    '似然比指：在假设一下得到这样的测量结果的可能性，是在假设二下的多少倍。按区间中较保守的一端表述：log10 小于 0.3 为不支持任一假设，0.3 起为较弱，1 起为中等，2 起为中等偏强；超出验证数据所能支持的数值不予给出。它不是侵权的概率。',
  limits:
    '程序只比较图片，不知道谁在先创作、是否获得许可。日期按证据类别列出，“自述”未经核实。检索只在登记库内进行，库外的在先作品不在其中。照片的光线、褶皱和分辨率会使一致度降低。等级由公开的规则文件根据所列数值得出，可由所列数值复核。',
  coverage: (query, candidate) => `占检材结构面积的 ${query}，占在先记录的 ${candidate}（0–1）`,
  searched: (works, position, most) => `检索 ${works} 件作品，变更序号 ${position}；至多列出 ${most} 件`,
  rates: (measuredOn, library) => `${measuredOn} 以 ${library} 件图样的库实测；逐项为：强等级数/次数（95 % 区间）`,
  rate: (hits, n, lower, upper) => `${hits}/${n}（${lower}–${upper}）`,
  wrong: {
    unrelated: '无关图样被误评为强等级',
    copiesOfOthers: '复制件对他人图样被误评为强等级',
    lookAlikes: '同类近似图样被误评为强等级',
  },
  found: (edit, source) => `经此改动的复制件得到强等级：${edit}（${source}）`,
  source: { generated: '生成的图样', reference: '真实图样' },
  restrictedHit: (grade, date, contact) => `${grade}，${date}，联系：${contact}`,
  rounding: ({ share, logarithm, amount, corner, matrix }) =>
    `小数位数：比例、相关系数 ${share}；对数 ${logarithm}；色差、角度、平移 ${amount}；区域顶点（像素）${corner}；矩阵 ${matrix}。`,
  file: (widthPx, heightPx, bytes) => `${widthPx} × ${heightPx} 像素，${bytes} 字节`,
  between: '；',
  colon: '：',
  aside: (text) => `（${text}）`,
};

const EN: ReportTexts = {
  title: { report: 'Similarity report', 'counter-report': 'Similarity report, ordered by another party' },
  meaning:
    'A program computed this report from frozen inputs; anybody can compute it again from the same inputs. It states what was measured and does not decide whether a right was infringed.',
  label: {
    orderedAt: 'Ordered at',
    orderedBy: 'Ordered by account',
    matter: 'Matter',
    claimant: 'Claimant',
    respondent: 'Respondent',
    propositionDerived: 'Proposition 1',
    propositionIndependent: 'Proposition 2',
    disputed: 'Disputed picture',
    capture: 'How it came to be, as stated by whoever ordered',
    result: 'Result',
    record: 'Earlier record',
    owner: 'Owner',
    number: 'Registration number',
    status: 'Status of registration',
    picture: 'SHA-256 of the picture',
    dates: 'Dates, with their class of evidence',
    grade: 'Grade',
    coverage: 'In common',
    transform: 'How one lies on the other',
    edits: 'Changes',
    palettes: 'Colours',
    ratio: 'Likelihood ratio',
    rule: 'Rule that decided',
    versions: 'Versions',
    digests: 'Digests of program and models',
    library: 'Searched',
    notCompared: 'Not compared',
    restricted: 'Earlier records that are not public',
    errorRates: 'Error rates',
    scale: 'Words for ratios',
    limits: 'Limits',
    rounding: 'Rounding',
    log: 'Transparency log',
    counters: 'Counters',
    replaces: 'Replaces',
  },
  propositions: {
    derived: 'The disputed picture shows a design that was taken from the earlier record, or from a copy of it.',
    independent:
      'The disputed picture shows a design that was made independently, and is like the earlier record only in what designs of its kind share.',
  },
  section: {
    order: 'Order',
    comparison: 'Comparison',
    criteria: 'The seven criteria: what was measured',
    judgements: 'What examiners held, apart from what was measured',
    processing: 'How it was computed',
    reading: 'How to read this report',
  },
  panel: { disputed: 'disputed', record: 'earlier record', overlay: 'one laid on the other' },
  criterion: {
    'overall-effect': 'Overall effect',
    'internal-relation': 'Internal relation',
    'change-of-meaning': 'Change of meaning',
    'element-size-and-role': 'Size and role of elements',
    'colour-change': 'Colour change',
    'source-material': 'Use of source material',
    'new-elements': 'New elements',
  },
  quantity: {
    'structural-agreement': 'agreement of structure (0–1)',
    'corresponding-motif-positions': 'motif positions that correspond',
    'not-measured': 'not for a machine to judge',
    'motif-size-ratio': 'motif size, earlier / disputed',
    'mean-delta-e-2000': 'mean difference of colour, ΔE2000',
    'information-of-common-part': 'information of the common part (0–1)',
    'area-share-outside-common-part': 'share of the disputed picture outside the common part',
  },
  judgement: { same: 'same', similar: 'similar', different: 'different', 'not-judged': 'not judged' },
  dateKind: { created: 'created', published: 'published', registered: 'registered', recorded: 'recorded' },
  evidence: {
    registration: 'registration',
    deposit: 'deposit',
    publication: 'publication',
    recorded: 'noted on coming in',
    stated: 'stated only',
  },
  state: {
    draft: 'draft',
    'pre-checked': 'checked, not filed',
    submitted: 'submitted',
    'in-examination': 'in examination',
    'supplement-requested': 'supplement asked for',
    'proposed-grant': 'grant proposed',
    'proposed-refusal': 'refusal proposed',
    'second-review': 'in second review',
    registered: 'registered',
    'under-objection': 'under objection',
    refused: 'refused',
    'expert-panel': 'before the expert panel',
    'lay-panel': 'before the lay panel',
    provisional: 'pre-registered',
    withdrawn: 'withdrawn',
    lapsed: 'lapsed',
    final: 'refused, final',
    cancelled: 'cancelled',
    expired: 'expired',
    converted: 'taken up by an application',
  },
  notComparedFor: { removed: 'the record was removed', 'not-fingerprinted': 'its fingerprint is being computed anew' },
  scaleWord: {
    none: 'supports neither proposition',
    weak: 'weak',
    moderate: 'moderate',
    'moderately-strong': 'moderately strong',
  },
  nothingFound:
    'Among the records that whoever ordered may see, none has anything in common with the disputed picture.',
  alsoRestricted: (count) =>
    `Besides, ${count === 1 ? 'one earlier record that is not public is' : `${count} earlier records that are not public are`} like it: see how it was computed.`,
  none: 'none',
  notMeasured: 'not measured',
  noTransform: 'none was found that can be relied on',
  mirrored: 'mirrored',
  inverted: 'light and dark inverted',
  modulo: 'shifts are known up to the repeat unit',
  noRates:
    'No validated error rates exist for these versions, so that this report states none, and no likelihood ratio either.',
  noRatio: 'not stated (see error rates)',
  ratio: (value, lower, upper, favours, word) =>
    `log10 = ${value} (95 % interval ${lower} to ${upper}); ${favours === null ? word : `support for proposition ${favours}: ${word}`}`,
  scale:
    'The ratio says how many times likelier such measurements are under proposition 1 than under proposition 2. Words go by the more cautious end of the interval: log10 below 0.3 supports neither, from 0.3 weak, from 1 moderate, from 2 moderately strong; nothing is stated beyond what the validation data can support. It is not the probability of an infringement.',
  limits:
    "The program compares pictures; it does not know who created first, or who had leave. Dates are listed by class of evidence; what is stated only was not verified. The search covers the registry's library and nothing outside it. Light, folds and resolution of photographs lower the agreement. The published rule file makes the grade from the numbers that are listed, and can be applied to them again.",
  coverage: (query, candidate) =>
    `${query} of the disputed picture's structured area, ${candidate} of the earlier record's (0–1)`,
  searched: (works, position, most) =>
    `${works} works, at position ${position} of the change feed; at most ${most} are listed`,
  rates: (measuredOn, library) =>
    `measured ${measuredOn} against a library of ${library} patterns; strong grades / checks (95 % interval)`,
  rate: (hits, n, lower, upper) => `${hits}/${n} (${lower}–${upper})`,
  wrong: {
    unrelated: 'unrelated designs graded strong',
    copiesOfOthers: "copies graded strong against another's design",
    lookAlikes: 'look-alikes graded strong',
  },
  found: (edit, source) => `copies changed so, graded strong: ${edit} (${source})`,
  source: { generated: 'generated designs', reference: 'real designs' },
  restrictedHit: (grade, date, contact) => `${grade}, ${date}, ask ${contact}`,
  rounding: ({ share, logarithm, amount, corner, matrix }) =>
    `Decimals: shares and correlations ${share}; logarithms ${logarithm}; colour differences, angles and shifts ${amount}; corners of regions, in pixels, ${corner}; matrices ${matrix}.`,
  file: (widthPx, heightPx, bytes) => `${widthPx} × ${heightPx} px, ${bytes} bytes`,
  between: '; ',
  colon: ': ',
  aside: (text) => ` (${text})`,
};

export const REPORT_TEXTS: Readonly<Record<'zh' | 'en', ReportTexts>> = { zh: ZH, en: EN };
