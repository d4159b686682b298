import { z } from 'zod';
import type { Language } from '../config/settings.ts';
import { HttpProblem, type RequestFault } from './problem.ts';

const chinese = z.locales.zhCN().localeError;

export type Place = RequestFault['in'];

/** Checks a value from outside against its schema; throws a problem that lists every fault. */
export function narrow<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { place, prefix = '', language }: { readonly place: Place; readonly prefix?: string; readonly language: Language },
): z.output<Schema> {
  const result = schema.safeParse(value, language === 'zh' ? { error: chinese } : {});
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue): RequestFault => ({
      in: place,
      name: [prefix, ...issue.path.map(String)].filter((name) => name !== '').join('.'),
      detail: issue.message,
    }),
  );
  const code = place === 'form' || place === 'body' ? 'invalid-field' : 'invalid-parameter';
  throw new HttpProblem(code, { faults, facts: { count: faults.length } });
}

/** A query string as an object; a name that comes twice becomes an array, which no parameter of ours accepts. */
export function decodeQuery(schema: z.ZodObject, url: string): Record<string, unknown> {
  const search = new URLSearchParams(url.split('?').slice(1).join('?'));
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const texts = search.getAll(name);
      return [name, texts.length === 1 ? decodeParameter(own(schema.shape, name), texts[0]!) : texts];
    }),
  );
}

/** Parameters are texts; one whose schema says integer is read as a number where it is written as one. */
function decodeParameter(schema: z.core.$ZodType | undefined, text: string): string | number {
  if (schema === undefined || !/^-?\d{1,16}$/.test(text)) return text;
  return z.toJSONSchema(schema, { io: 'input' }).type === 'integer' ? Number(text) : text;
}

/** A parameter called `constructor` or `__proto__` must not find what every object has. */
function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
