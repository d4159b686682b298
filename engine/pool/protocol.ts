import { parentPort, type Transferable } from 'node:worker_threads';
import { EngineError, type EngineErrorCode, type EngineErrorDetails } from '../core/errors.ts';

export interface Request {
  readonly id: number;
  readonly task: string;
  readonly payload: unknown;
}

export type Response =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly refusal: { readonly code: EngineErrorCode; readonly details: EngineErrorDetails } }
  | { readonly id: number; readonly failure: string };

/** The error a response stands for, or undefined when it carries a value. */
export function errorOf(response: Response): Error | undefined {
  if ('refusal' in response) return new EngineError(response.refusal.code, response.refusal.details);
  if ('failure' in response) return new Error(`Engine worker failed: ${response.failure}`);
  return undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: each task narrows its own payload; the typed side is TaskPool's caller.
type Handler = (payload: any) => unknown;

/** Answers requests on this worker's port, one handler a task name, until the thread ends. Buffers of an answer are moved, not copied. */
export function serveTasks(handlers: Readonly<Record<string, Handler>>): void {
  const port = parentPort;
  if (!port) throw new Error('serveTasks runs in a worker thread only');
  port.on('message', async ({ id, task, payload }: Request) => {
    try {
      const handler = handlers[task];
      if (!handler) throw new Error(`no task named ${task}`);
      const value = await handler(payload);
      port.postMessage({ id, value } satisfies Response, ownedBuffers(value));
    } catch (error) {
      port.postMessage(describeError(id, error));
    }
  });
}

function describeError(id: number, error: unknown): Response {
  if (error instanceof EngineError) {
    const { expected, received, remedy, retryAfterS } = error.details;
    return {
      id,
      refusal: {
        code: error.code,
        details: { expected, received, remedy, ...(retryAfterS !== undefined && { retryAfterS }) },
      },
    };
  }
  return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** The buffers that `value` alone uses, at its own level or one below: safe to move to the other thread. */
export function ownedBuffers(value: unknown): Transferable[] {
  const found = new Set<ArrayBuffer>();
  const visit = (item: unknown, depth: number) => {
    if (ArrayBuffer.isView(item)) {
      if (item.buffer instanceof ArrayBuffer && item.byteLength === item.buffer.byteLength) found.add(item.buffer);
    } else if (typeof item === 'object' && item !== null && depth > 0) {
      for (const inner of Object.values(item)) visit(inner, depth - 1);
    }
  };
  visit(value, 3);
  return [...found];
}
