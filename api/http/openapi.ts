import { z } from 'zod';
import type { Config } from '../config/settings.ts';
import { isOpenToPublic } from './access.ts';
import { FIELD_BYTES_MAX, PICTURE_BYTES_MAX } from './limits.ts';
import type { AnyOperation, ReplyDescription } from './operation.ts';
import { PROBLEM_STATUS, type ProblemCode } from './problem-codes.ts';
import { PROBLEM_TYPE } from './problem-response.ts';
import { problemSchema } from './problem-schema.ts';

type Json = Record<string, unknown>;

/** Codes that any operation can answer. */
const COMMON_PROBLEMS: readonly ProblemCode[] = [
  'malformed-request',
  'uri-too-long',
  'unknown-host',
  'headers-too-large',
  'internal-error',
  'overloaded',
];
const FORM_PROBLEMS: readonly ProblemCode[] = [
  'malformed-multipart',
  'request-timed-out',
  'request-too-large',
  'unsupported-media-type',
  'missing-part',
  'too-many-files',
  'too-many-fields',
  'unexpected-part',
  'field-too-long',
  'invalid-field',
  'cross-site-request',
];
const JSON_PROBLEMS: readonly ProblemCode[] = [
  'malformed-json',
  'request-timed-out',
  'request-too-large',
  'unsupported-media-type',
  'invalid-field',
  'cross-site-request',
];
const REPETITION_PROBLEMS: readonly ProblemCode[] = [
  'invalid-idempotency-key',
  'idempotency-key-reused',
  'request-in-progress',
];

/** The OpenAPI 3.1 document of these operations, made from the schemas that check requests and answers. */
export function openApiDocument(operations: readonly AnyOperation[], config: Config): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation, config) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Selvedge',
      version: '1',
      description:
        'Says whether a textile pattern was registered before, by which record, what was changed, and why we say so. ' +
        'Every refusal is a problem document (RFC 9457) with a code; its texts follow Accept-Language (zh, en).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: componentSchemas(operations),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Made and printed on the first start of the server.' },
      },
    },
  };
}

function describe(operation: AnyOperation, config: Config): Json {
  const { id, tag, summary, description, form, json } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    parameters: [
      ...parametersOf('path', operation.params),
      ...parametersOf('query', operation.query),
      ...(operation.repetition === undefined ? [] : [idempotencyKeyParameter(operation)]),
    ],
    ...(form === undefined ? {} : { requestBody: formBodyOf(form) }),
    ...(json === undefined ? {} : { requestBody: jsonBodyOf(json) }),
    responses: responsesOf(operation, config),
    security: isOpenToPublic(operation.action, config) ? [] : [{ token: [] }],
  };
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property as Json;
    return { name, in: place, required: required.includes(name), description, schema: rest };
  });
}

function idempotencyKeyParameter({ repetition }: AnyOperation): Json {
  const effect =
    repetition === 'replayed'
      ? 'The same request under the same key gets the first outcome again.'
      : 'The same request under the same key is worked out anew: nothing of the answer is kept.';
  return {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: `${effect} Another request under that key is refused. Remembered for a day.`,
    schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
  };
}

function jsonBodyOf(json: z.ZodType): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(json, { io: 'input' });
  return {
    required: true,
    description: `At most ${FIELD_BYTES_MAX} bytes.`,
    content: { 'application/json': { schema } },
  };
}

function formBodyOf(form: NonNullable<AnyOperation['form']>): Json {
  const parts = Object.entries(form);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(parts.map(([name, part]) => [name, part.jsonSchema])),
    required: parts.filter(([, part]) => part.required).map(([name]) => name),
    additionalProperties: false,
  };
  const encoding = Object.fromEntries(parts.map(([name, part]) => [name, { contentType: part.contentType }]));
  return {
    required: true,
    description: `A picture has at most ${PICTURE_BYTES_MAX} bytes.`,
    content: { 'multipart/form-data': { schema, encoding } },
  };
}

interface ResponseObject {
  readonly description: string;
  readonly headers?: Json;
  readonly content?: Json;
}

