import { useState } from 'react';
import type { Application } from '../../schemas/application.ts';
import { StepProblem } from '../account/step-problem.tsx';
import { takeStep } from '../api-client/registration-endpoints.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { FORM_SECTIONS } from '../applications/form-fields.ts';
import { Section } from '../applications/section.tsx';
import { DecisionForm } from '../forms/decision-form.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';

interface AmendmentsProps {
  readonly application: Application;
  readonly onAmended: () => void;
}

/** What the registrar does to a registration: corrects it, cancels it, or records what happened to its title. */
export function Amendments({ application, onAmended }: AmendmentsProps) {
  const t = useTranslator();
  return (
    <section className="panel" aria-label={t.text('amend.title')}>
      <h2>{t.text('amend.title')}</h2>
      <p>
        <a href={hrefOf({ page: 'title', id: application.id })}>{t.text('title.toPage')}</a>
      </p>
      <Correction application={application} onAmended={onAmended} />
      <Cancellation application={application} onAmended={onAmended} />
    </section>
  );
}

interface TypedCorrection {
  /** Null as long as nothing was typed. */
  readonly form: Application['form'] | null;
  readonly reason: string;
  readonly text: string;
}

const NO_CORRECTION: TypedCorrection = { form: null, reason: '', text: '' };

function Correction({ application, onAmended }: AmendmentsProps) {
  const t = useTranslator();
  const { id, version, kind } = application;
  const { value, change, clear } = useTyped(`correction.${id}`, NO_CORRECTION);
  const form = value.form ?? application.form;
  const { submission, start, reset } = useSubmission<Application>();
  const faults = new Map(
    submission.state === 'failed' ? submission.problem.faults?.map(({ name, detail }) => [name, detail]) : [],
  );
  const correct = (): void =>
    start(async (signal) => {
      const request = { version, form, reason: value.reason, note: value.text };
      const after = await takeStep(id, 'correction', request, { language: t.language, signal });
      clear();
      onAmended();
      return after;
    });
  return (
    <details className="disclosure">
      <summary>{t.text('amend.correct')}</summary>
      {FORM_SECTIONS[kind].map((section) => (
        <Section
          key={section.title}
          section={section}
          form={form}
          onForm={(next) => change({ form: next })}
          faults={faults}
        />
      ))}
      <DecisionForm
        title={t.text('amend.correct')}
        choices={[{ event: 'correct', take: correct, main: true, label: t.text('amend.correct') }]}
        note={value}
        onChange={change}
        running={submission.state === 'running'}
      />
      <StepProblem
        submission={submission}
        onDismiss={() => {
          reset();
          // Where somebody else was faster, the next try goes on from what is recorded now.
          onAmended();
        }}
      />
    </details>
  );
}

const NOTHING = { reason: '', text: '' };

function Cancellation({ application: { id }, onAmended }: AmendmentsProps) {
  const t = useTranslator();
  const { value, change, clear } = useTyped(`cancellation.${id}`, NOTHING);
  const [sure, setSure] = useState(false);
  const { submission, start, reset } = useSubmission<Application>();
  const cancel = (): void =>
    start(async (signal) => {
      const request = { reason: value.reason, note: value.text };
      const after = await takeStep(id, 'cancellation', request, { language: t.language, signal });
      clear();
      onAmended();
      return after;
    });
  return (
    <details className="disclosure">
      <summary>{t.text('amend.cancel')}</summary>
      <p className="quiet-notice">{t.text('amend.cancelMeaning')}</p>
      <label className="check-option">
        <input type="checkbox" checked={sure} onChange={(event) => setSure(event.target.checked)} />
        {t.text('amend.sure')}
      </label>
      <DecisionForm
        title={t.text('amend.cancel')}
        choices={[{ event: 'cancel', take: cancel, label: t.text('amend.cancel') }]}
        note={value}
        onChange={change}
        running={submission.state === 'running' || !sure}
      />
      <StepProblem submission={submission} onDismiss={reset} />
    </details>
  );
}
