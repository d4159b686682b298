import { type FormEvent, useId, useState } from 'react';
import { useTranslator } from '../language/language-context.tsx';

interface TokenFieldProps {
  readonly token: string | null;
  readonly onToken: (token: string | null) => void;
}

/** Asks for the write token; once it is held, offers to forget it. */
export function TokenField({ token, onToken }: TokenFieldProps) {
  const t = useTranslator();
  const inputId = useId();
  const [typed, setTyped] = useState('');
  if (token !== null) {
    return (
      <p className="token-held">
        {t.text('token.held')}{' '}
        <button type="button" className="link-button" onClick={() => onToken(null)}>
          {t.text('token.forget')}
        </button>
      </p>
    );
  }
  const save = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (typed.trim() !== '') onToken(typed.trim());
  };
  return (
    <form className="token-field" onSubmit={save}>
      <p className="quiet">{t.text('token.text')}</p>
      <label htmlFor={inputId}>{t.text('token.label')}</label>
      <div className="field-row">
        <input
          id={inputId}
          type="password"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="plain-button" disabled={typed.trim() === ''}>
          {t.text('token.save')}
        </button>
      </div>
    </form>
  );
}
