import { useCallback, useMemo } from 'react';
import { withoutStatement } from '../../registration/stated-evidence.ts';
import type { Application, CaseFileView } from '../../schemas/application.ts';
import { LoadProblem } from '../account/load-problem.tsx';
import { SignInForm } from '../account/sign-in-form.tsx';
import { StepProblem } from '../account/step-problem.tsx';
import { type Common, readCase, takeStep } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PanelSection } from '../panels/panel-section.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';
import { ApplicantActs } from './applicant-acts.tsx';
import { CaseState } from './case-state.tsx';
import { CertificateSection } from './certificate-section.tsx';
import { EvidenceSection } from './evidence-section.tsx';
import { FORM_SECTIONS } from './form-fields.ts';
import { FoundWorks } from './found-works.tsx';
import { History } from './history.tsx';
import { PicturesSection } from './pictures-section.tsx';
import { Section } from './section.tsx';
import { StaleEdit } from './stale-edit.tsx';
import { useDraft } from './use-draft.ts';

const EDITABLE: ReadonlySet<string> = new Set(['draft', 'pre-checked', 'supplement-requested']);

/** One application: its form while it can be typed, afterwards what was filed and what became of it. */
export function ApplicationPage({ id }: { readonly id: string }) {
  const t = useTranslator();
  const load = useCallback((common: Common) => readCase(id, common), [id]);
  const { value, problem, reload } = useLoaded<CaseFileView>(load);
  const title = value?.application.title || t.text('applications.untitled');
  return (
    <div className="registration-page">
      <PageHeading title={title} lead={value && t.text(`kind.${value.application.kind}`)} />
      <LoadProblem problem={problem} onRetry={reload} />
      {value !== null && (
        <>
          <p>
            <CaseState application={value.application} />
            {value.application.number !== null && (
              <strong className="application-number">{value.application.number}</strong>
            )}
          </p>
          {value.application.number !== null && value.application.state !== 'provisional' && (
            <p>
              <a href={hrefOf({ page: 'notice', id })}>{t.text('applications.toNotice')}</a>
            </p>
          )}
          <FoundWorks checks={value.checks} />
          {EDITABLE.has(value.application.state) ? (
            <DraftForm file={value} onChanged={reload} />
          ) : (
            <>
              <PicturesSection id={id} pictures={value.pictures} editable={false} onChanged={reload} />
              <EvidenceSection file={value} onChanged={reload} />
              <CertificateSection key={value.application.state} application={value.application} />
              <ApplicantActs file={value} onChanged={reload} />
            </>
          )}
          {value.events.some(({ event }) => event === 'appeal') && (
            <PanelSection
              key={value.application.state}
              application={value.application}
              conducts={false}
              onConcluded={reload}
            />
          )}
          {value.events.length > 0 && <History events={value.events} />}
        </>
      )}
    </div>
  );
}

function DraftForm({ file, onChanged }: { readonly file: CaseFileView; readonly onChanged: () => void }) {
  const t = useTranslator();
  const { application, pictures } = file;
  const draft = useDraft(application);
  const { submission, start, reset } = useSubmission<Application>();
  const faults = useMemo(() => {
    const named = submission.state === 'failed' ? (submission.problem.faults ?? []) : [];
    return new Map(named.map(({ name, detail }) => [name, detail]));
  }, [submission]);
  const step = (name: 'pre-check' | 'submission'): void =>
    start(async (signal) => {
      if (draft.state !== 'saved') await draft.save();
      const after = await takeStep(application.id, name, undefined, { language: t.language, signal });
      onChanged();
      return after;
    });
  const isRunning = submission.state === 'running';
  return (
    <div className="application-form">
      <p className={`save-state save-${draft.state}`} role="status">
        {t.text(`draft.${draft.state}`)}
      </p>
      {draft.state === 'signed-out' && <SignInForm onSignedIn={() => void draft.save()} />}
      {draft.problem !== null && <ProblemNotice problem={draft.problem} onRetry={() => void draft.save()} />}
      {draft.stored !== null && <StaleEdit typed={draft.form} stored={draft.stored} onResolve={draft.resolve} />}
      <PicturesSection id={application.id} pictures={pictures} editable onChanged={onChanged} />
      {FORM_SECTIONS[application.kind].map((section) => (
        <Section key={section.title} section={section} form={draft.form} onForm={draft.change} faults={faults} />
      ))}
      <EvidenceSection
        file={file}
        draft={{
          form: draft.form,
          restate: (about, isMeant) => {
            const form = withoutStatement(draft.form, application.kind, about, isMeant);
            if (form !== draft.form) draft.change(form);
          },
        }}
        onChanged={onChanged}
      />
      <StepProblem submission={submission} onDismiss={reset} />
      <div className="button-row sticky-row">
        <button type="button" className="plain-button" disabled={isRunning} onClick={() => step('pre-check')}>
          {t.text('draft.preCheck')}
        </button>
        <button type="button" className="main-button" disabled={isRunning} onClick={() => step('submission')}>
          {t.text(application.state === 'supplement-requested' ? 'draft.supplement' : 'draft.submit')}
        </button>
        {isRunning && <span role="status">{t.text('draft.checking')}</span>}
      </div>
    </div>
  );
}
