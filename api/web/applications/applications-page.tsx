import { type FormEvent, useId, useState } from 'react';
import type { Kind } from '../../registration/application-form.ts';
import type { Application, ApplicationPage as Page } from '../../schemas/application.ts';
import { PartyField } from '../account/party-field.tsx';
import { useSession } from '../account/session-context.tsx';
import { SignInForm } from '../account/sign-in-form.tsx';
import { listParties, type Party } from '../api-client/parties.ts';
import { createApplication, listApplications } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';
import { goTo } from '../shell/router.ts';
import { CaseState } from './case-state.tsx';

const KINDS: readonly Kind[] = ['works', 'folk-works', 'pre-registration'];

/** What one's own parties have filed, and a way to begin. */
export function ApplicationsPage() {
  const t = useTranslator();
  const { session } = useSession();
  return (
    <div className="registration-page">
      <PageHeading title={t.text('applications.title')} lead={t.text('applications.lead')} />
      {session?.signedIn === false && <SignInForm />}
      {session?.signedIn === true && (
        <>
          <Begin />
          <p>
            <a href={hrefOf({ page: 'bulk' })}>{t.text('bulk.fromApplications')}</a>
          </p>
          <Listing />
        </>
      )}
    </div>
  );
}

function Listing() {
  const t = useTranslator();
  const { value, problem, reload } = useLoaded<Page>(listApplications);
  if (problem !== null) return <ProblemNotice problem={problem} onRetry={reload} />;
  if (value === null) return <p role="status">{t.text('library.loading')}</p>;
  if (value.applications.length === 0) return <p className="quiet-notice">{t.text('applications.none')}</p>;
  return (
    <ul className="case-list">
      {value.applications.map((application) => (
        <li key={application.id}>
          <a href={hrefOf({ page: 'application', id: application.id })}>
            {application.title || t.text('applications.untitled')}
          </a>{' '}
          <span className="quiet">{application.number ?? t.text(`kind.${application.kind}`)}</span>
          <CaseState application={application} />
        </li>
      ))}
    </ul>
  );
}

function Begin() {
  const t = useTranslator();
  const kindId = useId();
  const [kind, setKind] = useState<Kind>('works');
  // Asked for, not taken from the session: a power of attorney may have ended since that was opened.
  const { value, problem, reload } = useLoaded<{ parties: readonly Party[] }>(listParties);
  const [chosen, setParty] = useState('');
  const parties = value?.parties ?? [];
  const party = parties.some(({ id }) => id === chosen) ? chosen : (parties[0]?.id ?? '');
  const { submission, start, reset } = useSubmission<Application>();
  if (problem !== null) return <ProblemNotice problem={problem} onRetry={reload} />;
  if (value === null) return null;
  if (parties.length === 0) return <p className="quiet-notice">{t.text('applications.noParty')}</p>;
  const begin = (event: FormEvent): void => {
    event.preventDefault();
    start(async (signal) => {
      const application = await createApplication({ party, kind }, { language: t.language, signal });
      goTo({ page: 'application', id: application.id });
      return application;
    });
  };
  return (
    <form className="panel begin" onSubmit={begin}>
      <div className="field">
        <label htmlFor={kindId}>{t.text('applications.kind')}</label>
        <select id={kindId} value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {t.text(`kind.${one}`)}
            </option>
          ))}
        </select>
      </div>
      {parties.length > 1 && <PartyField parties={parties} value={party} onValue={setParty} />}
      <button type="submit" className="main-button" disabled={submission.state === 'running'}>
        {t.text('applications.begin')}
      </button>
      {submission.state === 'failed' && <ProblemNotice problem={submission.problem} onDismiss={reset} />}
    </form>
  );
}
