import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import type { Problem } from '../api-client/problem.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { FaultList } from './fault-list.tsx';

interface ActionFormProps<T> {
  readonly action: string;
  readonly work: (signal: AbortSignal) => Promise<T>;
  readonly onDone: (answer: T) => void;
  readonly children?: ReactNode;
  readonly danger?: boolean;
  /** Something is missing without which there is nothing to send. */
  readonly disabled?: boolean;
  /** What is shown below the form in place of a refusal; null for the refusal itself. `again` sends the form once more. */
  readonly instead?: (problem: Problem, again: () => void) => ReactNode;
}

/** Fields with one button. A refusal is shown above them, and nothing typed is lost by it. */
export function ActionForm<T>({
  action,
  work,
  onDone,
  children,
  danger = false,
  disabled = false,
  instead,
}: ActionFormProps<T>) {
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
  const problem = submission.state === 'failed' ? submission.problem : null;
  const replacement = (problem !== null && instead?.(problem, () => start(work))) || null;
  return (
    <>
      <form className="action-form" onSubmit={send}>
        {problem !== null && replacement === null && (
          <ProblemNotice problem={problem} onDismiss={reset}>
            <FaultList problem={problem} />
          </ProblemNotice>
        )}
        {children}
        <div className="button-row">
          <button
            type="submit"
            className={danger ? 'danger-button' : 'main-button'}
            disabled={disabled || submission.state === 'running'}
          >
            {action}
          </button>
        </div>
      </form>
      {replacement}
    </>
  );
}
