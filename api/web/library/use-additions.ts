import { useRef, useState } from 'react';
import type { PatternDetails } from '../../schemas/pattern.ts';
import { addPattern } from '../api-client/endpoints.ts';
import { type Problem, RequestProblem } from '../api-client/problem.ts';
import { isAbort } from '../api-client/request.ts';
import type { Language } from '../language/messages.ts';

export type AdditionState =
  | { readonly state: 'waiting' }
  | { readonly state: 'sending'; readonly share: number }
  | { readonly state: 'working' }
  | { readonly state: 'added' | 'already-present'; readonly id: string | undefined }
  | { readonly state: 'rejected' | 'failed'; readonly code: string; readonly message: string | undefined };

export interface Addition {
  readonly key: number;
  readonly file: File;
  readonly progress: AdditionState;
}

/** Times that a file is sent again after "busy", each after the wait the server asked for. */
const BUSY_ATTEMPTS = 5;

export interface Additions {
  readonly list: readonly Addition[];
  readonly running: boolean;
  readonly unauthorized: boolean;
  readonly choose: (files: readonly File[]) => void;
  readonly leaveOut: (key: number) => void;
  readonly start: (details: PatternDetails, token: string, language: Language) => Promise<void>;
  readonly stop: () => void;
}

const wait = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Pictures to add, sent one after the other; each ends with an outcome of its own. */
export function useAdditions(): Additions {
  const [list, setList] = useState<readonly Addition[]>([]);
  const [running, setRunning] = useState(false);
  const [unauthorized, setUnauthorized] = useState(false);
  const nextKey = useRef(1);
  const controller = useRef<AbortController | null>(null);

  const set = (key: number, progress: AdditionState): void =>
    setList((before) => before.map((addition) => (addition.key === key ? { ...addition, progress } : addition)));

  const sendOne = async (
    addition: Addition,
    details: PatternDetails,
    token: string,
    language: Language,
    signal: AbortSignal,
  ): Promise<AdditionState | Problem> => {
    for (let attempt = 1; ; attempt++) {
      try {
        const outcome = await addPattern(addition.file, details, token, {
          language,
          signal,
          onSent: (share) => set(addition.key, share < 1 ? { state: 'sending', share } : { state: 'working' }),
        });
        return outcome.status === 'rejected'
          ? { state: 'rejected', code: outcome.code ?? 'unknown', message: outcome.message }
          : { state: outcome.status, id: outcome.id };
      } catch (error) {
        if (isAbort(error)) return { state: 'waiting' };
        if (!(error instanceof RequestProblem)) return { state: 'failed', code: 'unknown', message: undefined };
        const { problem } = error;
        if (problem.kind === 'unauthorized') return problem;
        if (problem.kind === 'busy' && attempt < BUSY_ATTEMPTS) {
          set(addition.key, { state: 'waiting' });
          await wait(problem.retryAfterS ?? 1, signal);
          if (!signal.aborted) continue;
        }
        const state = problem.kind === 'refused' ? 'rejected' : 'failed';
        return { state, code: problem.code, message: problem.detail };
      }
    }
  };

  const start = async (details: PatternDetails, token: string, language: Language): Promise<void> => {
    const abort = new AbortController();
    controller.current = abort;
    setRunning(true);
    setUnauthorized(false);
    const open = list.filter(({ progress }) => progress.state === 'waiting' || progress.state === 'failed');
    for (const addition of open) {
      if (abort.signal.aborted) break;
      const outcome = await sendOne(addition, details, token, language, abort.signal);
      if ('kind' in outcome) {
        set(addition.key, { state: 'waiting' });
        setUnauthorized(true);
        break;
      }
      set(addition.key, outcome);
    }
    setRunning(false);
  };

  return {
    list,
    running,
    unauthorized,
    choose: (files) =>
      setList((before) => [
        ...before,
        ...files.map((file) => ({ key: nextKey.current++, file, progress: { state: 'waiting' } as const })),
      ]),
    leaveOut: (key) => setList((before) => before.filter((addition) => addition.key !== key)),
    start,
    stop: () => controller.current?.abort(),
  };
}
