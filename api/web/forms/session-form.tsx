import type { ComponentProps } from 'react';
import { SignInForm, stepToSignIn } from '../account/sign-in-form.tsx';
import { ActionForm } from './action-form.tsx';

/** An ActionForm for somebody who is signed in: where the session has ended it asks to sign in, then goes on with what was typed. */
export function SessionForm<T>(props: Omit<ComponentProps<typeof ActionForm<T>>, 'instead'>) {
  return (
    <ActionForm
      {...props}
      instead={(problem, again) => {
        const step = stepToSignIn(problem);
        return step !== null && <SignInForm key={step} step={step} onSignedIn={again} />;
      }}
    />
  );
}
