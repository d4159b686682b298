import type { Request, RequestHandler, Response } from 'express';
import multer from 'multer';
import type { Allowance } from './admission.ts';
import type { Form, UploadedPicture } from './form-part.ts';
import {
  FIELD_BYTES_MAX,
  FIELD_NAME_BYTES_MAX,
  FORM_FIELDS_MAX,
  FORM_OVERHEAD_BYTES_MAX,
  PART_HEADERS_MAX,
  PICTURE_BYTES_MAX,
} from './limits.ts';
import { HttpProblem } from './problem.ts';

/** A multipart form as it came: nothing in it is checked but its size and the names. */
export interface ReceivedForm {
  readonly pictures: readonly (UploadedPicture & { readonly name: string })[];
  readonly texts: readonly { readonly name: string; readonly text: string }[];
}

/**
 * Reads forms into memory, never onto a disk, so that nothing of a picture outlives its request. How much all requests
 * together may hold is bounded by `allowance`, in bytes. The only place that imports multer.
 */
export function formReader(form: Form, allowance: Allowance): (req: Request, res: Response) => Promise<ReceivedForm> {
  const filesMax = Object.values(form).filter((part) => part.takesFile).length;
  const bodyBytesMax = filesMax * PICTURE_BYTES_MAX + FORM_OVERHEAD_BYTES_MAX;
  const parse = parser(form, filesMax);
  return async (req, res) => {
    requireMultipart(req);
    const bodyBytes = declaredBytes(req, bodyBytesMax);
    const giveBack = allowance.take(bodyBytes);
    if (giveBack === undefined) throw new HttpProblem('overloaded');
    res.once('close', giveBack);
    await new Promise<void>((resolve, reject) => {
      parse(req, res, (error) => (error === undefined ? resolve() : reject(asProblem(error, filesMax))));
    });
    return received(req);
  };
}

function parser(form: Form, filesMax: number): RequestHandler {
  return multer({
    storage: multer.memoryStorage(),
    defParamCharset: 'utf8',
    limits: {
      fileSize: PICTURE_BYTES_MAX,
      files: filesMax,
      fields: FORM_FIELDS_MAX,
      parts: FORM_FIELDS_MAX + filesMax,
      fieldSize: FIELD_BYTES_MAX,
      fieldNameSize: FIELD_NAME_BYTES_MAX,
      fieldNestingDepth: 1,
      fieldArrayIndexLimit: 0,
      headerPairs: PART_HEADERS_MAX,
    },
    fileFilter(_req, { fieldname }, accept) {
      if (Object.hasOwn(form, fieldname) && form[fieldname]!.takesFile) accept(null, true);
      else accept(unexpected(form, `a file named "${nameForMessage(fieldname)}"`));
    },
  }).any();
}

function requireMultipart(req: Request): void {
  const type = req.get('Content-Type');
  if (type !== undefined && /^multipart\/form-data\s*(;|$)/i.test(type)) return;
  const received = type === undefined ? 'no Content-Type' : type.replace(/[^\x20-\x7e]/g, '').slice(0, 60);
  throw new HttpProblem('unsupported-media-type', { facts: { expected: 'multipart/form-data', received } });
}

/** A body of unknown length counts as the longest that is allowed. */
function declaredBytes(req: Request, maxBytes: number): number {
  const text = req.get('Content-Length');
  const declared = text === undefined ? maxBytes : Number(text);
  if (declared <= maxBytes) return declared;
  throw new HttpProblem('request-too-large', { facts: { maxBytes, received: `${declared} bytes` } });
}

function received(req: Request): ReceivedForm {
  const files = (req.files ?? []) as Express.Multer.File[];
  const body: Record<string, unknown> = req.body ?? {};
  return {
    pictures: files.map(({ fieldname, originalname, buffer }) => ({
      name: fieldname,
      bytes: buffer,
      fileName: originalname,
    })),
    // A name that comes twice is an array of texts; one with brackets became an object, which is no field of ours.
    texts: Object.entries(body).flatMap(([name, value]) =>
      [value].flat().map((text) => ({ name, text: typeof text === 'string' ? text : JSON.stringify(text) })),
    ),
  };
}

function asProblem(error: unknown, filesMax: number): Error {
  if (error instanceof HttpProblem) return error;
  if (!(error instanceof multer.MulterError)) return new HttpProblem('malformed-multipart', { cause: error });
  switch (error.code as string) {
    case 'LIMIT_FILE_SIZE':
      return new HttpProblem('request-too-large', {
        facts: { maxBytes: PICTURE_BYTES_MAX, received: 'a larger file' },
        cause: error,
      });
    case 'LIMIT_FILE_COUNT':
      return new HttpProblem('too-many-files', { facts: { max: filesMax }, cause: error });
    case 'LIMIT_FIELD_COUNT':
    case 'LIMIT_PART_COUNT':
      return new HttpProblem('too-many-fields', { facts: { max: FORM_FIELDS_MAX }, cause: error });
    case 'LIMIT_FIELD_KEY':
    case 'LIMIT_FIELD_VALUE':
    case 'LIMIT_FIELD_NESTING':
    case 'LIMIT_FIELD_ARRAY_INDEX':
      return new HttpProblem('field-too-long', {
        facts: { maxNameBytes: FIELD_NAME_BYTES_MAX, maxBytes: FIELD_BYTES_MAX },
        cause: error,
      });
    default:
      return new HttpProblem('malformed-multipart', { cause: error });
  }
}

/** Throws for a text under a name that the form does not have, or where a file belongs. */
export function refuseUnexpectedTexts(form: Form, { texts }: ReceivedForm): void {
  const stray = texts.find(({ name }) => !Object.hasOwn(form, name));
  if (stray !== undefined) throw unexpected(form, `a field named "${nameForMessage(stray.name)}"`);
}

function unexpected(form: Form, receivedPart: string): HttpProblem {
  const expected = `only ${Object.keys(form)
    .map((name) => `"${name}"`)
    .join(' and ')}`;
  return new HttpProblem('unexpected-part', { facts: { expected, received: receivedPart } });
}

function nameForMessage(name: string): string {
  return name.replace(/[^\p{L}\p{N}_. -]/gu, '').slice(0, 40);
}
