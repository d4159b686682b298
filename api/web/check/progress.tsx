import { useEffect, useRef, useState } from 'react';
import { useTranslator } from '../language/language-context.tsx';

interface ProgressProps {
  readonly title: string;
  readonly sentShare: number;
  readonly startedAtMs: number;
  readonly onCancel: () => void;
}

const PHASES = ['sending', 'searching', 'showing'] as const;

/** The phases of a check, how much was sent, the time that has passed, and a way out. */
export function Progress({ title, sentShare, startedAtMs, onCancel }: ProgressProps) {
  const t = useTranslator();
  const [seconds, setSeconds] = useState(0);
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus(), []);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - startedAtMs) / 1000)), 500);
    return () => clearInterval(timer);
  }, [startedAtMs]);
  const phase = sentShare < 1 ? 0 : 1;
  return (
    <section className="progress" aria-busy="true">
      <h2 ref={headingRef} tabIndex={-1}>
        {title}
      </h2>
      <div className="shuttle" aria-hidden="true">
        <span />
      </div>
      <ol className="phases">
        {PHASES.map((name, index) => {
          const state = index < phase ? 'done' : index === phase ? 'now' : 'waiting';
          return (
            <li key={name} className={`phase phase-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
              <span className="phase-name">{t.text(`progress.${name}`)}</span>
              <span className="phase-state">
                {name === 'sending' && state === 'now'
                  ? t.text('progress.sent', { percent: t.number(Math.round(sentShare * 100)) })
                  : t.text(`progress.${state}`)}
              </span>
            </li>
          );
        })}
      </ol>
      <p className="visually-hidden" role="status" aria-live="polite">
        {t.text(`progress.${PHASES[phase] ?? 'sending'}`)}
      </p>
      <div className="button-row">
        <button type="button" className="plain-button" onClick={onCancel}>
          {t.text('progress.cancel')}
        </button>
        <span className="elapsed">{t.text('progress.seconds', { seconds: t.number(seconds) })}</span>
      </div>
    </section>
  );
}
