import { useState } from 'react';
import { type SignedIn, showCode, showPasskey } from '../api-client/accounts.ts';
import { ActionForm } from '../forms/action-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { useSession } from './session-context.tsx';

interface ShowFactorProps {
  readonly session: SignedIn;
  readonly onShown?: (() => void) | undefined;
}

/** Shows the code of an authenticator, a recovery code, or a passkey. */
export function ShowFactor({ session: { secondFactor }, onShown }: ShowFactorProps) {
  const t = useTranslator();
  const { language } = t;
  const { setSession } = useSession();
  const [code, setCode] = useState('');
  const kind = /^\d{6}$/.test(code) ? 'totp' : 'recovery-code';
  const done = (session: Parameters<typeof setSession>[0]): void => {
    setSession(session);
    onShown?.();
  };
  return (
    <>
      <ActionForm
        action={t.text('factor.showCode')}
        work={(signal) => showCode(kind, code, { language, signal })}
        onDone={done}
      >
        <TextField
          label={t.text('factor.code')}
          autoComplete="one-time-code"
          hint={t.text('factor.codeHint')}
          value={code}
          onValue={setCode}
        />
      </ActionForm>
      {secondFactor.passkeys > 0 && (
        <ActionForm
          action={t.text('factor.showPasskey')}
          work={(signal) => showPasskey({ language, signal })}
          onDone={done}
        />
      )}
    </>
  );
}
