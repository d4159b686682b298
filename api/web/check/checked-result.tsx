import { useMemo, useState } from 'react';
import type { CheckResult } from '../../schemas/check-result.ts';
import { patternImageUrl } from '../api-client/endpoints.ts';
import { ComparisonView } from '../comparison/comparison-view.tsx';
import { earliestOfTopGrade, orderCandidates } from '../findings/candidate-order.ts';
import { FindingFacts } from '../findings/finding-facts.tsx';
import { Provenance } from '../findings/provenance.tsx';
import { reasonSentence } from '../findings/reason-sentence.ts';
import { RestrictedNotices } from '../findings/restricted-notices.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PicturePreview } from '../pictures/picture-preview.tsx';
import { CandidateHeader } from './candidate-header.tsx';
import { CandidateList } from './candidate-list.tsx';
import { ResultHeading } from './result-heading.tsx';

interface CheckedResultProps {
  readonly result: Extract<CheckResult, { status: 'checked' }>;
  readonly pictureUrl: string | null;
  readonly pictureName: string;
  readonly onAgain: () => void;
}

/** The answer of a check: the grade, the works found, and the chosen one beside the picture. */
export function CheckedResult({ result, pictureUrl, pictureName, onAgain }: CheckedResultProps) {
  const t = useTranslator();
  const candidates = useMemo(() => orderCandidates(result.candidates), [result]);
  const earliestId = useMemo(() => earliestOfTopGrade(candidates), [candidates]);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const top = candidates[0];
  const shown = candidates.find((candidate) => candidate.id === chosenId) ?? top;
  const reason =
    result.worksSearched === 0
      ? t.text('result.emptyLibrary')
      : top === undefined
        ? t.text('reason.noMatch.none')
        : reasonSentence(top, t, 'library');
  return (
    <div className="result-page">
      <ResultHeading grade={result.grade} reason={reason} worksSearched={result.worksSearched} onAgain={onAgain}>
        <figure className="stage-picture">
          <PicturePreview url={pictureUrl} alt={t.text('check.yourPicture')} />
          <figcaption>{pictureName}</figcaption>
        </figure>
      </ResultHeading>
      <RestrictedNotices restricted={result.restricted} />
      {result.grade === 'no-match' && candidates.length > 0 && (
        <p className="quiet-notice">{t.text('result.noMatchAdvice')}</p>
      )}
      {shown !== undefined && (
        <div className="result-columns">
          <CandidateList
            candidates={candidates}
            shownId={shown.id}
            earliestId={earliestId}
            worksFound={result.grade !== 'no-match'}
            onChoose={setChosenId}
          />
          <article className="candidate" aria-label={shown.title}>
            <CandidateHeader candidate={shown} earliest={shown.id === earliestId} />
            {shown !== top && <p className="reason">{reasonSentence(shown, t, 'library')}</p>}
            <ComparisonView
              query={{ url: pictureUrl ?? '', widthPx: result.widthPx, heightPx: result.heightPx }}
              candidate={{ url: patternImageUrl(shown.id), widthPx: shown.widthPx, heightPx: shown.heightPx }}
              finding={shown}
              names={{ query: t.text('view.query'), candidate: shown.title }}
            />
            <FindingFacts finding={shown} scope="library" />
          </article>
        </div>
      )}
      <Provenance versions={result.versions} timingsMs={result.timingsMs} sha256={result.sha256} />
    </div>
  );
}
