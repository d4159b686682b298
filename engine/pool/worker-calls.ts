import type { Worker } from 'node:worker_threads';
import { EngineError } from '../core/errors.ts';
import { endWorker, errorOf, type Response } from './protocol.ts';

interface Call {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Calls to one worker, any number under way at once; all fail when it is lost. */
export class WorkerCalls {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Call>();
  #lastId = 0;
  #lost = false;

  /** `onLost` is told once, unless the worker was ended by `close`. */
  constructor(worker: Worker, onLost: () => void) {
    this.#worker = worker;
    worker.on('message', (response: Response) => {
      const call = this.#pending.get(response.id);
      this.#pending.delete(response.id);
      const error = errorOf(response);
      if (error) call?.reject(error);
      else call?.resolve('value' in response ? response.value : undefined);
    });
    const lose = (cause: unknown) => {
      if (this.#lost) return;
      this.#fail(cause);
      onLost();
    };
    worker.on('error', lose);
    worker.on('exit', (code) => lose(`exit code ${code}`));
  }

  call<Result>(task: string, payload: unknown): Promise<Result> {
    if (this.#lost) return Promise.reject(lostError('it was lost before'));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<Result>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#worker.postMessage({ id, task, payload });
    });
  }

  async close(): Promise<void> {
    this.#fail('the engine closed');
    await endWorker(this.#worker);
  }

  #fail(cause: unknown): void {
    this.#lost = true;
    for (const call of this.#pending.values()) call.reject(lostError(cause));
    this.#pending.clear();
  }
}

const lostError = (cause: unknown) =>
  new EngineError('worker-lost', {
    expected: 'a search worker that runs',
    received: 'one that stopped',
    remedy: 'Try again: the index is being opened anew.',
    retryAfterS: 2,
    cause,
  });
