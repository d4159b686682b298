import { useCallback, useEffect, useState } from 'react';
import { type Problem, RequestProblem } from '../api-client/problem.ts';
import { isAbort } from '../api-client/request.ts';
import type { Language } from '../language/messages.ts';

interface Loaded<T> {
  /** Null while it is on its way, and where it could not be had. */
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly reload: () => void;
}

/** Loads a list when the page appears, and again when asked to. `load` must stay the same function. */
export function useLoaded<T>(
  load: (common: { readonly language: Language; readonly signal: AbortSignal }) => Promise<T>,
  language: Language,
): Loaded<T> {
  const [state, setState] = useState<{ readonly value: T | null; readonly problem: Problem | null }>({
    value: null,
    problem: null,
  });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further round is what asks again.
  useEffect(() => {
    const controller = new AbortController();
    load({ language, signal: controller.signal }).then(
      (value) => setState({ value, problem: null }),
      (error: unknown) => {
        if (isAbort(error)) return;
        const problem: Problem =
          error instanceof RequestProblem ? error.problem : { kind: 'failed', status: 0, code: 'unknown' };
        setState({ value: null, problem });
      },
    );
    return () => controller.abort();
  }, [load, language, round]);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  return { ...state, reload };
}
