import { useCallback, useState } from 'react';
import type { QueuePageView } from '../../schemas/application.ts';
import { LoadProblem } from '../account/load-problem.tsx';
import { useSession } from '../account/session-context.tsx';
import { isStaff } from '../account/staff-roles.ts';
import { type Common, readQueue } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { CaseState } from '../applications/case-state.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { hrefOf } from '../shell/route.ts';

const EXAMINERS_STAGES = ['waiting', 'mine', 'second-review'] as const;
const REGISTRARS_STAGES = ['objections', 'panels'] as const;
type Stage = (typeof EXAMINERS_STAGES | typeof REGISTRARS_STAGES)[number];

/** What waits at the office: late first, then by risk, then by time left. */
export function QueuePage() {
  const t = useTranslator();
  const { session } = useSession();
  const stages: readonly Stage[] = [
    ...(isStaff(session, 'examiner') ? EXAMINERS_STAGES : []),
    ...(isStaff(session, 'registrar') ? REGISTRARS_STAGES : []),
  ];
  const [chosen, setStage] = useState<Stage | null>(null);
  const stage = chosen ?? stages[0] ?? 'waiting';
  const load = useCallback((common: Common) => readQueue(stage, common), [stage]);
  const { value, problem, reload } = useLoaded<QueuePageView>(load);
  return (
    <div className="registration-page">
      <PageHeading title={t.text('queue.title')} lead={t.text('queue.lead')} />
      {value?.calendarRunsOut && (
        <p className="quiet-notice" role="status">
          {t.text('queue.calendarRunsOut', { date: t.date(value.calendarKnownUntil) })}
        </p>
      )}
      <fieldset className="choice-row">
        <legend className="visually-hidden">{t.text('queue.stage')}</legend>
        {stages.map((one) => (
          <button
            key={one}
            type="button"
            className="plain-button"
            aria-pressed={stage === one}
            onClick={() => setStage(one)}
          >
            {t.text(`queue.${one}`)}
          </button>
        ))}
      </fieldset>
      <LoadProblem problem={problem} onRetry={reload} />
      {value?.cases.length === 0 && <p className="quiet-notice">{t.text('queue.empty')}</p>}
      <ul className="case-list">
        {value?.cases.map(({ application, queue, risk }) => (
          <li key={application.id}>
            <a href={hrefOf({ page: 'case', id: application.id })}>
              {application.title || t.text('applications.untitled')}
            </a>
            {queue !== null && <span className={`queue-tag queue-${queue}`}>{t.text(`queue.kind.${queue}`)}</span>}
            {risk !== null && <span className="quiet">{t.text('queue.risk', { risk })}</span>}
            <CaseState application={application} />
          </li>
        ))}
      </ul>
    </div>
  );
}
