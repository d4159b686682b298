import { type FormEvent, useCallback, useId, useState } from 'react';
import { REASONS } from '../../registration/reasons.ts';
import { SignInForm } from '../account/sign-in-form.tsx';
import { type Common, noticePictureUrl, objectTo, readNotice } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';

/** One registration as the public sees it: pictures, holders, and objections while they are heard. */
export function NoticePage({ id }: { readonly id: string }) {
  const t = useTranslator();
  const load = useCallback((common: Common) => readNotice(id, common), [id]);
  const { value, problem, reload } = useLoaded<Awaited<ReturnType<typeof readNotice>>>(load);
  if (value === null)
    return (
      <div className="registration-page">
        <PageHeading title={t.text('page.notices')} />
        {problem !== null && <ProblemNotice problem={problem} onRetry={reload} />}
      </div>
    );
  const { notice, title } = value;
  return (
    <div className="registration-page">
      <PageHeading title={notice.title} lead={notice.number} />
      <ul className="case-pictures">
        {notice.pictures.map(({ ordinal, role }) => (
          <li key={ordinal}>
            <img src={noticePictureUrl(id, ordinal)} alt={t.text(`pictureRole.${role}`)} width="320" height="320" />
          </li>
        ))}
      </ul>
      <dl className="case-facts">
        <dt>{t.text('notice.state')}</dt>
        <dd>{t.lookUp(`caseState.${notice.state}`) ?? notice.state}</dd>
        <dt>{t.text('notice.kind')}</dt>
        <dd>{t.text(`kind.${notice.kind}`)}</dd>
        <dt>{t.text('notice.registeredOn')}</dt>
        <dd>
          <time dateTime={notice.registeredOn}>{t.date(notice.registeredOn)}</time>
        </dd>
        <dt>{t.text('notice.holders')}</dt>
        <dd>
          {title.holders.map(({ holder, name, share }) => (
            <span key={holder} className="holder">
              {name} {share !== '1/1' && `(${share})`}
            </span>
          ))}
        </dd>
      </dl>
      <section className="panel" aria-label={t.text('notice.chain')}>
        <h2>{t.text('notice.chain')}</h2>
        <ol className="history">
          {title.entries.map((entry) => (
            <li key={`${entry.effectiveOn} ${entry.event} ${entry.basis}`}>
              <time dateTime={entry.effectiveOn}>{t.date(entry.effectiveOn)}</time>{' '}
              <strong>{t.text(`chainEvent.${entry.event}`)}</strong>{' '}
              {entry.toHolders.map(({ name, share, extent }) => `${name} ${extent ?? share ?? ''}`).join('、')}
            </li>
          ))}
        </ol>
      </section>
      {notice.objectionsUntil !== null && <ObjectionForm id={id} until={notice.objectionsUntil} onObjected={reload} />}
    </div>
  );
}

function ObjectionForm({
  id,
  until,
  onObjected,
}: {
  readonly id: string;
  readonly until: string;
  readonly onObjected: () => void;
}) {
  const t = useTranslator();
  const reasonId = useId();
  const textId = useId();
  const [reason, setReason] = useState('');
  const [statement, setStatement] = useState('');
  const { submission, start, reset } = useSubmission<unknown>();
  const send = (): void =>
    start(async (signal) => {
      const answer = await objectTo(id, { reason, statement, evidence: [] }, { language: t.language, signal });
      onObjected();
      return answer;
    });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  if (submission.state === 'answered')
    return (
      <p className="quiet-notice" role="status">
        {t.text('objection.received')}
      </p>
    );
  return (
    <section className="panel" aria-label={t.text('objection.title')}>
      <h2>{t.text('objection.title')}</h2>
      <p className="quiet">{t.text('objection.until', { date: t.date(until) })}</p>
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor={reasonId}>{t.text('decision.reason')}</label>
          <select id={reasonId} required value={reason} onChange={(event) => setReason(event.target.value)}>
            <option value="">{t.text('form.choose')}</option>
            {REASONS.object.map((code) => (
              <option key={code} value={code}>
                {t.text(`listedReason.${code}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={textId}>{t.text('case.grounds')}</label>
          <textarea
            id={textId}
            rows={4}
            required
            value={statement}
            onChange={(event) => setStatement(event.target.value)}
          />
        </div>
        <div className="button-row">
          <button type="submit" className="main-button" disabled={submission.state === 'running'}>
            {t.text('objection.send')}
          </button>
        </div>
      </form>
      {submission.state === 'failed' &&
        (submission.problem.kind === 'unauthorized' ? (
          <SignInForm onSignedIn={send} />
        ) : (
          <ProblemNotice problem={submission.problem} onDismiss={reset} />
        ))}
    </section>
  );
}
