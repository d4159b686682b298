import type { StatisticsView } from '../../schemas/application.ts';
import { useTranslator } from '../language/language-context.tsx';

interface MonthPlotProps {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly counts: StatisticsView['byMonth'];
}

const MONTHS_MAX = 60;
const COLUMN = 24;
const HEIGHT = 120;
/** Room for the figures above the columns and the months below them. */
const MARGIN = 18;

/** Counts over time: a column for every month of the span, those without any included. The table beside it has the same figures. */
export function MonthPlot({ title, from, to, counts }: MonthPlotProps) {
  const t = useTranslator();
  const months = monthsBetween(from, to).slice(-MONTHS_MAX);
  const byMonth = new Map(counts.map(({ group, count }) => [group, count]));
  const most = Math.max(1, ...byMonth.values());
  if (months.length < 2) return null;
  return (
    <figure className="stat-plot">
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 ${COLUMN * months.length} ${HEIGHT + 2 * MARGIN}`}
        role="img"
        aria-label={t.text('statistics.plotLabel', { from: t.month(from), to: t.month(to), most })}
      >
        <line x1="0" x2={COLUMN * months.length} y1={HEIGHT + MARGIN} y2={HEIGHT + MARGIN} />
        {months.map((month, i) => {
          const count = byMonth.get(month) ?? 0;
          const height = (HEIGHT * count) / most;
          const middle = COLUMN * (i + 0.5);
          return (
            <g key={month}>
              <rect x={COLUMN * i + 3} y={HEIGHT + MARGIN - height} width={COLUMN - 6} height={height} />
              {count > 0 && (
                <text x={middle} y={HEIGHT + MARGIN - height - 4}>
                  {count}
                </text>
              )}
              <text x={middle} y={HEIGHT + 2 * MARGIN - 5} className="stat-month">
                {Number(month.slice(5))}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = [];
  for (let date = new Date(`${from}-01T00:00:00Z`); months.length < 1_200; date.setUTCMonth(date.getUTCMonth() + 1)) {
    const month = date.toISOString().slice(0, 7);
    if (month > to) break;
    months.push(month);
  }
  return months;
}