/** One status may be a reply as well as a problem (a stale edit is answered with both versions): the media type tells which. */
function responsesOf(operation: AnyOperation, config: Config): Readonly<Record<string, ResponseObject>> {
  const responses = problemsOf(operation, config);
  for (const [status, reply] of Object.entries(operation.replies)) {
    const [answer, problem] = [replyOf(reply), responses[status]];
    responses[status] = problem === undefined ? answer : either(answer, problem);
  }
  return responses;
}

function either(answer: ResponseObject, problem: ResponseObject): ResponseObject {
  return {
    description: `${answer.description} Or a problem: ${problem.description}.`,
    headers: { ...problem.headers, ...answer.headers },
    content: { ...answer.content, ...problem.content },
  };
}

function replyOf(reply: ReplyDescription): ResponseObject {
  const { description } = reply;
  if ('schema' in reply) return { description, content: { 'application/json': { schema: reference(reply.name) } } };
  if (!('contentTypes' in reply)) return { description };
  return { description, content: Object.fromEntries(reply.contentTypes.map((type) => [type, {}])) };
}

/** Every code that an operation can answer, sorted by status. */
export function problemCodesOf(operation: AnyOperation, config: Config): readonly ProblemCode[] {
  const codes = new Set<ProblemCode>([...COMMON_PROBLEMS, ...operation.problems]);
  const add = (more: readonly ProblemCode[]) => more.forEach((code) => void codes.add(code));
  if (operation.params !== undefined || operation.query !== undefined) add(['invalid-parameter']);
  if (operation.form !== undefined) add(FORM_PROBLEMS);
  if (operation.json !== undefined) add(JSON_PROBLEMS);
  if (operation.repetition !== undefined) add(REPETITION_PROBLEMS);
  if (operation.rateLimit) add(['rate-limited']);
  if (!operation.anonymous) add(['token-invalid', 'forbidden']);
  if (!isOpenToPublic(operation.action, config)) add(['sign-in-required']);
  return [...codes].sort((a, b) => PROBLEM_STATUS[a] - PROBLEM_STATUS[b] || a.localeCompare(b));
}

function problemsOf(operation: AnyOperation, config: Config): Record<string, ResponseObject> {
  const codes = problemCodesOf(operation, config);
  const statuses = [...new Set(codes.map((code) => PROBLEM_STATUS[code]))];
  return Object.fromEntries(
    statuses.map((status) => {
      const ofStatus = codes.filter((code) => PROBLEM_STATUS[code] === status);
      const headers = ofStatus.some(tellsWhen)
        ? { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } }
        : {};
      const content = { [PROBLEM_TYPE]: { schema: reference('Problem') } };
      return [status, { description: ofStatus.map((code) => `\`${code}\``).join(', '), headers, content }];
    }),
  );
}

function tellsWhen(code: ProblemCode): boolean {
  return PROBLEM_STATUS[code] === 429 || PROBLEM_STATUS[code] === 503;
}

function reference(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

/** Schemas that answers name, each once; one used inside another is referred to rather than repeated. */
function componentSchemas(operations: readonly AnyOperation[]): Json {
  const registry = z.registry<{ id: string }>();
  registry.add(problemSchema, { id: 'Problem' });
  for (const reply of operations.flatMap(({ replies }) => Object.values(replies))) {
    if ('schema' in reply && !registry.has(reply.schema)) registry.add(reply.schema, { id: reply.name });
  }
  const { schemas } = z.toJSONSchema(registry, {
    io: 'output',
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => simplifyTuple(jsonSchema),
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema]),
  );
}

/** `[number, number]` as "2 numbers", which more programs understand than a list of schemas by position. */
function simplifyTuple(schema: z.core.JSONSchema.BaseSchema): void {
  const [first, ...others] = schema.prefixItems ?? [];
  if (first === undefined || others.some((other) => JSON.stringify(other) !== JSON.stringify(first))) return;
  schema.items = first;
  schema.minItems = schema.maxItems = 1 + others.length;
  delete schema.prefixItems;
}
