import { useCallback } from 'react';
import { PANELS, QUORUM } from '../../registration/panel.ts';
import type { Application } from '../../schemas/application.ts';
import type { OpinionSummaryView } from '../../schemas/opinion.ts';
import { LoadProblem } from '../account/load-problem.tsx';
import { type Capacity, readOpinions } from '../api-client/panels.ts';
import { type Common, takeStep } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { LongTextField } from '../forms/long-text-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';
import { InviteForm } from './invite-form.tsx';
import { OpinionList } from './opinion-list.tsx';

/** In which capacities somebody can be asked while a case stands so. */
const ASKED: Readonly<Partial<Record<Application['state'], readonly Capacity[]>>> = {
  'in-examination': ['technical-investigator', 'appraiser'],
  'second-review': ['technical-investigator', 'appraiser'],
  'under-objection': ['technical-investigator', 'appraiser'],
  'expert-panel': ['expert-panel', 'technical-investigator', 'appraiser'],
  'lay-panel': ['lay-panel', 'technical-investigator', 'appraiser'],
};

interface PanelSectionProps {
  readonly application: Application;
  /** Whether whoever looks asks for opinions and concludes panels. */
  readonly conducts: boolean;
  readonly onConcluded: () => void;
}

/** Opinions on a case; for the registrar also whom to ask, and how to conclude the panel that sits. */
export function PanelSection({ application, conducts, onConcluded }: PanelSectionProps) {
  const t = useTranslator();
  const { id, state } = application;
  const load = useCallback((common: Common) => readOpinions(id, common), [id]);
  const { value, problem, reload } = useLoaded<OpinionSummaryView>(load);
  const capacities = (conducts && ASKED[state]) || [];
  const panel = PANELS.find((one) => one === state);
  if (value === null) return <LoadProblem problem={problem} onRetry={reload} />;
  if (value.opinions.length === 0 && capacities.length === 0) return null;
  return (
    <section className="panel" aria-label={t.text('panel.title')}>
      <h2>{t.text('panel.title')}</h2>
      <LoadProblem problem={problem} onRetry={reload} />
      {value.opinions.length === 0 && <p className="quiet">{t.text('panel.nobodyAsked')}</p>}
      <OpinionList application={id} summary={value} />
      {capacities.length > 0 && <InviteForm key={state} id={id} capacities={capacities} onInvited={reload} />}
      {conducts && panel !== undefined && (
        <ConcludeForm
          id={id}
          given={value.panels[panel].given}
          quorum={QUORUM[panel]}
          onConcluded={() => {
            reload();
            onConcluded();
          }}
        />
      )}
    </section>
  );
}

const NOTHING = { text: '' };

interface ConcludeFormProps {
  readonly id: string;
  readonly given: number;
  readonly quorum: number;
  readonly onConcluded: () => void;
}

function ConcludeForm({ id, given, quorum, onConcluded }: ConcludeFormProps) {
  const t = useTranslator();
  const { value, change, clear } = useTyped(`conclusion.${id}`, NOTHING);
  return (
    <details className="disclosure">
      <summary>{t.text('panel.conclude')}</summary>
      {given < quorum && <p className="quiet-notice">{t.text('panel.belowQuorum', { given, quorum })}</p>}
      <SessionForm
        action={t.text('panel.conclude')}
        work={(signal) => takeStep(id, 'panel-conclusion', { text: value.text }, { language: t.language, signal })}
        onDone={() => {
          clear();
          onConcluded();
        }}
      >
        <LongTextField label={t.text('decision.text')} value={value.text} onValue={(text) => change({ text })} />
      </SessionForm>
    </details>
  );
}
