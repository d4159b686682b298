import { useState } from 'react';
import { signIn } from '../api-client/accounts.ts';
import type { Problem } from '../api-client/problem.ts';
import { ActionForm } from '../forms/action-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { hasFactorToShow, useSession } from './session-context.tsx';
import { ShowFactor } from './show-factor.tsx';

export type SignInStep = 'password' | 'factor';

/** What a request was refused for want of, as far as signing in mends it. */
export function stepToSignIn({ code }: Problem): SignInStep | null {
  if (code === 'sign-in-required') return 'password';
  return code === 'second-factor-required' ? 'factor' : null;
}

interface SignInFormProps {
  readonly step?: SignInStep;
  readonly onSignedIn?: () => void;
}

/**
 * Signing in on whatever page asks for it, so that what was typed there stays as it is; whoever has a second factor shows it
 * too, since roles of an office count with it alone.
 */
export function SignInForm({ step = 'password', onSignedIn }: SignInFormProps) {
  const t = useTranslator();
  const { language } = t;
  const { session, setSession } = useSession();
  const [shown, setShown] = useState(step);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  return (
    <section className="panel" aria-label={t.text('account.signInTitle')}>
      <h2>{t.text(shown === 'password' ? 'account.signInTitle' : 'factor.title')}</h2>
      <p className="quiet">{t.text('signIn.lead')}</p>
      {shown === 'password' ? (
        <ActionForm
          action={t.text('account.signIn')}
          work={(signal) => signIn(email, password, { language, signal })}
          onDone={(opened) => {
            setSession(opened);
            if (hasFactorToShow(opened)) setShown('factor');
            else onSignedIn?.();
          }}
        >
          <TextField
            label={t.text('account.email')}
            type="email"
            autoComplete="username"
            value={email}
            onValue={setEmail}
          />
          <TextField
            label={t.text('account.password')}
            type="password"
            autoComplete="current-password"
            value={password}
            onValue={setPassword}
          />
        </ActionForm>
      ) : session !== null && hasFactorToShow(session) ? (
        <ShowFactor session={session} onShown={onSignedIn} />
      ) : (
        <p>
          <a href="#/account">{t.text('factor.none')}</a>
        </p>
      )}
    </section>
  );
}
