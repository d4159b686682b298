import { once } from 'node:events';
import { parentPort, type Transferable, type Worker } from 'node:worker_threads';
import { EngineError, type EngineErrorCode, type EngineErrorDetails } from '../core/errors.ts';

export interface Request {
  readonly id: number;
  readonly task: string;
  readonly payload: unknown;
}

/** Asks a thread to end when it has answered what it was asked before. */
const END = 'end';
/** What a model takes to load on an overwhelmed machine; no other task takes longer. */
const ENDING_GRACE_MS = 15_000;

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
  let underWay = 0;
  let ending = false;
  const endIfDone = () => {
    if (ending && underWay === 0) process.exit();
  };
  port.on('message', async (message: Request | typeof END) => {
    if (message === END) {
      ending = true;
      return endIfDone();
    }
    const { id, task, payload } = message;
    underWay += 1;
    try {
      const handler = handlers[task];
      if (!handler) throw new Error(`no task named ${task}`);
      const value = await handler(payload);
      port.postMessage({ id, value } satisfies Response, ownedBuffers(value));
    } catch (error) {
      port.postMessage(describeError(id, error));
    } finally {
      underWay -= 1;
      endIfDone();
    }
  });
}

/**
 * Ends a thread that serves tasks, when it has finished those it has: onnxruntime aborts the whole process when its thread is
 * taken away while it loads a model or runs one. One that does not finish is taken away all the same.
 */
export async function endWorker(worker: Worker): Promise<void> {
  if (hasEnded(worker)) return;
  worker.postMessage(END);
  const signal = AbortSignal.timeout(ENDING_GRACE_MS);
  await once(worker, 'exit', { signal }).catch(() => undefined);
  await worker.terminate();
}

const hasEnded = ({ threadId }: Worker): boolean => threadId === -1;

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
