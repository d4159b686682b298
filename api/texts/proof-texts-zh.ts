import type { MemberFinding } from '../proof/bundle/verify-bundle.ts';
import type { CustodyAct } from '../proof/evidence.ts';
import type { CertificateStanding } from '../proof/pki/chain.ts';
import type { ProofTexts } from './proof-texts.ts';

const MEMBER_STATE: Readonly<Record<MemberFinding['state'], string>> = {
  proven: '已证明',
  consistent: '一致，但密钥未经认可',
  failed: '未能证明',
  intact: '未经改动',
};

/** Said behind the name of whoever sealed or put a time to something. */
const STANDING: Readonly<Record<CertificateStanding, string>> = {
  vouched: '',
  unknown: '（未经认可）',
  expired: '（当时无效，或已停止签名）',
  revoked: '（已吊销）',
};

const CUSTODY_ACT: Readonly<Record<CustodyAct, string>> = {
  read: '调取图片',
  'hand-over': '移交保管',
  cosign: '会签',
};

export const PROOF_TEXTS_ZH: ProofTexts = {
  beforeSealing:
    '密封存证不作查重：登记系统只收到 32 个字节，看不到也不比对图样。只有回执文件与原图文件（一字不差）同时在手才能证明。' +
    '任何一个丢失或改动，就再也无法证明，包括登记系统在内，谁也不能补办。请将两者各存两处。持有回执者可以看到其中的姓名。',
  beforeHandingIn:
    '开封存证作查重：图样交由登记系统保存，并与全部在先花样比对。除您本人以及涉及该图样的案件的审查员外，无人可见。' +
    '他人的图样与之高度相似时，只会得知存在在先记录、其日期以及应询问的机构。请保留原图文件（一字不差）：它与可重新获取的回执一起证明存证。' +
    '存证不是登记。',
  deposited: (id, at, receipt) => `${id} 已于 ${at} 存证，回执：${receipt}`,
  verdict: {
    receipt: {
      proven: '已证明：确如所述存证，且密钥为您所认可。',
      consistent: '前后一致，但所用密钥未经您认可：任何人都可以用自己的密钥做出这样的回执。',
      failed: '未能证明。',
    },
    evidence: {
      proven: '已证明：确如所述取证，保管链没有缺口，且密钥为您所认可。',
      consistent: '前后一致，但所用密钥未经您认可：任何人都可以用自己的密钥做出这样的取证回执。',
      failed: '未能证明。',
    },
    anchor: {
      proven: '已证明：日志的这一状态在所述时间已为外部所知，且密钥为您所认可。',
      consistent: '前后一致，但所用密钥未经您认可：任何人都可以用自己的密钥做出这样的锚定。',
      failed: '未能证明。',
    },
    certificate: {
      proven: '已证明：证书自盖章以来未经改动，所载内容在日志中，且密钥为您所认可。',
      consistent: '前后一致，但所用密钥未经您认可：任何人都可以用自己的密钥做出这样的证书。',
      failed: '未能证明。',
    },
    report: {
      proven: '已证明：报告与日志所载一致，且密钥为您所认可。',
      consistent: '前后一致，但所用密钥未经您认可：任何人都可以用自己的密钥做出这样的报告。',
      failed: '未能证明。',
    },
    bundle: {
      proven: '已证明：证据包内容未经改动，所载内容在日志中，且密钥为您所认可。',
      consistent: '前后一致，但所用密钥未经您认可：任何人都可以用自己的密钥做出这样的证据包。',
      failed: '未能证明。',
    },
  },
  revocation: ({ asOf, reason }) => `吊销日期：${asOf.toISOString()}${reason === null ? '' : `；原因：${reason}`}。`,
  faultIn: (member, fault) => (member === null ? `压缩包：${fault}` : `${member}：${fault}`),
  member: ({ name, state }) => `${name}：${MEMBER_STATE[state]}`,
  fault: {
    'archive-unreadable': '不是压缩包，或已被截断。',
    'archive-too-large': '内容超出证据包的范围。',
    'archive-altered': '其中文件完好，但打包方式与制作时不同：经过重新打包，或文件之间有改动。',
    'member-name': '证据包中没有这样命名的文件。',
    'member-twice': '同名文件出现两次。',
    'member-packed': '文件经过压缩；证据包中的文件均不压缩。',
    'member-altered': '自证据包制作以来，该文件已被改动。',
    'member-missing': '缺少该文件。',
    'member-unlisted': '该文件不属于本证据包。',
    'manifest-altered': '文件清单与日志中的不符。',
    'proof-altered': '文件清单的证明已被改动。',
    'record-foreign': '所涉对象不在证据包内。',
    'receipt-incomplete': '回执中尚无登记系统的答复，请再次运行 deposit seal。',
    'file-differs': '文件不是当时存证的文件。',
    'commitment-differs': '回执中的摘要、存证人或盐值与存证的承诺值不符。',
    'custody-broken': '保管链缺少一环，或其中一环不属于该证据。',
    'custody-altered': '作此保管记录时，登记系统中的图片已被改动或缺失。',
    'cosignature-wrong': '会签不是针对该证据，或与保管链所载不符。',
    'not-in-log': '该存证不在回执所示的日志状态中。',
    'checkpoint-malformed': '回执中的日志状态格式不符。',
    'signature-wrong': '日志状态没有该日志密钥的签名。',
    'timestamp-wrong': '时间戳不在含有该存证的本日志状态上，或其签名有误。',
    'key-expired': '该密钥在存证之前已停用。',
    'key-revoked': '该密钥已吊销，且没有您认可的见证人在此之前见证过该日志状态。',
    'seal-missing': '文件没有电子印章。',
    'seal-partial': '印章没有覆盖整个文件：盖章之后有内容追加。',
    'seal-wrong': '印章与文件不符：文件或印章已被改动。',
    'seal-expired': '盖章时印章证书不在有效期内，或其密钥已停止签名。',
    'seal-revoked': '印章证书已吊销，且无法证明盖章在此之前。',
    'content-missing': '文件中没有已知格式的机读内容。',
    'content-differs': '文件所载内容与日志中的记录不符。',
  },
  fileNotCompared: '未提供文件：仅证明回执中的摘要曾经存证。',
  custody: ({ act, at, actor, to, cosigned }) => {
    const line = `${at} ${CUSTODY_ACT[act]}：${actor}${to === null ? '' : `，交给 ${to}`}`;
    if (cosigned === undefined) return line;
    if (cosigned === null) return `${line}（此处未核验签名：请经 https 打开本页，或使用 selvedge verify）`;
    return `${line}；签名：${cosigned.holder}，指纹 ${cosigned.fingerprint}${STANDING[cosigned.standing]}`;
  },
  facts: {
    sha256: '文件 SHA-256',
    bytes: '字节数',
    depositor: '存证人（自称）',
    account: '账户',
    at: '存证时间',
    origin: '日志',
    index: '日志序号',
    evidence: '证据编号',
    way: '取证方式',
    operator: '取证账户',
    takenAt: '取证时间',
    place: '地点（自述）',
    source: '来源（自述）',
    device: '设备（自述）',
    matches: '当时匹配的在先记录',
    size: '日志条目数',
    root: '日志根',
    anchoredIn: '锚定于',
    anchoredAt: '锚定时间',
    certificate: '证书编号',
    deposit: '存证编号',
    commitment: '承诺值',
    registrations: '引用该存证的登记',
    number: '登记号',
    title: '名称',
    owners: '权利人',
    issuer: '签发机关',
    issuedAt: '签发时间',
    report: '相似性报告',
    orderedAt: '委托时间',
    matter: '案由或案号',
    claimant: '主张方',
    respondent: '被主张方',
    grade: '最高等级',
    firstRecord: '该等级中证据日期最早的记录',
    findingsSha256: '检验结果 SHA-256',
    inputsSha256: '冻结输入 SHA-256',
    counters: '所反驳的报告',
    replaces: '所替代的报告',
    bundle: '证据包',
    about: '所涉',
    madeAt: '制作时间',
  },
  standsAsOf: '以上为签发时的情况。目前是否仍然有效，请凭登记号或二维码向登记系统查询。',
  seal: ({ holder, fingerprint, timestamp: { at, authority, isLocal, standing: clock }, standing }) =>
    `印章：${holder}，指纹 ${fingerprint}${STANDING[standing]}；时间 ${at.toISOString()}，时钟：${authority}${
      isLocal ? '（登记系统自身时钟，并非独立机构）' : ''
    }${STANDING[clock]}`,
  signer: (role, name, fingerprint, isVouched) =>
    `${role === 'log' ? '签名' : '见证'}：${name}，指纹 ${fingerprint}${isVouched ? '' : '（未经认可）'}`,
  timestamp: (finding) => {
    switch (finding.state) {
      case 'none':
        return '没有时间戳：时间仅凭登记系统所述。';
      case 'queued':
        return '制作回执时时间戳尚未到达：请向登记系统重新获取回执。';
      case 'unchecked':
        return '此处未核验时间戳：请经 https 打开本页，或使用 selvedge verify。';
      case 'verified':
        return `时间戳：${finding.at.toISOString()}，签发：${finding.authority}，指纹 ${finding.fingerprint}${
          finding.isLocal ? '（登记系统自身时钟，并非独立机构）' : ''
        }${STANDING[finding.standing]}`;
    }
  },
  timestampQueued: (authority) => `${authority} 尚未给出时间戳：将持续请求，届时可重新获取回执。`,
  receiptThere: (path) => `要求：新的回执文件名；收到：${path}，其中已有完整回执。请另取名。`,
  receiptForAnother: (path) => `要求：未完成回执 ${path} 所对应的文件；收到：另一个文件。请另取回执名。`,
  receiptInvalid: (path) => `要求：存证回执；收到：${path}，不是回执或已被改动。`,
  fileUnknown: (path) => `要求：存证或取证回执、证书、相似性报告或证据包；收到：${path}，均不是。`,
  trustInvalid: (path) => `要求：/v1/log/keys 给出的密钥文件；收到：${path}，不是这种文件。`,
};
