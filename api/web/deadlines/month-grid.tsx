import type { DeadlinesView } from '../../schemas/notice.ts';
import { useTranslator } from '../language/language-context.tsx';
import { weeksOf } from './months.ts';

interface MonthGridProps {
  readonly month: string;
  readonly today: string;
  readonly deadlines: DeadlinesView['deadlines'];
  /** Holidays, and weekend days that are worked. */
  readonly specialDays: DeadlinesView['specialDays'];
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A month by weeks: how many terms end on each day, and on which days no office works. */
export function MonthGrid({ month, today, deadlines, specialDays }: MonthGridProps) {
  const t = useTranslator();
  const special = new Map(specialDays.map((day) => [day.date, day]));
  return (
    <table className="deadline-grid">
      <caption className="visually-hidden">{t.month(month)}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col">
              {t.text(`weekday.${day}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find((day) => day !== null)}>
            {week.map((day, i) =>
              day === null ? (
                <td key={WEEKDAYS[i]} />
              ) : (
                <Day
                  key={day}
                  day={day}
                  isToday={day === today}
                  // The last two columns are the weekend.
                  isOff={!(special.get(day)?.working ?? i < 5)}
                  name={special.get(day)?.name ?? null}
                  count={deadlines.filter(({ dueOn }) => dueOn === day).length}
                />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayProps {
  readonly day: string;
  readonly isToday: boolean;
  readonly isOff: boolean;
  readonly count: number;
  /** What the holiday is called. */
  readonly name: string | null;
}

function Day({ day, isToday, isOff, count, name }: DayProps) {
  const t = useTranslator();
  const classes = ['deadline-day', isToday && 'deadline-today', isOff && 'deadline-off'].filter(Boolean).join(' ');
  return (
    <td className={classes} aria-current={isToday ? 'date' : undefined}>
      <time dateTime={day}>{Number(day.slice(8))}</time>
      {isOff && <span className="visually-hidden">{t.text('deadlines.off')}</span>}
      {name !== null && <span className="deadline-holiday">{name}</span>}
      {count > 0 && (
        <strong className="deadline-count">
          <span aria-hidden="true">{count}</span>
          <span className="visually-hidden">{t.count('deadlines.due', count)}</span>
        </strong>
      )}
    </td>
  );
}
