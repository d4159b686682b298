import { useCallback, useEffect, useRef, useState } from 'react';
import type { Application } from '../../schemas/application.ts';
import { type Problem, RequestProblem } from '../api-client/problem.ts';
import { readCase, saveForm, type TypedForm } from '../api-client/registration-endpoints.ts';
import { useTranslator } from '../language/language-context.tsx';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';

/** Typing pauses for so long before it is saved. */
const PAUSE_MS = 1_000;

export interface DraftControl {
  readonly form: TypedForm;
  readonly change: (form: TypedForm) => void;
  /** `signed-out`: what is typed is kept here until somebody signs in again; `stale`: somebody else saved in between. */
  readonly state: 'saved' | 'typed' | 'saving' | 'signed-out' | 'stale' | 'failed';
  readonly problem: Problem | null;
  /** Where the state is `stale`: what is stored. */
  readonly stored: Application | null;
  /** Saves what is typed over what is stored, or gives it up for what is stored. */
  readonly resolve: (choice: 'typed' | 'stored') => void;
  readonly save: () => Promise<boolean>;
}

/** A form that saves itself as it is typed. */
export function useDraft(application: Application): DraftControl {
  const { language } = useTranslator();
  const { id } = application;
  const [kept] = useState(() => keptDraft(id));
  const [form, setForm] = useState<TypedForm>(kept?.form ?? application.form);
  const [state, setState] = useState<DraftControl['state']>(kept === null ? 'saved' : 'typed');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [stored, setStored] = useState<Application | null>(null);
  const version = useRef(kept?.version ?? application.version);
  const latest = useRef(form);
  /** What the last save stored, and that save itself: a further one waits for it, so that it goes on top of its version. */
  const lastSent = useRef<TypedForm | null>(null);
  const saving = useRef<Promise<boolean>>(Promise.resolve(true));

  // Pictures and pre-checks raise the version too; nothing was typed in between where all is saved.
  useEffect(() => {
    if (state === 'saved') version.current = Math.max(version.current, application.version);
  }, [application.version, state]);

  const saveNow = useCallback(async (): Promise<boolean> => {
    const sent = latest.current;
    if (sent === lastSent.current) {
      setState('saved');
      return true;
    }
    setState('saving');
    setProblem(null);
    try {
      const saved = await saveForm(id, { version: version.current, form: sent }, { language });
      version.current = saved.version;
      lastSent.current = sent;
      if (latest.current === sent) {
        forgetDraft(id);
        setState('saved');
      } else setState('typed');
      return true;
    } catch (error) {
      const found: Problem =
        error instanceof RequestProblem ? error.problem : { kind: 'failed', status: 0, code: 'unknown' };
      if (found.kind === 'unauthorized') setState('signed-out');
      else if (found.code === 'stale-edit') {
        setStored((await readCase(id, { language })).application);
        setState('stale');
      } else {
        setProblem(found);
        setState('failed');
      }
      return false;
    }
  }, [id, language]);

  const save = useCallback((): Promise<boolean> => {
    saving.current = saving.current.catch(() => false).then(saveNow);
    return saving.current;
  }, [saveNow]);

  const change = useCallback(
    (next: TypedForm) => {
      latest.current = next;
      setForm(next);
      keepDraft(id, { version: version.current, form: next });
      setState((before) => (before === 'stale' || before === 'signed-out' ? before : 'typed'));
    },
    [id],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the form begins the pause anew
  useEffect(() => {
    if (state !== 'typed') return;
    const timer = setTimeout(() => void save(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [state, save, form]);

  const resolve = useCallback(
    (choice: 'typed' | 'stored') => {
      if (stored === null) return;
      version.current = stored.version;
      setStored(null);
      if (choice === 'stored') {
        latest.current = stored.form;
        setForm(stored.form);
        forgetDraft(id);
        setState('saved');
      } else setState('typed');
    },
    [stored, id],
  );

  return { form, change, state, problem, stored, resolve, save };
}
