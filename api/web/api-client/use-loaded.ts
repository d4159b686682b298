import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslator } from '../language/language-context.tsx';
import { type Problem, RequestProblem } from './problem.ts';
import type { Common } from './registration-endpoints.ts';
import { isAbort } from './request.ts';

export interface Loaded<T> {
  /** The newest answer; stays while it is loaded again. */
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly reload: () => void;
}

/** What a page shows, asked for when it opens and when `load` changes: keep that with useCallback. */
export function useLoaded<T>(load: (common: Common) => Promise<T>): Loaded<T> {
  const { language } = useTranslator();
  const [value, setValue] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef<AbortController | null>(null);
  const reload = useCallback(() => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setProblem(null);
    load({ language, signal: controller.signal }).then(setValue, (error: unknown) => {
      if (isAbort(error)) return;
      setProblem(error instanceof RequestProblem ? error.problem : { kind: 'failed', status: 0, code: 'unknown' });
    });
  }, [load, language]);
  useEffect(() => {
    reload();
    return () => running.current?.abort();
  }, [reload]);
  return { value, problem, reload };
}
