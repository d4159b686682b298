import { z } from 'zod';
import type { Language } from '../config/settings.ts';
import { HttpProblem } from './problem.ts';
import { narrow } from './validation.ts';

export interface UploadedPicture {
  readonly bytes: Uint8Array;
  /** As the client claims it: neither checked nor cleaned. */
  readonly fileName: string;
}

/** What a form held under one name. */
export interface FoundParts {
  readonly pictures: readonly UploadedPicture[];
  readonly texts: readonly string[];
}

/** One named part of a multipart form: how it is documented and how it is read. */
export interface FormPart<Value> {
  readonly takesFile: boolean;
  readonly takesText: boolean;
  readonly required: boolean;
  /** For the OpenAPI document. */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
  readonly contentType: string;
  /** Throws HttpProblem. */
  read(found: FoundParts, name: string, language: Language): Value;
}

export type Form = Readonly<Record<string, FormPart<unknown>>>;
export type FormValues<F extends Form> = {
  readonly [Name in keyof F]: F[Name] extends FormPart<infer Value> ? Value : never;
};

const BINARY = { type: 'string', format: 'binary' } as const;

/** One file of any kind: what it may be, the service decides by its bytes. */
export function filePart(description: string): FormPart<UploadedPicture> {
  return {
    takesFile: true,
    takesText: false,
    required: true,
    jsonSchema: { ...BINARY, description },
    contentType: 'application/octet-stream',
    read: (found, name) => theOne(found, name, `one file named "${name}"`).pictures[0] ?? missing(found, name),
  };
}

export type PictureOrText = UploadedPicture | { readonly text: string };

/** A file, or a text that the schema accepts (the id of a stored pattern). */
export function pictureOrTextPart(schema: z.ZodType<string>, description: string): FormPart<PictureOrText> {
  const { $schema: _, ...textSchema } = z.toJSONSchema(schema);
  return {
    takesFile: true,
    takesText: true,
    required: true,
    jsonSchema: { anyOf: [BINARY, textSchema], description },
    contentType: 'application/octet-stream, text/plain',
    read(found, name, language) {
      const { pictures, texts } = theOne(found, name, `one file or one pattern id named "${name}"`);
      return pictures[0] ?? { text: narrow(schema, texts[0], { place: 'form', prefix: name, language }) };
    },
  };
}

/** A text field holding JSON; left out, it counts as `{}`. */
export function jsonPart<Schema extends z.ZodType>(schema: Schema, description: string): FormPart<z.output<Schema>> {
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { io: 'input' });
  return {
    takesFile: false,
    takesText: true,
    required: false,
    jsonSchema: { ...jsonSchema, description },
    contentType: 'application/json',
    read({ texts }, name, language) {
      if (texts.length > 1) throw invalid(name, language === 'zh' ? '只能出现一次' : 'may come only once');
      return narrow(schema, parseJson(texts[0] ?? '{}', name, language), { place: 'form', prefix: name, language });
    },
  };
}

function parseJson(text: string, name: string, language: Language): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(name, language === 'zh' ? '应为 JSON' : 'is not JSON');
  }
}

function theOne(found: FoundParts, name: string, expected: string): FoundParts {
  const count = found.pictures.length + found.texts.length;
  if (count === 0) throw new HttpProblem('missing-part', { facts: { expected, received: 'none' } });
  if (count > 1)
    throw new HttpProblem('unexpected-part', { facts: { expected, received: `${count} named "${name}"` } });
  return found;
}

function missing({ texts }: FoundParts, name: string): never {
  const received = texts.length > 0 ? `a text named "${name}", without a file name` : 'none';
  throw new HttpProblem('missing-part', { facts: { expected: `one file named "${name}"`, received } });
}

function invalid(name: string, detail: string): HttpProblem {
  return new HttpProblem('invalid-field', { faults: [{ in: 'form', name, detail }], facts: { count: 1 } });
}

/** A text field that is one of a few words. */
export function choicePart<Schema extends z.ZodType<string>>(
  schema: Schema,
  description: string,
): FormPart<z.output<Schema>> {
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { io: 'input' });
  return {
    takesFile: false,
    takesText: true,
    required: true,
    jsonSchema: { ...jsonSchema, description },
    contentType: 'text/plain',
    read: (found, name, language) =>
      narrow(schema, theOne(found, name, `one text named "${name}"`).texts[0], {
        place: 'form',
        prefix: name,
        language,
      }),
  };
}
