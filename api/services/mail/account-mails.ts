import type { Language } from '../../config/settings.ts';
import type { NewMail } from '../../store/mail-outbox.ts';

/** What is sent to people about their accounts. */
type AccountMail = 'invitation' | 'reset' | 'already-registered';

interface MailTexts {
  readonly subject: string;
  /** Paragraphs; `{name}` and `{link}` are filled in. */
  readonly paragraphs: readonly string[];
}

const TEXTS: Readonly<Record<Language, Readonly<Record<AccountMail, MailTexts>>>> = {
  zh: {
    invitation: {
      subject: '请设置您的花样登记账户',
      paragraphs: [
        '{name}，您好：',
        '请打开以下链接设置密码并启用账户。链接三天内有效，只能使用一次：',
        '{link}',
        '如果您没有申请账户，请忽略本邮件。',
      ],
    },
    reset: {
      subject: '重设密码',
      paragraphs: [
        '{name}，您好：',
        '请打开以下链接设置新密码。链接一小时内有效，只能使用一次：',
        '{link}',
        '如果您没有要求重设密码，请忽略本邮件，原密码仍然有效。',
      ],
    },
    'already-registered': {
      subject: '您已有账户',
      paragraphs: [
        '{name}，您好：',
        '有人用此邮箱申请账户，而您已经有账户。请直接登录：',
        '{link}',
        '如果忘记密码，可在登录页重设；如果不是您本人操作，请忽略本邮件。',
      ],
    },
  },
  en: {
    invitation: {
      subject: 'Set up your account at the pattern registry',
      paragraphs: [
        'Dear {name},',
        'Open this link to choose a password and take your account into use. It works once, within three days:',
        '{link}',
        'If you did not ask for an account, leave this mail unanswered.',
      ],
    },
    reset: {
      subject: 'A new password',
      paragraphs: [
        'Dear {name},',
        'Open this link to choose a new password. It works once, within one hour:',
        '{link}',
        'If you did not ask for it, leave this mail unanswered: your password stays as it is.',
      ],
    },
    'already-registered': {
      subject: 'You have an account already',
      paragraphs: [
        'Dear {name},',
        'Somebody asked for an account with this address, and you have one. Sign in here:',
        '{link}',
        'There you can also choose a new password. If it was not you, leave this mail unanswered.',
      ],
    },
  },
};

export function accountMail(
  kind: AccountMail,
  to: { readonly email: string; readonly name: string; readonly language: Language },
  link: string,
): NewMail {
  const { subject, paragraphs } = TEXTS[to.language][kind];
  const fill = (text: string) => text.replaceAll('{link}', () => link).replaceAll('{name}', () => to.name);
  return { recipient: to.email, subject, body: `${paragraphs.map(fill).join('\n\n')}\n` };
}
