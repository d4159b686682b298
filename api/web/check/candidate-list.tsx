import type { Candidate } from '../../schemas/check-result.ts';
import { patternThumbnailUrl } from '../api-client/endpoints.ts';
import { earliestEvidenced } from '../findings/candidate-order.ts';
import { GradeTag } from '../findings/grade-mark.tsx';
import { useTranslator } from '../language/language-context.tsx';

interface CandidateListProps {
  readonly candidates: readonly Candidate[];
  readonly shownId: string;
  readonly earliestId: string | null;
  /** Whether any is more than `no-match`; those that are not are then folded away. */
  readonly worksFound: boolean;
  readonly onChoose: (id: string) => void;
}

/** The works found, most serious first; choosing one shows it beside the picture. */
export function CandidateList({ candidates, shownId, earliestId, worksFound, onChoose }: CandidateListProps) {
  const t = useTranslator();
  const found = worksFound ? candidates.filter((candidate) => candidate.grade !== 'no-match') : candidates;
  const others = worksFound ? candidates.filter((candidate) => candidate.grade === 'no-match') : [];
  const title = t.text(worksFound ? 'result.candidates' : 'result.nearest');
  const row = (candidate: Candidate) => (
    <CandidateRow
      key={candidate.id}
      candidate={candidate}
      shown={candidate.id === shownId}
      earliest={candidate.id === earliestId}
      onChoose={onChoose}
    />
  );
  return (
    <nav className="candidate-list" aria-label={title}>
      <h2>{title}</h2>
      <ol>{found.map(row)}</ol>
      {others.length > 0 && (
        <details className="disclosure">
          <summary>{t.count('result.others', others.length)}</summary>
          <ol>{others.map(row)}</ol>
        </details>
      )}
    </nav>
  );
}

interface CandidateRowProps {
  readonly candidate: Candidate;
  readonly shown: boolean;
  readonly earliest: boolean;
  readonly onChoose: (id: string) => void;
}

function CandidateRow({ candidate, shown, earliest, onChoose }: CandidateRowProps) {
  const t = useTranslator();
  const date = earliestEvidenced(candidate.dates);
  return (
    <li>
      <button
        type="button"
        className="candidate-row"
        aria-current={shown ? 'true' : undefined}
        onClick={() => onChoose(candidate.id)}
      >
        <img src={patternThumbnailUrl(candidate.id)} alt="" loading="lazy" width="72" height="72" />
        <span className="candidate-row-words">
          <GradeTag grade={candidate.grade} />
          <span className="candidate-title">{candidate.title}</span>
          <span className="candidate-date">
            {date === null
              ? t.text('library.undated')
              : `${t.date(date.date)} · ${t.text(`evidence.${date.evidence}`)}`}
          </span>
          {candidate.otherVersions !== undefined && (
            <span className="candidate-date">{t.count('versions.with', candidate.otherVersions.length)}</span>
          )}
          {earliest && <span className="earliest-tag">{t.text('result.earliest')}</span>}
        </span>
      </button>
    </li>
  );
}
