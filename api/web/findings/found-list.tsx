import type { CheckedResult } from '../../schemas/check-result.ts';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';
import { GradeTag } from './grade-mark.tsx';
import { reasonSentence } from './reason-sentence.ts';

/** The grade of a check, and the works that it found, as a list. */
export function FoundList({
  result,
}: {
  readonly result: Pick<CheckedResult, 'grade' | 'worksSearched' | 'candidates'>;
}) {
  const t = useTranslator();
  return (
    <>
      <p>
        <GradeTag grade={result.grade} /> {t.count('result.works', result.worksSearched)}
      </p>
      <ul className="found-works">
        {result.candidates
          .filter(({ grade }) => grade !== 'no-match')
          .map((candidate) => (
            <li key={candidate.id}>
              <GradeTag grade={candidate.grade} />{' '}
              <a href={hrefOf({ page: 'record', id: candidate.id })}>{candidate.title}</a>
              <p className="quiet small">{reasonSentence(candidate, t, 'library')}</p>
            </li>
          ))}
      </ul>
    </>
  );
}
