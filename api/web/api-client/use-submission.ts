import { useCallback, useEffect, useRef, useState } from 'react';
import { type Problem, RequestProblem } from './problem.ts';
import { isAbort } from './request.ts';

/** A request that a person waits for. `sentShare` is 0–1; at 1 the server is working. */
export type Submission<T> =
  | { readonly state: 'idle'; readonly cancelled: boolean }
  | { readonly state: 'running'; readonly sentShare: number; readonly startedAtMs: number }
  | { readonly state: 'answered'; readonly answer: T }
  | { readonly state: 'failed'; readonly problem: Problem };

type Work<T> = (signal: AbortSignal, onSent: (share: number) => void) => Promise<T>;

export interface SubmissionControl<T> {
  readonly submission: Submission<T>;
  readonly start: (work: Work<T>) => void;
  /** Stops a running request and says so. */
  readonly cancel: () => void;
  readonly reset: () => void;
}

export function useSubmission<T>(): SubmissionControl<T> {
  const [submission, setSubmission] = useState<Submission<T>>({ state: 'idle', cancelled: false });
  const running = useRef<AbortController | null>(null);

  const stop = useCallback((cancelled: boolean) => {
    running.current?.abort();
    running.current = null;
    setSubmission({ state: 'idle', cancelled });
  }, []);

  const start = useCallback((work: Work<T>) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const startedAtMs = performance.now();
    const current = (): boolean => running.current === controller;
    setSubmission({ state: 'running', sentShare: 0, startedAtMs });
    const onSent = (sentShare: number): void => {
      if (current()) setSubmission({ state: 'running', sentShare, startedAtMs });
    };
    work(controller.signal, onSent).then(
      (answer) => {
        if (current()) setSubmission({ state: 'answered', answer });
      },
      (error: unknown) => {
        if (!current() || isAbort(error)) return;
        const problem: Problem =
          error instanceof RequestProblem ? error.problem : { kind: 'failed', status: 0, code: 'unknown' };
        setSubmission({ state: 'failed', problem });
      },
    );
  }, []);

  useEffect(() => () => running.current?.abort(), []);
  return { submission, start, cancel: () => stop(true), reset: () => stop(false) };
}
