import type { ReadableStream } from 'node:stream/web';
import type { z } from 'zod';
import type { Action } from '../services/access/permissions.ts';
import type { ApiContext } from './context.ts';
import type { Form, FormValues } from './form-part.ts';
import type { ProblemCode } from './problem-codes.ts';
import type { RequestContext } from './request-context.ts';

/** What a handler gets: everything already checked and narrowed. */
export interface OperationInput<Params, Query, Values, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly form: Values;
  readonly json: Body;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
  readonly request: RequestContext;
}

/** What a handler gives back: a body for the schema of its status, or bytes of a content type, at once or as they come. */
export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly status: number;
      readonly bytes: Uint8Array;
      readonly contentType: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly status: number;
      readonly stream: ReadableStream<Uint8Array>;
      readonly contentType: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

export type ReplyDescription =
  | { readonly description: string; readonly name: string; readonly schema: z.ZodType }
  | { readonly description: string; readonly contentTypes: readonly string[] }
  | { readonly description: string };

/** What a repeated Idempotency-Key does: gives the first outcome again, or works the request out anew and keeps nothing of it. */
export type Repetition = 'replayed' | 're-executed';

/** What is bounded for one client address: work for the engine, and guesses at secrets. */
export type RateLimitName = 'checks' | 'credentials';

/** One operation of the API: documentation, checks and work in one place. */
export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Parts extends Form = Form,
  Body extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: 'get' | 'post' | 'delete';
  /** As in OpenAPI: `/v1/patterns/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** The entry of the permission table that says who may. */
  readonly action: Action;
  /** Counts towards a rate limit of the client's address. */
  readonly rateLimit?: RateLimitName;
  /** Who asks is not looked at: what the answer does not depend on must not fail for it. */
  readonly anonymous?: boolean;
  readonly repetition?: Repetition;
  readonly params?: Params;
  readonly query?: Query;
  readonly form?: Parts;
  /** A body of JSON, in place of a form. */
  readonly json?: Body;
  /** Longest body of JSON, where it may be longer than a form's field. */
  readonly jsonBytesMax?: number;
  readonly replies: Readonly<Record<number, ReplyDescription>>;
  /** Codes that this operation adds to those every operation can answer. */
  readonly problems: readonly ProblemCode[];
  readonly handler: (
    ctx: ApiContext,
  ) => (input: OperationInput<z.output<Params>, z.output<Query>, FormValues<Parts>, z.output<Body>>) => Promise<Reply>;
}

/** An operation whose handler's types have been checked against its schemas and are no longer needed. */
export type AnyOperation = Omit<Operation, 'handler'> & {
  readonly handler: (ctx: ApiContext) => (input: OperationInput<unknown, unknown, unknown, unknown>) => Promise<Reply>;
};

/** Infers the handler's input from the schemas beside it, then forgets the types: only the server calls handlers, with what those schemas made. */
export function defineOperation<
  Params extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Parts extends Form = Record<never, never>,
  Body extends z.ZodType = z.ZodUndefined,
>(operation: Operation<Params, Query, Parts, Body>): AnyOperation {
  return operation as unknown as AnyOperation;
}
