import { useState } from 'react';
import type { DeadlinesView } from '../../schemas/notice.ts';
import { LoadProblem } from '../account/load-problem.tsx';
import { readDeadlines } from '../api-client/oversight.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { DeadlineList } from './deadline-list.tsx';
import { MonthGrid } from './month-grid.tsx';
import { monthAfter } from './months.ts';

/** When the terms of one's cases end: what is late, a month at a glance, and its terms one by one. */
export function DeadlinesPage() {
  const t = useTranslator();
  const { value, problem, reload } = useLoaded<DeadlinesView>(readDeadlines);
  return (
    <div className="registration-page">
      <PageHeading title={t.text('deadlines.title')} lead={t.text('deadlines.lead')} />
      <LoadProblem problem={problem} onRetry={reload} />
      {value !== null && <Calendar deadlines={value} />}
    </div>
  );
}

function Calendar({
  deadlines: { today, to, deadlines, specialDays, calendarKnownUntil, calendarRunsOut },
}: {
  readonly deadlines: DeadlinesView;
}) {
  const t = useTranslator();
  const [month, setMonth] = useState(today.slice(0, 7));
  const late = deadlines.filter(({ dueOn }) => dueOn < today);
  const inMonth = deadlines.filter(({ dueOn }) => dueOn >= today && dueOn.startsWith(month));
  return (
    <>
      {late.length > 0 && <DeadlineList title={t.text('deadlines.late')} deadlines={late} />}
      <nav className="deadline-months" aria-label={t.text('deadlines.month')}>
        <button
          type="button"
          className="plain-button"
          disabled={month <= today.slice(0, 7)}
          onClick={() => setMonth(monthAfter(month, -1))}
        >
          {t.text('deadlines.earlier')}
        </button>
        <h2 aria-live="polite">{t.month(month)}</h2>
        <button
          type="button"
          className="plain-button"
          disabled={month >= to.slice(0, 7)}
          onClick={() => setMonth(monthAfter(month, 1))}
        >
          {t.text('deadlines.later')}
        </button>
      </nav>
      {calendarRunsOut && (
        <p className="quiet-notice">{t.text('deadlines.unknown', { date: t.date(calendarKnownUntil) })}</p>
      )}
      <MonthGrid month={month} today={today} deadlines={inMonth} specialDays={specialDays} />
      <DeadlineList title={t.text('deadlines.ofMonth')} none={t.text('deadlines.none')} deadlines={inMonth} />
    </>
  );
}
