import type { Language } from '../config/settings.ts';
import type { FullMessage, Message, Messages } from './message-catalogue.ts';
import { MESSAGES_EN } from './messages-en.ts';
import { MESSAGES_ZH } from './messages-zh.ts';
import type { Refusal } from './problem.ts';

const CATALOGUES: Readonly<Record<Language, Messages>> = { en: MESSAGES_EN, zh: MESSAGES_ZH };

/** The texts of a refusal in one language. */
export interface RefusalTexts {
  readonly title: string;
  readonly detail: string;
  readonly expected: string;
  readonly received: string;
  readonly remedy: string;
}

export function textsOf(refusal: Refusal, language: Language): RefusalTexts {
  const message: Message & Partial<FullMessage> = CATALOGUES[language][refusal.code];
  const fill = (template: string) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => String(refusal.facts[name] ?? '?'));
  const expected = refusal.stated?.expected ?? fill(message.expected ?? '');
  const received = refusal.stated?.received ?? fill(message.received ?? '');
  // What engine and services state is English; a Chinese sentence is made of the catalogue's own texts only.
  const remedy = language === 'en' && refusal.stated ? refusal.stated.remedy : fill(message.remedy);
  const own = { title: message.title, expected, received, remedy };
  if (language === 'en') return { ...own, detail: `Expected ${expected} but received ${received}. ${remedy}` };
  if (refusal.stated) return { ...own, detail: `${message.title}。${remedy}` };
  return { ...own, detail: `要求：${expected}；收到：${received}。${remedy}` };
}
