import { useCallback, useState } from 'react';
import type { QueuePageView } from '../../schemas/application.ts';
import { SignInForm } from '../account/sign-in-form.tsx';
import { type Common, readQueue } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { CaseState } from '../applications/case-state.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';

const STAGES = ['waiting', 'mine', 'second-review'] as const;

/** What waits at the office: late first, then by risk, then by time left. */
export function QueuePage() {
  const t = useTranslator();
  const [stage, setStage] = useState<(typeof STAGES)[number]>('waiting');
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
        {STAGES.map((one) => (
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
      {problem?.kind === 'unauthorized' && <SignInForm onSignedIn={reload} />}
      {problem !== null && problem.kind !== 'unauthorized' && <ProblemNotice problem={problem} onRetry={reload} />}
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
