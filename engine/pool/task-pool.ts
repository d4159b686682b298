import type { Transferable, Worker } from 'node:worker_threads';
import { EngineError } from '../core/errors.ts';
import { endWorker, errorOf, type Response } from './protocol.ts';
import { spawnModuleWorker } from './spawn.ts';

export interface TaskPoolOptions {
  readonly entry: URL;
  readonly workers: number;
  /** Tasks that may wait for a worker; one more is refused with `busy`. */
  readonly queueLimit: number;
  readonly taskTimeoutMs: number;
  readonly workerData?: unknown;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Goes before every waiting task: for the later steps of work already begun. */
  readonly urgent?: boolean;
  readonly transfer?: readonly Transferable[];
  /** Default: the pool's. */
  readonly timeoutMs?: number;
}

interface Task {
  readonly id: number;
  readonly name: string;
  readonly payload: unknown;
  readonly transfer: readonly Transferable[];
  readonly timeoutMs: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Stops listening for the caller's signal. */
  readonly release: () => void;
}

interface Seat {
  /** Started when first needed, and again after one was lost: a module that cannot load fails tasks, it does not spin. */
  worker: Worker | undefined;
  task: Task | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** A fixed number of worker threads behind a bounded queue. A worker that dies or overruns is replaced; the others go on. */
export class TaskPool {
  readonly #options: TaskPoolOptions;
  readonly #seats: Seat[] = [];
  readonly #waiting: Task[] = [];
  #lastId = 0;
  #closed = false;

  constructor(options: TaskPoolOptions) {
    this.#options = options;
    for (let i = 0; i < options.workers; i += 1) {
      this.#seats.push({ worker: undefined, task: undefined, timer: undefined });
    }
  }

  /** Tasks that run at the same time. */
  get workers(): number {
    return this.#seats.length;
  }

  load(): { readonly waiting: number; readonly running: number } {
    return { waiting: this.#waiting.length, running: this.#seats.filter((seat) => seat.task).length };
  }

  run<Result>(name: string, payload: unknown, options: RunOptions = {}): Promise<Result> {
    const { signal, urgent = false, transfer = [], timeoutMs = this.#options.taskTimeoutMs } = options;
    if (this.#closed) return Promise.reject(closedError());
    if (signal?.aborted) return Promise.reject(cancelledError());
    if (!urgent && this.#waiting.length >= this.#options.queueLimit) return Promise.reject(this.#busyError());
    return new Promise<Result>((resolve, reject) => {
      this.#lastId += 1;
      const id = this.#lastId;
      const onAbort = () => this.#cancel(id);
      signal?.addEventListener('abort', onAbort, { once: true });
      const task: Task = {
        id,
        name,
        payload,
        transfer,
        timeoutMs,
        resolve: resolve as (value: unknown) => void,
        reject,
        release: () => signal?.removeEventListener('abort', onAbort),
      };
      if (urgent) this.#waiting.unshift(task);
      else this.#waiting.push(task);
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const task of this.#waiting.splice(0)) settle(task, closedError());
    await Promise.all(
      this.#seats.map(async (seat) => {
        const task = this.#free(seat);
        if (task) settle(task, closedError());
        if (seat.worker) await endWorker(seat.worker);
      }),
    );
  }

  #dispatch(): void {
    for (const seat of this.#seats) {
      if (seat.task) continue;
      const task = this.#waiting.shift();
      if (!task) return;
      seat.task = task;
      seat.timer = setTimeout(() => this.#abandon(seat, timedOutError(task.timeoutMs)), task.timeoutMs);
      seat.worker ??= this.#startWorker(seat);
      seat.worker.postMessage({ id: task.id, task: task.name, payload: task.payload }, [...task.transfer]);
    }
  }

  #startWorker(seat: Seat): Worker {
    const worker = spawnModuleWorker(this.#options.entry, { workerData: this.#options.workerData });
    worker.on('message', (response: Response) => {
      if (seat.worker !== worker || seat.task?.id !== response.id) return;
      const task = this.#free(seat);
      if (task) settle(task, errorOf(response), 'value' in response ? response.value : undefined);
      this.#dispatch();
    });
    const lost = (cause: unknown) => {
      if (seat.worker === worker && !this.#closed) this.#abandon(seat, lostError(cause));
    };
    worker.on('error', lost);
    worker.on('exit', (code) => lost(`exit code ${code}`));
    return worker;
  }

  #abandon(seat: Seat, error: EngineError): void {
    const task = this.#free(seat);
    const lost = seat.worker;
    seat.worker = undefined;
    void lost?.terminate();
    if (task) settle(task, error);
    this.#dispatch();
  }

  #free(seat: Seat): Task | undefined {
    const { task } = seat;
    clearTimeout(seat.timer);
    seat.task = undefined;
    return task;
  }

  /** A waiting task leaves the queue; a running one finishes on its worker, its answer thrown away. */
  #cancel(id: number): void {
    const index = this.#waiting.findIndex((task) => task.id === id);
    const task =
      index >= 0 ? this.#waiting.splice(index, 1)[0] : this.#seats.find((seat) => seat.task?.id === id)?.task;
    if (task) settle(task, cancelledError());
  }

  #busyError(): EngineError {
    return new EngineError('busy', {
      expected: `at most ${this.#options.queueLimit} waiting tasks`,
      received: 'one more',
      remedy: 'Try again in a moment.',
      retryAfterS: 2,
    });
  }
}

function settle(task: Task, error: Error | undefined, value?: unknown): void {
  task.release();
  if (error) task.reject(error);
  else task.resolve(value);
}

const closedError = () =>
  new EngineError('closed', {
    expected: 'a running engine',
    received: 'one that is shutting down',
    remedy: 'Try again once it runs.',
    retryAfterS: 5,
  });

export const cancelledError = () =>
  new EngineError('cancelled', {
    expected: 'a caller that waits for the answer',
    received: 'a cancellation',
    remedy: 'Ask again if the answer is still wanted.',
  });

const timedOutError = (timeoutMs: number) =>
  new EngineError('timed-out', {
    expected: `an answer within ${timeoutMs / 1000} s`,
    received: 'none in that time',
    remedy: 'Try again, with a smaller picture if it happens twice.',
    retryAfterS: 5,
  });

const lostError = (cause: unknown) =>
  new EngineError('worker-lost', {
    expected: 'an engine worker that runs to the end of its task',
    received: 'one that stopped',
    remedy: 'Try again; report the picture if it happens twice.',
    retryAfterS: 2,
    cause,
  });
