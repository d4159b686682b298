import type { Problem } from '../api-client/problem.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { SignInForm, stepToSignIn } from './sign-in-form.tsx';

interface LoadProblemProps {
  readonly problem: Problem | null;
  readonly onRetry: () => void;
}

/** Why a page could not be loaded; where signing in mends it, the way to do so. */
export function LoadProblem({ problem, onRetry }: LoadProblemProps) {
  if (problem === null) return null;
  const step = stepToSignIn(problem);
  if (step !== null) return <SignInForm key={step} step={step} onSignedIn={onRetry} />;
  return <ProblemNotice problem={problem} onRetry={onRetry} />;
}
