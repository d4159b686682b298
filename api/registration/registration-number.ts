import type { Kind } from './application-form.ts';

/** What a number says it is: a registration, a filing of folk works (filed, not authored), a pre-registration. */
const WORDS: Readonly<Record<Kind, string>> = {
  works: '作登字',
  'folk-works': '民文备字',
  'pre-registration': '预登字',
};

/** Digits of the running number: enough for the largest registries, and of one length for sorting. */
const DIGITS = 8;

/** The series from which a number is taken: running numbers begin anew with each year and kind of an office. */
export function seriesOf(office: string, kind: Kind, year: number): string {
  return `${office}${WORDS[kind]}-${year}`;
}

/** A number such as `浙作登字-2026-00000012`. */
export function formatNumber(series: string, running: number): string {
  return `${series}-${String(running).padStart(DIGITS, '0')}`;
}
