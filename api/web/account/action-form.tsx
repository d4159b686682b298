import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { useSubmission } from '../api-client/use-submission.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';

interface ActionFormProps<T> {
  readonly action: string;
  readonly work: (signal: AbortSignal) => Promise<T>;
  readonly onDone: (answer: T) => void;
  readonly children?: ReactNode;
  readonly danger?: boolean;
}

/** Fields with one button. A refusal is shown above them, and nothing typed is lost by it. */
export function ActionForm<T>({ action, work, onDone, children, danger = false }: ActionFormProps<T>) {
  const { submission, start, reset } = useSubmission<T>();
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    if (submission.state === 'answered') done.current(submission.answer);
  }, [submission]);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    start(work);
  };
  return (
    <form className="account-form" onSubmit={send}>
      {submission.state === 'failed' && <ProblemNotice problem={submission.problem} onDismiss={reset} />}
      {children}
      <div className="button-row">
        <button
          type="submit"
          className={danger ? 'danger-button' : 'main-button'}
          disabled={submission.state === 'running'}
        >
          {action}
        </button>
      </div>
    </form>
  );
}
