import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Problem } from '../api-client/problem.ts';
import { useTranslator } from '../language/language-context.tsx';
import type { MessageKey } from '../language/messages.ts';

interface ProblemNoticeProps {
  readonly problem: Problem;
  readonly onRetry?: (() => void) | undefined;
  readonly onDismiss?: (() => void) | undefined;
  /** What is wrong in particular. */
  readonly children?: ReactNode;
}

const TITLES: Readonly<Record<Problem['kind'], MessageKey>> = {
  refused: 'state.error',
  busy: 'state.busy',
  offline: 'state.offline',
  unauthorized: 'token.title',
  'not-found': 'state.error',
  failed: 'state.error',
};

/** Codes that speak of the picture itself rather than of the request. */
const PICTURE_CODES: ReadonlySet<string> = new Set([
  'empty-file',
  'unsupported-format',
  'unreadable-picture',
  'too-many-bytes',
  'too-many-pixels',
  'side-too-long',
  'aspect-ratio-too-large',
  'decode-timed-out',
  'request-too-large',
]);

/** Why something did not work and what to do, with the code for whoever is asked for help. Takes the focus when it appears. */
export function ProblemNotice({ problem, onRetry, onDismiss, children }: ProblemNoticeProps) {
  const t = useTranslator();
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus(), []);
  const refusedPicture = PICTURE_CODES.has(problem.code);
  const title = refusedPicture ? 'state.refused' : TITLES[problem.kind];
  return (
    <section className={`notice notice-${problem.kind}`} role="alert">
      <h2 ref={headingRef} tabIndex={-1}>
        {t.text(title)}
      </h2>
      {problem.kind === 'offline' ? (
        <p>{t.text('state.offlineText')}</p>
      ) : (
        <>
          {problem.code !== 'busy' && (
            <p className="notice-code">{t.lookUp(`problem.${problem.code}`) ?? t.text('problem.unknown')}</p>
          )}
          {problem.kind === 'busy' && onRetry !== undefined && <p>{t.text('state.busyText')}</p>}
          {problem.kind !== 'busy' && problem.detail !== undefined && <p>{problem.detail}</p>}
          {problem.kind !== 'busy' && problem.remedy !== undefined && !problem.detail?.includes(problem.remedy) && (
            <p>{problem.remedy}</p>
          )}
          <p className="notice-ids">
            {t.text('state.code', { code: problem.code })}
            {problem.requestId !== undefined && <> · {t.text('state.request', { id: problem.requestId })}</>}
          </p>
        </>
      )}
      {children}
      <div className="button-row">
        {onRetry !== undefined &&
          (problem.kind === 'busy' && problem.retryAfterS !== undefined ? (
            <RetryCountdown seconds={problem.retryAfterS} onRetry={onRetry} />
          ) : (
            problem.kind !== 'refused' && (
              <button type="button" className="main-button" onClick={onRetry}>
                {t.text('state.retry')}
              </button>
            )
          ))}
        {onDismiss !== undefined && (
          <button type="button" className="plain-button" onClick={onDismiss}>
            {t.text(problem.kind === 'busy' ? 'state.stopWaiting' : 'state.close')}
          </button>
        )}
      </div>
    </section>
  );
}

function RetryCountdown({ seconds, onRetry }: { readonly seconds: number; readonly onRetry: () => void }) {
  const t = useTranslator();
  const [left, setLeft] = useState(seconds);
  const retry = useRef(onRetry);
  useEffect(() => {
    retry.current = onRetry;
  });
  useEffect(() => {
    if (left <= 0) {
      retry.current();
      return;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return (
    <>
      <span className="countdown">{t.count('state.retryIn', Math.max(0, left))}</span>
      <button type="button" className="main-button" onClick={onRetry}>
        {t.text('state.retryNow')}
      </button>
    </>
  );
}
