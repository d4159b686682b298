import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Express, Request, Response } from 'express';
import { ANONYMOUS } from '../services/access/actor.ts';
import { authorize, signInRequired } from '../services/access/authorize.ts';
import { isOpenToPublic } from './access.ts';
import type { ApiContext } from './context.ts';
import { idempotencyRecordOf } from './idempotency.ts';
import { identify } from './identify.ts';
import { readJson } from './json-body.ts';
import type { AnyOperation, OperationInput, RateLimitName, Reply } from './operation.ts';
import { HttpProblem } from './problem.ts';
import { requestContextOf } from './request-context.ts';
import { formReader, type ReceivedForm, refuseUnexpectedTexts } from './upload.ts';
import { decodeQuery, narrow } from './validation.ts';

const NO_FORM: ReceivedForm = { pictures: [], texts: [] };

/** Puts an operation at its address, with every check that its description asks for before its handler. */
export function serveOperation(app: Express, ctx: ApiContext, operation: AnyOperation): void {
  const handle = operation.handler(ctx);
  const readForm = operation.form === undefined ? undefined : formReader(operation.form, ctx.uploadBytesInFlight);
  app[operation.method](expressPath(operation.path), async (req, res) => {
    requestContextOf(req).route = operation.path;
    await admitActor(ctx, operation, req);
    if (operation.rateLimit) limitRate(ctx, operation.rateLimit, req);
    const checked = checkParameters(operation, req);
    const form = readForm === undefined ? NO_FORM : await readForm(req, res);
    const input = {
      ...checked,
      json: operation.json === undefined ? undefined : await readJson(operation.json, req, res, operation.jsonBytesMax),
      form: readParts(operation, form, req),
      signal: signalOf(res),
      request: requestContextOf(req),
    };
    const reply = await answerOnce(ctx, operation, req, form, () => handle(input));
    await send(res, operation, reply);
  });
}

function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** The check at the edge, before anything is read: whether he may do this to anything at all. Services ask again, of the record. */
async function admitActor(ctx: ApiContext, { action, anonymous }: AnyOperation, req: Request): Promise<void> {
  const actor = anonymous ? ANONYMOUS : await identify(ctx, req);
  requestContextOf(req).actor = actor;
  if (actor.credential !== 'none') authorize(actor, action);
  else if (!isOpenToPublic(action, ctx.config)) throw signInRequired();
}

function limitRate({ rateLimiters }: ApiContext, name: RateLimitName, req: Request): void {
  const waitS = rateLimiters[name].take(req.ip ?? '');
  if (waitS === 0) return;
  const retryAfterS = Math.ceil(waitS);
  const facts = { perMinute: rateLimiters[name].limit.perMinute, retryAfterS };
  throw new HttpProblem('rate-limited', { facts, retryAfterS });
}

function checkParameters(
  operation: AnyOperation,
  req: Request,
): Pick<OperationInput<unknown, unknown, unknown, unknown>, 'params' | 'query'> {
  const { language } = requestContextOf(req);
  const { params, query } = operation;
  return {
    params: params === undefined ? {} : narrow(params, req.params, { place: 'path', language }),
    query: query === undefined ? {} : narrow(query, decodeQuery(query, req.originalUrl), { place: 'query', language }),
  };
}

function readParts({ form }: AnyOperation, received: ReceivedForm, req: Request): Record<string, unknown> {
  if (form === undefined) return {};
  refuseUnexpectedTexts(form, received);
  const { language } = requestContextOf(req);
  return Object.fromEntries(
    Object.entries(form).map(([name, part]) => {
      const pictures = received.pictures.filter((picture) => picture.name === name);
      const texts = received.texts.filter((field) => field.name === name).map(({ text }) => text);
      return [name, part.read({ pictures, texts }, name, language)];
    }),
  );
}

/** Aborts when the connection closes before the answer is out. */
function signalOf(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  if (res.destroyed) gone.abort();
  return gone.signal;
}

/** Runs the work, unless its Idempotency-Key says that it was done before. */
async function answerOnce(
  ctx: ApiContext,
  { id, repetition }: AnyOperation,
  req: Request,
  form: ReceivedForm,
  work: () => Promise<Reply>,
): Promise<Reply> {
  const { actor } = requestContextOf(req);
  const record = repetition === undefined ? undefined : idempotencyRecordOf(req, `${actor.name} ${id}`, form);
  if (repetition === undefined || record === undefined) return work();
  const store = ctx.idempotency[repetition];
  const claim = await store.claim(record);
  if (claim.kind === 'different-request') throw new HttpProblem('idempotency-key-reused');
  if (claim.kind === 'answered') return { ...claim.response, headers: { 'Idempotency-Replayed': 'true' } };
  if (claim.kind === 'in-progress' && repetition === 'replayed') throw new HttpProblem('request-in-progress');
  try {
    const reply = await work();
    // Of a check nothing is kept but that its key is taken.
    if (repetition === 'replayed' && 'body' in reply) {
      await store.answer(record.keyDigest, { status: reply.status, body: reply.body });
    }
    return reply;
  } catch (error) {
    await store.release(record.keyDigest);
    throw error;
  }
}

/** Sends only what the schema of the answer names, so that no internal property ever leaves by accident. */
async function send(res: Response, operation: AnyOperation, reply: Reply): Promise<void> {
  const description = operation.replies[reply.status];
  if (description === undefined)
    throw new Error(`${operation.id} answered ${reply.status}, which it does not document.`);
  const begin = () => res.status(reply.status).set({ 'Cache-Control': 'no-store', ...reply.headers });
  if ('stream' in reply) await sendStream(res, reply.stream, () => begin().type(reply.contentType));
  else if ('bytes' in reply)
    begin()
      .type(reply.contentType)
      .send(Buffer.from(reply.bytes.buffer, reply.bytes.byteOffset, reply.bytes.length));
  else if ('schema' in description) begin().json(description.schema.parse(reply.body));
  else begin().end();
}

/**
 * What fails before the first bytes is still answered as a problem; after them the connection is cut, so that nobody takes
 * a part for the whole. A client that went away is no fault.
 */
async function sendStream(res: Response, stream: ReadableStream<Uint8Array>, begin: () => void): Promise<void> {
  const chunks = stream.values();
  try {
    const first = await chunks.next();
    begin();
    await pipeline(
      (async function* () {
        if (!first.done) yield first.value;
        yield* chunks;
      })(),
      res,
    );
  } catch (error) {
    if (!isClientGone(error)) throw error;
  } finally {
    await chunks.return?.();
  }
}

const isClientGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
