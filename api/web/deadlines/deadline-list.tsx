import type { DeadlinesView } from '../../schemas/notice.ts';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';

interface DeadlineListProps {
  readonly title: string;
  readonly deadlines: DeadlinesView['deadlines'];
  /** What is said where there are none. */
  readonly none?: string;
}

/** Terms in the order in which they end, each with its case. */
export function DeadlineList({ title, deadlines, none }: DeadlineListProps) {
  const t = useTranslator();
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      {deadlines.length === 0 && <p className="quiet">{none}</p>}
      <ol className="deadline-list">
        {deadlines.map(
          ({ applicationId: id, title: name, state, clock, dueOn, dueProvisional, punctuality, ...rest }) => (
            <li key={id}>
              <time dateTime={dueOn}>{t.date(dueOn)}</time>
              <span className={`due due-${punctuality}`}>
                {t.text(`clock.${clock}`)}
                {punctuality !== 'in-time' && <strong> · {t.text(`punctuality.${punctuality}`)}</strong>}
                {dueProvisional && <> · {t.text('due.provisional')}</>}
              </span>
              <a href={hrefOf({ page: rest.mine && clock === 'examination' ? 'case' : 'application', id })}>
                {name || t.text('applications.untitled')}
              </a>
              <span className="quiet">
                {t.lookUp(`caseState.${state}`) ?? state} ·{' '}
                {t.count(
                  rest.workingDaysLeft < 0 ? 'deadlines.over' : 'deadlines.left',
                  Math.abs(rest.workingDaysLeft),
                )}
              </span>
              {rest.mine && <strong className="state-tag">{t.text('deadlines.mine')}</strong>}
            </li>
          ),
        )}
      </ol>
    </section>
  );
}
