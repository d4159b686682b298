import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES } from '../../api/http/problem-codes.ts';
import { DATE_EVIDENCE, DATE_KINDS } from '../../api/schemas/pattern.ts';
import { en } from '../../api/web/language/en.ts';
import { createTranslator, preferredLanguage } from '../../api/web/language/messages.ts';
import { zh } from '../../api/web/language/zh.ts';
import { CRITERIA, EDIT_CODES, EDIT_UNITS, GRADES, NOT_COMPARABLE_REASONS, REPEAT_TYPES } from '../../engine/index.ts';

const CATALOGUES = [
  ['English', en],
  ['Chinese', zh],
] as const;

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

describe('the two catalogues', () => {
  it('have the same keys', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(CATALOGUES)('leave nothing empty in %s', (_name, catalogue) => {
    for (const [key, text] of Object.entries(catalogue)) expect(text.trim(), key).not.toBe('');
  });

  it('fill in the same values, counts aside, which a language may leave out of its singular', () => {
    const withoutCount = (text: string) => [...new Set(placeholders(text))].filter((name) => name !== 'count');
    for (const [key, text] of Object.entries(en)) {
      expect(withoutCount(zh[key as keyof typeof en]), key).toEqual(withoutCount(text));
    }
  });

  it.each(CATALOGUES)('translate every code that a result can hold into %s', (_name, catalogue) => {
    const keys = [
      ...GRADES.flatMap((code) => [`grade.${code}`, `gradeMeaning.${code}`]),
      ...EDIT_CODES.map((code) => `edit.${code}`),
      ...EDIT_UNITS.filter((unit) => unit !== 'deg').map((unit) => `amount.${unit}`),
      ...CRITERIA.map((code) => `criterion.${code}`),
      ...REPEAT_TYPES.map((code) => `repeat.${code}`),
      ...NOT_COMPARABLE_REASONS.map((code) => `notComparable.${code}`),
      ...DATE_EVIDENCE.map((code) => `evidence.${code}`),
      ...DATE_KINDS.map((code) => `dateKind.${code}`),
      ...PROBLEM_CODES.map((code) => `problem.${code}`),
    ];
    expect(keys.filter((key) => !Object.hasOwn(catalogue, key))).toEqual([]);
  });

  it.each(CATALOGUES)('name every drawing of the shipped set that belongs to everyone in %s', (_name, catalogue) => {
    const file = readFileSync(join(import.meta.dirname, '../../models/typical-drawings.bin'));
    const { drawings } = JSON.parse(file.toString('utf8', 0, file.indexOf(10))) as { drawings: { name: string }[] };
    const keys = new Set(drawings.map(({ name }) => `typicalDrawing.${name.replace(/ \d+$/, '')}`));
    expect(keys.size).toBeGreaterThan(10);
    expect([...keys].filter((key) => !Object.hasOwn(catalogue, key))).toEqual([]);
  });

  it('translate no problem that cannot happen', () => {
    const known = new Set<string>([...PROBLEM_CODES, 'unknown']);
    const stale = Object.keys(en).filter((key) => key.startsWith('problem.') && !known.has(key.slice(8)));
    expect(stale).toEqual([]);
  });
});

describe('the translator', () => {
  it('uses the words of the registry in Chinese', () => {
    const t = createTranslator('zh');
    const grades = GRADES.map((grade) => t.text(`grade.${grade}`));
    expect(grades).toEqual(['相同', '实质性相似', '部分相似', '仅公共元素相同', '未发现', '无法比较']);
  });

  it('chooses singular and plural by the rules of the language', () => {
    expect(createTranslator('en').count('result.works', 1)).toBe('1 work searched');
    expect(createTranslator('en').count('result.works', 12_846)).toBe('12,846 works searched');
  });

  it('tells the day of an instant as it is in China, and a date alone as it stands', () => {
    const t = createTranslator('en');
    expect(t.date('2026-11-25T16:00:00.000Z')).toBe('26 November 2026');
    expect(t.date('2026-11-25')).toBe('25 November 2026');
  });

  it('answers undefined for a code it does not know', () => {
    expect(createTranslator('en').lookUp('problem.of-the-future')).toBeUndefined();
  });

  it('starts with the stored choice, else the first language of the browser that it knows', () => {
    expect(preferredLanguage('en', ['zh-CN'])).toBe('en');
    expect(preferredLanguage(null, ['fr', 'zh-TW', 'en'])).toBe('zh');
    expect(preferredLanguage('xx', ['fr'])).toBe('en');
  });
});
