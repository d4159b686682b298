import { useCallback, useEffect, useRef, useState } from 'react';
import type { CriterionFinding } from '../../../engine/index.ts';
import { saveExaminationNote } from '../api-client/registration-endpoints.ts';
import { useTranslator } from '../language/language-context.tsx';

export const CRITERION_JUDGEMENTS = ['same', 'similar', 'different', 'not-judged'] as const;
export const CONCLUSIONS = ['same-work', 'derived', 'independent'] as const;

export interface WorkJudgement {
  readonly conclusion: string;
  readonly criteria: Readonly<Record<string, { readonly judgement: string; readonly reason: string }>>;
}

/** Everything an examiner types at the desk before a decision. */
export interface DeskNote {
  readonly works: Readonly<Record<string, WorkJudgement>>;
  readonly outcome: 'grant' | 'refusal' | '';
  readonly reason: string;
  readonly text: string;
}

const EMPTY: DeskNote = { works: {}, outcome: '', reason: '', text: '' };
const PAUSE_MS = 1_000;

/** What was typed, kept on the server a moment after each change, so that it outlives the session and the machine. */
export function useDeskNote(id: string, kept: unknown, writable: boolean) {
  const { language } = useTranslator();
  const [note, setNote] = useState<DeskNote>(() => ({ ...EMPTY, ...(kept as Partial<DeskNote> | null) }));
  const [state, setState] = useState<'kept' | 'typed' | 'failed'>('kept');
  const latest = useRef(note);
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    latest.current = note;
    if (state !== 'typed' || !writable) return;
    const timer = setTimeout(() => {
      // One after the other, so that what was typed last is what is kept last.
      saving.current = saving.current
        .then(() => saveExaminationNote(id, note, { language }))
        .then(
          () => latest.current === note && setState('kept'),
          () => setState('failed'),
        );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [id, note, state, writable, language]);
  const change = useCallback((part: Partial<DeskNote>) => {
    setNote((before) => ({ ...before, ...part }));
    setState('typed');
  }, []);
  return { note, change, state };
}

/** Where nothing was judged yet: what a machine could not measure is left open, the rest waits for the examiner too. */
export function judgementOf(note: DeskNote, work: string): WorkJudgement {
  return note.works[work] ?? { conclusion: '', criteria: {} };
}

/** The judgements as a decision takes them; a work without a conclusion was not judged. */
export function judgementsOf(note: DeskNote, criteriaOf: (work: string) => readonly CriterionFinding[]) {
  return Object.entries(note.works)
    .filter(([, { conclusion }]) => conclusion !== '')
    .map(([work, { conclusion, criteria }]) => ({
      work,
      conclusion,
      criteria: criteriaOf(work).flatMap(({ criterion }) => {
        const judged = criteria[criterion];
        return judged === undefined ? [] : [{ criterion, judgement: judged.judgement, reason: judged.reason }];
      }),
    }));
}
