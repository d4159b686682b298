import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readApplication, writeApplication } from '../../../api/registration/application-exchange.ts';
import {
  type ApplicationForm,
  createdOnOf,
  KINDS,
  ownersOf,
  readForm,
  regionOf,
} from '../../../api/registration/application-form.ts';

const TODAY = '2026-11-25';

function examples<T>(name: string): readonly T[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'forms', `${name}.json`), 'utf8'));
}
const good = examples<{ name: string; form: ApplicationForm }>('good');
const bad = examples<{ name: string; form: unknown; faults: string[] }>('bad');

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  );
}

describe('a form', () => {
  it.each(good)('is accepted: $name', ({ form }) => {
    expect(readForm(form, TODAY)).toMatchObject({ complete: true });
  });

  it.each(bad)('is refused, with the fields at fault: $name', ({ form, faults }) => {
    const reading = readForm(form, TODAY);
    if (reading.complete) throw new Error('accepted');
    expect(reading.faults.map(({ field }) => field)).toEqual(faults);
  });

  it('names a date that lies ahead beside whatever else is at fault', () => {
    const [first] = good.filter(({ form }) => form.kind === 'works');
    const typed = {
      ...first!.form,
      lane: 'overnight',
      created: { date: '2026-11-26', place: '绍兴' },
      firstPublished: undefined,
    };
    const reading = readForm(typed, TODAY);
    expect(reading.complete ? [] : reading.faults.map(({ field }) => field)).toEqual(['lane', 'created.date']);
  });

  it('has a good and a bad example of every kind', () => {
    const kinds = (list: readonly { form: unknown }[]) =>
      new Set(list.map(({ form }) => (form as { kind?: string }).kind));
    for (const kind of KINDS) {
      expect(kinds(good)).toContain(kind);
      expect(kinds(bad)).toContain(kind);
    }
  });

  it('names its owners, its region and the day on which the work came about, whatever its kind', () => {
    expect(
      good.map(({ form }) => [
        ownersOf(form).map(({ name, share }) => `${name} ${share}`),
        regionOf(form),
        createdOnOf(form),
      ]),
    ).toEqual([
      [['柯桥织造有限公司 1/1'], '33', '2026-03-02'],
      [['Lin 1/3', 'Chen 2/3'], '33', '2026-03-02'],
      [['三江侗族自治县侗族群体 1/1'], '45', '2025-08-14'],
      [['林晓 1/1'], '33', '2026-03-02'],
    ]);
  });

  it.each(good)('is exported, imported and exported again to the same bytes: $name', ({ form }) => {
    const first = writeApplication(form);
    expect(writeApplication(readApplication(first))).toBe(first);
    expect(writeApplication(reversed(form) as ApplicationForm)).toBe(first);
    expect(readApplication(first)).toEqual(form);
  });
});
