import type { Submission } from '../api-client/use-submission.ts';
import { FaultList } from '../forms/fault-list.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { SignInForm, stepToSignIn } from './sign-in-form.tsx';

interface StepProblemProps {
  readonly submission: Submission<unknown>;
  readonly onDismiss: () => void;
}

/** Why a step was not taken, everything that is missing by name; where the session has ended, the way to sign in again. */
export function StepProblem({ submission, onDismiss }: StepProblemProps) {
  if (submission.state !== 'failed') return null;
  const { problem } = submission;
  const step = stepToSignIn(problem);
  if (step !== null) return <SignInForm key={step} step={step} onSignedIn={onDismiss} />;
  return (
    <ProblemNotice problem={problem} onDismiss={onDismiss}>
      <FaultList problem={problem} />
    </ProblemNotice>
  );
}
