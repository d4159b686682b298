import type { CaseFileView } from '../../schemas/application.ts';
import { useTranslator } from '../language/language-context.tsx';
import { nameIn } from './name-in.ts';

interface HistoryProps {
  readonly events: CaseFileView['events'];
  /** Names of those who acted, where they may be told. */
  readonly people?: NonNullable<CaseFileView['staff']>['people'];
}

/** What happened to a case, newest first, with reasons and texts. */
export function History({ events, people }: HistoryProps) {
  const t = useTranslator();
  return (
    <section className="panel" aria-label={t.text('history.title')}>
      <h2>{t.text('history.title')}</h2>
      <ol className="history">
        {[...events].reverse().map((event) => (
          <li key={`${event.at} ${event.event} ${event.toState}`}>
            <time dateTime={event.at}>{t.date(event.at)}</time>{' '}
            <strong>{t.lookUp(`caseEvent.${event.event}`) ?? event.event}</strong>
            {event.reason !== null && <> · {t.lookUp(`listedReason.${event.reason}`) ?? event.reason}</>}
            {people !== undefined && event.actor !== '' && (
              <span className="quiet"> · {nameIn(people, event.actor)}</span>
            )}
            {event.note !== null && <p>{event.note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
