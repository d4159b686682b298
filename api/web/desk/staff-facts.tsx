import type { CaseFileView } from '../../schemas/application.ts';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';

/** What staff are told besides: notices of possible bad faith, the applicant's other filings, earlier decisions. */
export function StaffFacts({ staff }: { readonly staff: NonNullable<CaseFileView['staff']> }) {
  const t = useTranslator();
  const { badFaith, filings, decisionsOnWorks, queue, risk, secondReviewReason } = staff;
  return (
    <section className="panel" aria-label={t.text('staff.title')}>
      <h2>{t.text('staff.title')}</h2>
      <p>
        {queue !== null && t.text(`queue.kind.${queue}`)} {risk !== null && t.text('queue.risk', { risk })}
        {secondReviewReason !== null && <> · {t.lookUp(`secondReview.${secondReviewReason}`) ?? secondReviewReason}</>}
      </p>
      {badFaith.length > 0 && (
        <div className="notice">
          <h3>{t.text('badFaith.title')}</h3>
          <p>{t.text('badFaith.lead')}</p>
          <ul>
            {badFaith.map(({ work, owner, grade, evidence, earlierOn }) => (
              <li key={`${work} ${grade} ${earlierOn}`}>
                {work === null ? (
                  t.text('badFaith.hidden')
                ) : (
                  <>
                    <a href={hrefOf({ page: 'record', id: work })}>{work}</a> · {owner ?? t.text('record.unknown')}
                  </>
                )}{' '}
                · {t.date(earlierOn)} {t.lookUp(`evidence.${evidence}`) ?? evidence}
              </li>
            ))}
          </ul>
        </div>
      )}
      {filings.length > 0 && (
        <details className="disclosure">
          <summary>{t.text('staff.filings', { count: filings.length })}</summary>
          <ul>
            {filings.map(({ id, title, state }) => (
              <li key={id}>
                <a href={hrefOf({ page: 'case', id })}>{title}</a> · {t.lookUp(`caseState.${state}`) ?? state}
              </li>
            ))}
          </ul>
        </details>
      )}
      {decisionsOnWorks.length > 0 && (
        <details className="disclosure">
          <summary>{t.text('staff.decisions', { count: decisionsOnWorks.length })}</summary>
          <ul>
            {decisionsOnWorks.map(({ work, applicationId, state, reason, decidedAt }) => (
              <li key={`${work} ${applicationId}`}>
                <a href={hrefOf({ page: 'case', id: applicationId })}>{work}</a> ·{' '}
                {t.lookUp(`caseState.${state}`) ?? state}
                {reason !== null && <> · {t.lookUp(`listedReason.${reason}`) ?? reason}</>} · {t.date(decidedAt)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
