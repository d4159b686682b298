import type { Language } from '../../config/settings.ts';
import type { NewMail } from '../../store/mail-outbox.ts';

/** What can change about the credentials of an account (NIST SP 800-63B-4, 4.6: the subscriber is told, so that a change by somebody else is seen). */
export type CredentialChange =
  | 'password-set'
  | 'authenticator-added'
  | 'passkey-added'
  | 'passkey-removed'
  | 'second-factors-removed'
  | 'key-created'
  | 'key-revoked';

interface CredentialTexts {
  readonly subjects: Readonly<Record<CredentialChange, string>>;
  /** Paragraphs; `{name}`, `{change}` and `{time}` are filled in. Nothing that whoever made the change has typed, and nothing to click on. */
  readonly paragraphs: readonly string[];
}

const TEXTS: Readonly<Record<Language, CredentialTexts>> = {
  zh: {
    subjects: {
      'password-set': '您的密码已更改',
      'authenticator-added': '您的账户已添加身份验证器',
      'passkey-added': '您的账户已添加通行密钥',
      'passkey-removed': '您的账户已移除一个通行密钥',
      'second-factors-removed': '管理员已移除您账户的全部第二验证因素',
      'key-created': '您的账户已创建 API 密钥',
      'key-revoked': '您的账户已撤销一个 API 密钥',
    },
    paragraphs: [
      '{name}，您好：',
      '{change}（{time}，北京时间）。',
      '如果是您本人操作，无需理会本邮件。',
      '如果不是您本人操作，请立即在登录页重设密码，检查账户中的验证方式和密钥，并告知您的版权登记机构。',
    ],
  },
  en: {
    subjects: {
      'password-set': 'Your password was changed',
      'authenticator-added': 'An authenticator was added to your account',
      'passkey-added': 'A passkey was added to your account',
      'passkey-removed': 'A passkey was removed from your account',
      'second-factors-removed': 'An administrator removed every second factor of your account',
      'key-created': 'An API key was created for your account',
      'key-revoked': 'An API key of your account was revoked',
    },
    paragraphs: [
      'Dear {name},',
      '{change} ({time}, time in China).',
      'If it was you, there is nothing to do.',
      'If it was not, choose a new password on the sign-in page at once, look through the factors and keys of your account, and tell your registry office.',
    ],
  },
};

/** `2026-03-02 16:00` in China, where the offices are. */
const TIME = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

export function credentialMail(
  change: CredentialChange,
  to: { readonly email: string; readonly name: string; readonly language: Language },
  at: Date,
): NewMail {
  const { subjects, paragraphs } = TEXTS[to.language];
  const values: Readonly<Record<string, string>> = { name: to.name, change: subjects[change], time: TIME.format(at) };
  const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name]!);
  return { recipient: to.email, subject: subjects[change], body: `${paragraphs.map(fill).join('\n\n')}\n` };
}
