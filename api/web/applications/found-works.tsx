import type { CaseFileView } from '../../schemas/application.ts';
import { GradeTag } from '../findings/grade-mark.tsx';
import { reasonSentence } from '../findings/reason-sentence.ts';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';

/** What the last check found, for the applicant: before he files, and as it was frozen afterwards. */
export function FoundWorks({ checks }: { readonly checks: CaseFileView['checks'] }) {
  const t = useTranslator();
  if (checks.length === 0) return null;
  return (
    <section className="panel" aria-label={t.text('found.title')}>
      <h2>{t.text('found.title')}</h2>
      {checks.map(({ picture, result }) =>
        result.status === 'checked' ? (
          <div key={picture}>
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
          </div>
        ) : (
          <p key={picture}>{t.text(`notComparable.${result.reason}`)}</p>
        ),
      )}
    </section>
  );
}
