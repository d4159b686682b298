import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { removePattern } from '../api-client/endpoints.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { useTranslator } from '../language/language-context.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { TokenField } from './token-field.tsx';
import { useWriteToken } from './use-write-token.ts';

interface RemoveRecordProps {
  readonly id: string;
  readonly onRemoved: () => void;
}

/** Removing asks first, wants a reason and the write token. */
export function RemoveRecord({ id, onRemoved }: RemoveRecordProps) {
  const t = useTranslator();
  const dialogRef = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const reasonId = useId();
  const [token, setToken] = useWriteToken();
  const [reason, setReason] = useState('');
  const { submission, start, reset } = useSubmission<void>();
  const removed = useRef(onRemoved);
  useEffect(() => {
    removed.current = onRemoved;
  });
  useEffect(() => {
    if (submission.state === 'answered') {
      dialogRef.current?.close();
      removed.current();
    }
    if (submission.state === 'failed' && submission.problem.kind === 'unauthorized') setToken(null);
  }, [submission, setToken]);
  const remove = (event: FormEvent): void => {
    event.preventDefault();
    if (token === null || reason.trim() === '') return;
    start((signal) => removePattern(id, reason.trim(), token, { language: t.language, signal }));
  };
  return (
    <>
      <button type="button" className="plain-button" onClick={() => dialogRef.current?.showModal()}>
        {t.text('record.remove')}
      </button>
      <dialog ref={dialogRef} aria-labelledby={titleId} onClose={reset}>
        <h2 id={titleId}>{t.text('record.removeTitle')}</h2>
        <p>{t.text('record.removeText')}</p>
        {submission.state === 'failed' && <ProblemNotice problem={submission.problem} />}
        <TokenField token={token} onToken={setToken} />
        <form onSubmit={remove}>
          <label htmlFor={reasonId}>{t.text('record.removeReason')}</label>
          <textarea
            id={reasonId}
            rows={3}
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="button-row">
            <button
              type="submit"
              className="danger-button"
              disabled={token === null || reason.trim() === '' || submission.state === 'running'}
            >
              {t.text('record.removeConfirm')}
            </button>
            <button type="button" className="plain-button" onClick={() => dialogRef.current?.close()}>
              {t.text('state.cancel')}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
