import express, { type Request, type Response } from 'express';
import type { z } from 'zod';
import { FIELD_BYTES_MAX } from './limits.ts';
import { HttpProblem } from './problem.ts';
import { requestContextOf } from './request-context.ts';
import { narrow } from './validation.ts';

/** Reads a body of JSON of at most so many bytes and checks it against its schema. Throws HttpProblem. */
export async function readJson<Schema extends z.ZodType>(
  schema: Schema,
  req: Request,
  res: Response,
  maxBytes = FIELD_BYTES_MAX,
): Promise<z.output<Schema>> {
  const parse = express.json({ limit: maxBytes, type: 'application/json', inflate: false });
  const type = req.get('Content-Type');
  if (!req.is('application/json')) {
    const received = type === undefined ? 'no body of a stated type' : type.replace(/[^\x20-\x7e]/g, '').slice(0, 60);
    throw new HttpProblem('unsupported-media-type', { facts: { expected: 'application/json', received } });
  }
  await new Promise<void>((resolve, reject) => {
    parse(req, res, (error?: unknown) => (error === undefined ? resolve() : reject(asProblem(error, maxBytes))));
  });
  return narrow(schema, req.body, { place: 'body', language: requestContextOf(req).language });
}

function asProblem(error: unknown, maxBytes: number): HttpProblem {
  const facts = { maxBytes };
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413)
    return new HttpProblem('request-too-large', { facts: { ...facts, received: 'more' }, cause: error });
  return new HttpProblem('malformed-json', { facts, cause: error });
}
