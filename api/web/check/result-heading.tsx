import { type ReactNode, useEffect, useRef } from 'react';
import type { Grade } from '../../../engine/index.ts';
import { WeaveDraft } from '../findings/grade-mark.tsx';
import { useTranslator } from '../language/language-context.tsx';

interface ResultHeadingProps {
  readonly grade: Grade;
  readonly reason: string;
  readonly worksSearched?: number;
  readonly onAgain: () => void;
  readonly againText?: string;
  readonly children?: ReactNode;
}

/** The grade in words and its reason in one sentence. Takes the focus, so that it is the first thing heard. */
export function ResultHeading({ grade, reason, worksSearched, onAgain, againText, children }: ResultHeadingProps) {
  const t = useTranslator();
  const headingRef = useRef<HTMLHeadingElement>(null);
  const title = t.text(`grade.${grade}`);
  useEffect(() => headingRef.current?.focus(), []);
  useEffect(() => {
    document.title = `${title} · ${t.text('app.name')}`;
  }, [title, t]);
  return (
    <header className={`result-heading grade-${grade}`}>
      <div className="result-words">
        <p className="eyebrow">
          {t.text('result.title')}
          {worksSearched !== undefined && <> · {t.count('result.works', worksSearched)}</>}
        </p>
        <h1 ref={headingRef} tabIndex={-1}>
          <WeaveDraft grade={grade} />
          {title}
        </h1>
        <p className="grade-meaning">{t.text(`gradeMeaning.${grade}`)}</p>
        <p className="reason">{reason}</p>
        <div className="button-row">
          <button type="button" className="plain-button" onClick={onAgain}>
            {againText ?? t.text('check.again')}
          </button>
        </div>
      </div>
      {children}
    </header>
  );
}
