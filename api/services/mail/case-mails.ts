import type { Language } from '../../config/settings.ts';
import type { NoticeOf } from '../../registration/concerned.ts';
import type { NewMail } from '../../store/mail-outbox.ts';

/** What happened, in one sentence; `{due}` is the last day of a term. */
const SENTENCES: Readonly<Record<Language, Readonly<Record<NoticeOf, string>>>> = {
  zh: {
    submit: '申请已提交，进入审查。',
    'pre-register': '预登记已办理。',
    convert: '预登记已转为正式申请，保留原日期。',
    withdraw: '申请已撤回。',
    lapse: '期限届满，申请已失效。',
    'take-over': '案件已由另一位审查员接手。',
    'request-supplement': '审查员要求补正材料，截止日期为 {due}。',
    supplement: '补正材料已收到。',
    'return-to-examiner': '复核审查员将案件退回，请查看理由。',
    'confirm-refusal': '申请被驳回。可在 {due} 前提出复审请求。',
    register: '作品已登记并公示，异议期至 {due}。',
    appeal: '已提出复审请求，由专家评审。',
    'panel-grant': '评审结果：准予登记。',
    'panel-refuse': '评审结果：不予登记。',
    'end-appeal-period': '复审请求期限已过，驳回决定生效。',
    object: '有人对登记提出异议。',
    'uphold-objection': '异议成立，登记已撤销。',
    'reject-objection': '异议不成立。',
    correct: '登记内容已更正。',
    transfer: '权利转移已登记。',
    'note-licence': '许可已登记。',
    cancel: '登记已撤销。',
    expire: '保护期届满。',
    'due-soon': '期限将至，截止日期为 {due}。',
    overdue: '期限已过，原截止日期为 {due}。',
    'invite-opinion': '请您就此案发表意见。',
  },
  en: {
    submit: 'The application was submitted and goes to examination.',
    'pre-register': 'The design was pre-registered.',
    convert: 'The pre-registration became an application and keeps its date.',
    withdraw: 'The application was withdrawn.',
    lapse: 'The term has ended and the application has lapsed.',
    'take-over': 'Another examiner has taken the case over.',
    'request-supplement': 'The examiner asks for a supplement, by {due}.',
    supplement: 'The supplement has come in.',
    'return-to-examiner': 'The second examiner has sent the case back; see why.',
    'confirm-refusal': 'The application was refused. An appeal is possible until {due}.',
    register: 'The work was registered and is on public notice; objections are heard until {due}.',
    appeal: 'An appeal was made; a panel of experts hears it.',
    'panel-grant': 'The panel has found for registration.',
    'panel-refuse': 'The panel has found against registration.',
    'end-appeal-period': 'The time for an appeal is over; the refusal is final.',
    object: 'Somebody objects to the registration.',
    'uphold-objection': 'The objection was upheld and the registration cancelled.',
    'reject-objection': 'The objection was rejected.',
    correct: 'The registration was corrected.',
    transfer: 'A transfer of the right was recorded.',
    'note-licence': 'A licence was noted.',
    cancel: 'The registration was cancelled.',
    expire: 'The term of protection has ended.',
    'due-soon': 'A term ends soon, on {due}.',
    overdue: 'A term has ended, on {due}.',
    'invite-opinion': 'Your opinion on this case is asked for.',
  },
};

const FRAMES: Readonly<Record<Language, { readonly greeting: string; readonly end: string }>> = {
  zh: { greeting: '{name}，您好：', end: '详情请登录登记系统，在“通知”中查看。本邮件不含链接。' },
  en: {
    greeting: 'Dear {name},',
    end: 'Sign in to the registry and see "Notices" for more. This mail has no links on purpose.',
  },
};

export interface CaseNotice {
  readonly about: NoticeOf;
  readonly applicationId: string;
  /** The last day of the term that it speaks of. */
  readonly dueOn: string | null;
}

/**
 * Tells somebody by mail what happened to a case, by its id alone: titles of what is not public do not leave by mail. Without
 * links, so that nobody gets used to following those in mail that looks like ours.
 */
export function caseMail(
  { about, applicationId, dueOn }: CaseNotice,
  to: { readonly email: string; readonly name: string; readonly language: Language },
): NewMail {
  const { greeting, end } = FRAMES[to.language];
  const sentence = SENTENCES[to.language][about].replace('{due}', () => dueOn ?? '—');
  const paragraphs = [greeting.replace('{name}', () => to.name), `${applicationId}\n${sentence}`, end];
  return { recipient: to.email, subject: `${sentence} (${applicationId})`, body: `${paragraphs.join('\n\n')}\n` };
}
