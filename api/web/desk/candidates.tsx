import { type ReactNode, useState } from 'react';
import type { CaseFileView } from '../../schemas/application.ts';
import { patternImageUrl } from '../api-client/endpoints.ts';
import { CandidateHeader } from '../check/candidate-header.tsx';
import { CandidateList } from '../check/candidate-list.tsx';
import { ComparisonView } from '../comparison/comparison-view.tsx';
import { earliestOfTopGrade, orderCandidates } from '../findings/candidate-order.ts';
import { FindingFacts } from '../findings/finding-facts.tsx';
import { Provenance } from '../findings/provenance.tsx';
import { useTranslator } from '../language/language-context.tsx';

type Checked = Extract<CaseFileView['checks'][number]['result'], { status: 'checked' }>;

interface CandidatesProps {
  readonly result: Checked;
  readonly pictureUrl: string;
  readonly ownWorks: readonly string[];
  readonly judged: (work: string, criteria: Checked['candidates'][number]['criteria']) => ReactNode;
}

/** The frozen result of one picture: the works found, and the chosen one beside the new picture with its judgement. */
export function Candidates({ result, pictureUrl, ownWorks, judged }: CandidatesProps) {
  const t = useTranslator();
  const candidates = orderCandidates(result.candidates);
  const earliestId = earliestOfTopGrade(candidates);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const shown = candidates.find(({ id }) => id === chosenId) ?? candidates[0];
  if (shown === undefined) return <p className="quiet-notice">{t.text('reason.noMatch.none')}</p>;
  return (
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
        {ownWorks.includes(shown.id) && <p className="quiet-notice">{t.text('desk.ownWork')}</p>}
        <ComparisonView
          query={{ url: pictureUrl, widthPx: result.widthPx, heightPx: result.heightPx }}
          candidate={{ url: patternImageUrl(shown.id), widthPx: shown.widthPx, heightPx: shown.heightPx }}
          finding={shown}
          names={{ query: t.text('desk.newPicture'), candidate: shown.title }}
        />
        {judged(shown.id, shown.criteria)}
        <details className="disclosure">
          <summary>{t.text('evidenceValues.title')}</summary>
          <FindingFacts finding={shown} scope="library" />
        </details>
        <Provenance versions={result.versions} timingsMs={result.timingsMs} sha256={result.sha256} />
      </article>
    </div>
  );
}
