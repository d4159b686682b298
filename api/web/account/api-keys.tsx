import { useState } from 'react';
import { createKey, listKeys, revokeKey } from '../api-client/accounts.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { ActionForm } from '../forms/action-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';

const SCOPES = ['checks', 'patterns:read', 'patterns:write'] as const;

/** Keys for programs that act for this account. */
export function ApiKeys() {
  const t = useTranslator();
  const { language } = t;
  const { value, reload } = useLoaded(listKeys);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>(['checks']);
  const [secret, setSecret] = useState<string | null>(null);
  const keys = value?.keys.filter(({ revokedAt }) => revokedAt === null) ?? [];
  const toggle = (scope: string): void =>
    setScopes(scopes.includes(scope) ? scopes.filter((each) => each !== scope) : [...scopes, scope]);
  return (
    <section className="account-section" aria-labelledby="keys">
      <h2 id="keys">{t.text('keys.title')}</h2>
      {secret !== null && (
        <div className="quiet-notice" role="status">
          <p>{t.text('keys.secret')}</p>
          <p className="record-id">{secret}</p>
        </div>
      )}
      <ul className="account-list">
        {keys.map((key) => (
          <li key={key.id}>
            <span>
              {key.name}{' '}
              <span className="quiet">
                {key.scopes.join(', ')} · {t.text('keys.until', { date: t.date(key.expiresAt) })}
              </span>
            </span>
            <ActionForm
              danger
              action={t.text('keys.revoke', { name: key.name })}
              work={(signal) => revokeKey(key.id, { language, signal })}
              onDone={reload}
            />
          </li>
        ))}
      </ul>
      <details className="account-more">
        <summary>{t.text('keys.add')}</summary>
        <ActionForm
          action={t.text('keys.add')}
          work={(signal) => createKey(name, scopes, { language, signal })}
          onDone={(made) => {
            setSecret(made.secret);
            setName('');
            reload();
          }}
        >
          <TextField label={t.text('keys.name')} value={name} onValue={setName} />
          <fieldset className="account-choices">
            <legend>{t.text('keys.scopes')}</legend>
            {SCOPES.map((scope) => (
              <label key={scope} className="check-option">
                <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
                {t.text(`scope.${scope}`)}
              </label>
            ))}
          </fieldset>
        </ActionForm>
      </details>
    </section>
  );
}
