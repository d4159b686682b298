import { useState } from 'react';
import { register, requestReset, signIn } from '../api-client/accounts.ts';
import { ActionForm } from '../forms/action-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { goTo } from '../shell/router.ts';
import { useSession } from './session-context.tsx';

/** Signing in, and what to do without a password or an account. */
export function SignInPage() {
  const t = useTranslator();
  const { language } = t;
  const { setSession } = useSession();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [name, setName] = useState('');
  const [mailed, setMailed] = useState(false);
  const address = (
    <TextField label={t.text('account.email')} type="email" autoComplete="username" value={email} onValue={setEmail} />
  );
  return (
    <>
      <PageHeading title={t.text('account.signInTitle')} />
      {mailed && (
        <p className="quiet-notice" role="status">
          {t.text('account.mailed')}
        </p>
      )}
      <ActionForm
        action={t.text('account.signIn')}
        work={(signal) => signIn(email, password, { language, signal })}
        onDone={(session) => {
          setSession(session);
          goTo({ page: 'account' });
        }}
      >
        {address}
        <TextField
          label={t.text('account.password')}
          type="password"
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
        />
      </ActionForm>
      <details className="account-more">
        <summary>{t.text('account.forgotten')}</summary>
        <ActionForm
          action={t.text('account.sendLink')}
          work={(signal) => requestReset(email, { language, signal })}
          onDone={() => setMailed(true)}
        >
          {address}
        </ActionForm>
      </details>
      <details className="account-more">
        <summary>{t.text('account.register')}</summary>
        <ActionForm
          action={t.text('account.sendLink')}
          work={(signal) => register(email, name, { language, signal })}
          onDone={() => setMailed(true)}
        >
          {address}
          <TextField label={t.text('account.name')} autoComplete="name" value={name} onValue={setName} />
        </ActionForm>
      </details>
    </>
  );
}
