import { en, type MessageKey } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'en' | 'zh';
/** In the order in which they are offered. */
export const LANGUAGES: readonly Language[] = ['zh', 'en'];
export type { MessageKey };
export type Values = Readonly<Record<string, string | number>>;

/** Keys that exist as `.one` and `.other`. */
export type CountKey = MessageKey extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never;

export const CATALOGUES: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, zh };

/** BCP 47 tags used for numbers, dates and `Accept-Language`. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' };

export interface Translator {
  readonly language: Language;
  /** The text of a key with its `{names}` filled in. */
  text(key: MessageKey, values?: Values): string;
  /** The text of a key that depends on a number, given as `{count}`. */
  count(key: CountKey, count: number, values?: Values): string;
  /** The text of a key that may be missing, such as a code a newer server sends; undefined where it is. */
  lookUp(key: string, values?: Values): string | undefined;
  number(value: number, decimals?: number): string;
  /** A calendar date, or the day of an instant in China, in words. */
  date(iso: string): string;
  /** An instant with its time, in China's time. */
  instant(iso: string): string;
  /** A month such as `2026-03` in words. */
  month(month: string): string;
}

function fill(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}

export function createTranslator(language: Language): Translator {
  const catalogue = CATALOGUES[language];
  const locale = LOCALES[language];
  const plurals = new Intl.PluralRules(locale);
  const dates = new Intl.DateTimeFormat(locale, { ...DATE, timeZone: 'UTC' });
  const datesInChina = new Intl.DateTimeFormat(locale, { ...DATE, timeZone: 'Asia/Shanghai' });
  const months = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  const instants = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Asia/Shanghai',
  });
  const number = (value: number, decimals = 0): string =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  const lookUp = (key: string, values: Values = {}): string | undefined =>
    Object.hasOwn(catalogue, key) ? fill(catalogue[key as MessageKey], values) : undefined;
  return {
    language,
    text: (key, values = {}) => fill(catalogue[key], values),
    count: (key, count, values = {}) => {
      const form = plurals.select(count) === 'one' ? 'one' : 'other';
      return fill(catalogue[`${key}.${form}`], { count: number(count), ...values });
    },
    lookUp,
    number,
    date: (iso) => inWords(iso, DAY_ALONE.test(iso) ? dates : datesInChina),
    instant: (iso) => inWords(iso, instants),
    month: (month) => inWords(`${month}-01`, months),
  };
}

const DATE = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const DAY_ALONE = /^\d{4}-\d{2}-\d{2}$/;

function inWords(iso: string, format: Intl.DateTimeFormat): string {
  const instant = new Date(iso);
  return Number.isNaN(instant.getTime()) ? iso : format.format(instant);
}

/** The language to start with: the stored choice, else the browser's. */
export function preferredLanguage(stored: string | null, browserLanguages: readonly string[]): Language {
  if (stored === 'en' || stored === 'zh') return stored;
  for (const tag of browserLanguages) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'zh') return 'zh';
    if (primary === 'en') return 'en';
  }
  return 'en';
}
