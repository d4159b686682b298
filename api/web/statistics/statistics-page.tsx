import { useCallback, useId, useState } from 'react';
import type { StatisticsView } from '../../schemas/application.ts';
import { LoadProblem } from '../account/load-problem.tsx';
import { type Common, readStatistics, statisticsCsvUrl } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { MonthPlot } from './month-plot.tsx';

const FIGURES = ['byMonth', 'byKind', 'byState', 'byRegion', 'refusalsByReason', 'strongFindingsByEdit'] as const;
/** Under which key the groups of a figure have their words; months speak for themselves. */
const WORDS: Readonly<Record<(typeof FIGURES)[number], string>> = {
  byMonth: '',
  byKind: 'kind',
  byState: 'caseState',
  byRegion: 'region',
  refusalsByReason: 'listedReason',
  strongFindingsByEdit: 'edit',
};

/** Figures of the office, as bars and as CSV. */
export function StatisticsPage() {
  const t = useTranslator();
  const year = new Date().getFullYear();
  const [from, setFrom] = useState(`${year}-01`);
  const [to, setTo] = useState(`${year}-12`);
  const load = useCallback((common: Common) => readStatistics(from, to, common), [from, to]);
  const { value, problem, reload } = useLoaded<StatisticsView>(load);
  const days = (count: number | null): string => (count === null ? '—' : t.number(count, 1));
  return (
    <div className="registration-page">
      <PageHeading title={t.text('statistics.title')} />
      <div className="field-grid">
        <Month label={t.text('statistics.from')} value={from} onChange={setFrom} />
        <Month label={t.text('statistics.to')} value={to} onChange={setTo} />
      </div>
      <LoadProblem problem={problem} onRetry={reload} />
      {value !== null && (
        <>
          <dl className="case-facts">
            <dt>{t.text('statistics.applications')}</dt>
            <dd className="number">{t.number(value.applications)}</dd>
            <dt>{t.text('statistics.decided')}</dt>
            <dd className="number">{t.number(value.workingDaysToDecision.decided)}</dd>
            <dt>{t.text('statistics.median')}</dt>
            <dd className="number">{days(value.workingDaysToDecision.median)}</dd>
            <dt>{t.text('statistics.mean')}</dt>
            <dd className="number">{days(value.workingDaysToDecision.mean)}</dd>
            <dt>{t.text('statistics.longest')}</dt>
            <dd className="number">{days(value.workingDaysToDecision.longest)}</dd>
          </dl>
          <MonthPlot title={t.text('statistics.byMonth')} from={value.from} to={value.to} counts={value.byMonth} />
          {FIGURES.map((figure) => (
            <Bars key={figure} title={t.text(`statistics.${figure}`)} words={WORDS[figure]} counts={value[figure]} />
          ))}
          <p>
            <a className="plain-button" href={statisticsCsvUrl(from, to)} download>
              {t.text('statistics.csv')}
            </a>
          </p>
        </>
      )}
    </div>
  );
}

function Month({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (month: string) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          if (/^\d{4}-(0[1-9]|1[0-2])$/.test(event.target.value)) onChange(event.target.value);
        }}
      />
    </div>
  );
}

/** Counts as a table whose cells are drawn as bars: the numbers are there for whoever does not see them. */
function Bars({
  title,
  words,
  counts,
}: {
  readonly title: string;
  readonly words: string;
  readonly counts: StatisticsView['byMonth'];
}) {
  const t = useTranslator();
  const most = Math.max(1, ...counts.map(({ count }) => count));
  if (counts.length === 0) return null;
  return (
    <table className="bars">
      <caption>{title}</caption>
      <tbody>
        {counts.map(({ group, count }) => (
          <tr key={group}>
            <th scope="row">{t.lookUp(`${words}.${group}`) ?? (group || '—')}</th>
            <td>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect width={(100 * count) / most} height="10" />
              </svg>
            </td>
            <td className="number">{t.number(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
