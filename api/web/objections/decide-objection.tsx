import { StepProblem } from '../account/step-problem.tsx';
import { takeStep } from '../api-client/registration-endpoints.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { DecisionForm, type DecisionNote } from '../forms/decision-form.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';

const NOTHING: DecisionNote = { reason: '', text: '' };

interface DecideObjectionProps {
  readonly id: string;
  readonly objection: string;
  readonly number: number;
  readonly onDecided: () => void;
}

/** Upholds an objection, which cancels the registration, or rejects it; each with a listed reason and a text. */
export function DecideObjection({ id, objection, number, onDecided }: DecideObjectionProps) {
  const t = useTranslator();
  const { value, change, clear } = useTyped(`objection.${objection}`, NOTHING);
  const { submission, start, reset } = useSubmission<unknown>();
  const decide = (outcome: 'upheld' | 'rejected') => (): void =>
    start(async (signal) => {
      const request = { objection, outcome, reason: value.reason, note: value.text };
      const after = await takeStep(id, 'objection-decision', request, { language: t.language, signal });
      clear();
      onDecided();
      return after;
    });
  return (
    <>
      <DecisionForm
        title={t.text('objections.decide', { number })}
        choices={[
          { event: 'reject-objection', take: decide('rejected'), main: true, label: t.text('objections.reject') },
          { event: 'uphold-objection', take: decide('upheld'), label: t.text('objections.uphold') },
        ]}
        note={value}
        onChange={change}
        running={submission.state === 'running'}
      />
      <StepProblem submission={submission} onDismiss={reset} />
    </>
  );
}
