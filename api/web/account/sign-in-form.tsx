import { useState } from 'react';
import { signIn } from '../api-client/accounts.ts';
import { useTranslator } from '../language/language-context.tsx';
import { ActionForm } from './action-form.tsx';
import { useSession } from './session-context.tsx';
import { TextField } from './text-field.tsx';

/** Signing in on whatever page asks for it, so that what was typed there stays as it is. */
export function SignInForm({ onSignedIn }: { readonly onSignedIn?: () => void }) {
  const t = useTranslator();
  const { language } = t;
  const { setSession } = useSession();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  return (
    <section className="panel">
      <h2>{t.text('account.signInTitle')}</h2>
      <p className="quiet">{t.text('signIn.lead')}</p>
      <ActionForm
        action={t.text('account.signIn')}
        work={(signal) => signIn(email, password, { language, signal })}
        onDone={(session) => {
          setSession(session);
          onSignedIn?.();
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
    </section>
  );
}
