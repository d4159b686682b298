import type { AwaitedOpinionsView } from '../../schemas/opinion.ts';
import { LoadProblem } from '../account/load-problem.tsx';
import { listAwaitedOpinions } from '../api-client/panels.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { hrefOf } from '../shell/route.ts';

/** Cases in which one's opinion is awaited. */
export function AwaitedPage() {
  const t = useTranslator();
  const { value, problem, reload } = useLoaded<AwaitedOpinionsView>(listAwaitedOpinions);
  return (
    <div className="registration-page">
      <PageHeading title={t.text('opinions.title')} lead={t.text('opinions.lead')} />
      <LoadProblem problem={problem} onRetry={reload} />
      {value?.awaited.length === 0 && <p className="quiet-notice">{t.text('opinions.none')}</p>}
      <ul className="case-list">
        {value?.awaited.map(({ applicationId, title, capacity, invitedAt }) => (
          <li key={`${applicationId} ${capacity}`}>
            <a href={hrefOf({ page: 'opinion', id: applicationId })}>{title || t.text('applications.untitled')}</a>
            <span className="quiet">
              {t.text(`capacity.${capacity}`)} · {t.text('panel.askedOn')}{' '}
              <time dateTime={invitedAt}>{t.date(invitedAt)}</time>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
