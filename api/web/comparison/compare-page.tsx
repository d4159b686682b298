import { useState } from 'react';
import type { ComparisonResult } from '../../schemas/check-result.ts';
import { type ComparisonSide, comparePictures, patternImageUrl } from '../api-client/endpoints.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { Progress } from '../check/progress.tsx';
import { ResultHeading } from '../check/result-heading.tsx';
import { FindingFacts } from '../findings/finding-facts.tsx';
import { Provenance } from '../findings/provenance.tsx';
import { reasonSentence } from '../findings/reason-sentence.ts';
import { useTranslator } from '../language/language-context.tsx';
import { useObjectUrl } from '../pictures/use-object-url.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { ComparisonView } from './comparison-view.tsx';
import { SideIntake } from './side-intake.tsx';

interface ComparePageProps {
  readonly firstId: string | null;
  readonly secondId: string | null;
}

const fileOf = (side: ComparisonSide | null): File | null => (side instanceof File ? side : null);

/** Two pictures, or a picture and a record, laid over each other. */
export function ComparePage({ firstId, secondId }: ComparePageProps) {
  const t = useTranslator();
  const [first, setFirst] = useState<ComparisonSide | null>(firstId);
  const [second, setSecond] = useState<ComparisonSide | null>(secondId);
  const firstFileUrl = useObjectUrl(fileOf(first));
  const secondFileUrl = useObjectUrl(fileOf(second));
  const urlOf = (side: ComparisonSide | null, fileUrl: string | null): string | null =>
    typeof side === 'string' ? patternImageUrl(side) : fileUrl;
  const firstUrl = urlOf(first, firstFileUrl);
  const secondUrl = urlOf(second, secondFileUrl);
  const { submission, start, cancel, reset } = useSubmission<ComparisonResult>();

  const submit = (): void => {
    if (first === null || second === null) return;
    start((signal, onSent) => comparePictures(first, second, { language: t.language, signal, onSent }));
  };

  if (submission.state === 'answered') {
    return <ComparisonAnswer result={submission.answer} firstUrl={firstUrl} secondUrl={secondUrl} onAgain={reset} />;
  }
  return (
    <div className="compare-page">
      <PageHeading title={t.text('compare.title')} lead={t.text('compare.lead')} />
      {submission.state === 'running' ? (
        <Progress
          title={t.text('progress.comparing')}
          sentShare={submission.sentShare}
          startedAtMs={submission.startedAtMs}
          onCancel={cancel}
        />
      ) : (
        <>
          {submission.state === 'failed' && (
            <ProblemNotice problem={submission.problem} onRetry={submit} onDismiss={reset} />
          )}
          <div className="compare-sides">
            <SideIntake
              name={t.text('compare.first')}
              side={first}
              url={firstUrl}
              takesPaste={first === null}
              onSide={setFirst}
            />
            <SideIntake
              name={t.text('compare.second')}
              side={second}
              url={secondUrl}
              takesPaste={first !== null}
              onSide={setSecond}
            />
          </div>
          <div className="button-row">
            <button type="button" className="main-button" disabled={first === null || second === null} onClick={submit}>
              {t.text('compare.start')}
            </button>
            {(first === null || second === null) && <span className="quiet">{t.text('compare.missing')}</span>}
          </div>
        </>
      )}
    </div>
  );
}

interface ComparisonAnswerProps {
  readonly result: ComparisonResult;
  readonly firstUrl: string | null;
  readonly secondUrl: string | null;
  readonly onAgain: () => void;
}

function ComparisonAnswer({ result, firstUrl, secondUrl, onAgain }: ComparisonAnswerProps) {
  const t = useTranslator();
  const again = t.text('compare.again');
  if (result.status === 'not-comparable') {
    const reason = `${t.text(`notComparable.${result.reason}`)} ${t.text(`notComparable.which.${result.which}`)}`;
    return (
      <div className="result-page">
        <ResultHeading grade="not-comparable" reason={reason} onAgain={onAgain} againText={again} />
        <Provenance versions={result.versions} timingsMs={result.timingsMs} />
      </div>
    );
  }
  const { first, second, finding } = result;
  return (
    <div className="result-page">
      <ResultHeading
        grade={finding.grade}
        reason={reasonSentence(finding, t, 'pair')}
        onAgain={onAgain}
        againText={again}
      />
      <article className="candidate" aria-label={t.text('result.finding')}>
        <h2 className="visually-hidden">{t.text('result.finding')}</h2>
        <ComparisonView
          query={{ url: firstUrl ?? '', widthPx: first.widthPx, heightPx: first.heightPx }}
          candidate={{ url: secondUrl ?? '', widthPx: second.widthPx, heightPx: second.heightPx }}
          finding={finding}
          names={{ query: t.text('view.first'), candidate: t.text('view.second') }}
        />
        <FindingFacts finding={finding} scope="pair" />
      </article>
      <Provenance versions={result.versions} timingsMs={result.timingsMs} />
    </div>
  );
}
