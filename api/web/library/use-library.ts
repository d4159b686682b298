import { useCallback, useEffect, useRef, useState } from 'react';
import type { Pattern } from '../../schemas/pattern.ts';
import { listPatterns } from '../api-client/endpoints.ts';
import { type Problem, RequestProblem } from '../api-client/problem.ts';
import { isAbort } from '../api-client/request.ts';
import { useTranslator } from '../language/language-context.tsx';

export interface LibraryListing {
  readonly patterns: readonly Pattern[];
  readonly total: number;
  readonly state: 'loading' | 'ready' | 'failed';
  readonly problem: Problem | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

/** The records that fit a search text, page after page. */
export function useLibrary(text: string): LibraryListing {
  const { language } = useTranslator();
  const [patterns, setPatterns] = useState<readonly Pattern[]>([]);
  const [total, setTotal] = useState(0);
  const [cursor, setCursor] = useState<string | undefined>(undefined);
  const [state, setState] = useState<LibraryListing['state']>('loading');
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef<AbortController | null>(null);

  const load = useCallback(
    (from: string | undefined) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setState('loading');
      setProblem(null);
      listPatterns({ text, cursor: from }, { language, signal: controller.signal }).then(
        (page) => {
          setPatterns((before) => (from === undefined ? page.patterns : [...before, ...page.patterns]));
          setTotal(page.total);
          setCursor(page.nextCursor);
          setState('ready');
        },
        (error: unknown) => {
          if (isAbort(error)) return;
          setProblem(error instanceof RequestProblem ? error.problem : { kind: 'failed', status: 0, code: 'unknown' });
          setState('failed');
        },
      );
    },
    [text, language],
  );
  useEffect(() => {
    load(undefined);
    return () => running.current?.abort();
  }, [load]);
  return {
    patterns,
    total,
    state,
    problem,
    hasMore: cursor !== undefined,
    loadMore: () => load(cursor),
    reload: () => load(undefined),
  };
}
