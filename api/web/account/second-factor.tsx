import { useState } from 'react';
import { addPasskey, beginTotp, finishTotp, type SignedIn } from '../api-client/accounts.ts';
import { ActionForm } from '../forms/action-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { QrCode } from './qr-code.tsx';
import { useSession } from './session-context.tsx';
import { ShowFactor } from './show-factor.tsx';

/** Shows a second factor, or sets one up where there is none. */
export function SecondFactor({ session }: { readonly session: SignedIn }) {
  const t = useTranslator();
  const { secondFactor } = session;
  const has = secondFactor.totp || secondFactor.passkeys > 0;
  return (
    <section className="account-section" aria-labelledby="second-factor">
      <h2 id="second-factor">{t.text('factor.title')}</h2>
      {secondFactor.shown ? (
        <p className="quiet">{t.text('factor.shown', { codes: secondFactor.recoveryCodes })}</p>
      ) : (
        <p>{t.text(has ? 'factor.show' : 'factor.none')}</p>
      )}
      {has && !secondFactor.shown && <ShowFactor session={session} />}
      {(!has || secondFactor.shown) && <AddFactor />}
    </section>
  );
}

function AddFactor() {
  const t = useTranslator();
  const { language } = t;
  const { refresh } = useSession();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [begun, setBegun] = useState<{ readonly secret: string; readonly uri: string } | null>(null);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const added = ({ recoveryCodes }: { readonly recoveryCodes: readonly string[] }): void => {
    setBegun(null);
    setCodes(recoveryCodes);
    setPassword('');
    refresh();
  };
  const passwordField = (
    <TextField
      label={t.text('account.password')}
      type="password"
      autoComplete="current-password"
      value={password}
      onValue={setPassword}
    />
  );
  return (
    <>
      {codes.length > 0 && (
        <div className="quiet-notice" role="status">
          <p>{t.text('factor.recovery')}</p>
          <ul className="code-list">
            {codes.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      )}
      <details className="account-more">
        <summary>{t.text('factor.addTotp')}</summary>
        {begun === null ? (
          <ActionForm
            action={t.text('factor.begin')}
            work={(signal) => beginTotp(password, { language, signal })}
            onDone={setBegun}
          >
            {passwordField}
          </ActionForm>
        ) : (
          <ActionForm
            action={t.text('factor.confirm')}
            work={(signal) => finishTotp(code, { language, signal })}
            onDone={added}
          >
            <p>{t.text('factor.secret')}</p>
            <QrCode text={begun.uri} label={t.text('factor.qr')} />
            <p className="record-id">{begun.secret}</p>
            <p>
              <a href={begun.uri}>{t.text('factor.open')}</a>
            </p>
            <TextField
              label={t.text('factor.code')}
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onValue={setCode}
            />
          </ActionForm>
        )}
      </details>
      <details className="account-more">
        <summary>{t.text('factor.addPasskey')}</summary>
        <ActionForm
          action={t.text('factor.begin')}
          work={(signal) => addPasskey({ name: t.text('factor.passkeyName'), password }, { language, signal })}
          onDone={added}
        >
          {passwordField}
        </ActionForm>
      </details>
    </>
  );
}
