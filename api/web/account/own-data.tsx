import { useState } from 'react';
import { type ErasureStatement, eraseAccount } from '../api-client/accounts.ts';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { TickField } from '../forms/tick-field.tsx';
import { useTranslator } from '../language/language-context.tsx';

interface OwnDataProps {
  readonly account: string;
  readonly onErased: (statement: ErasureStatement) => void;
}

/** Taking along what the registry holds of one, and having it erased. */
export function OwnData({ account, onErased }: OwnDataProps) {
  const t = useTranslator();
  const [reason, setReason] = useState('');
  const [sure, setSure] = useState(false);
  return (
    <section className="account-section" aria-labelledby="own-data">
      <h2 id="own-data">{t.text('ownData.title')}</h2>
      <p>{t.text('ownData.exportLead')}</p>
      <p>
        <a className="plain-button" href="v1/own-data" download="own-data.json">
          {t.text('ownData.export')}
        </a>
      </p>
      <details className="account-more">
        <summary>{t.text('ownData.erase')}</summary>
        <p className="quiet-notice">{t.text('ownData.eraseMeaning')}</p>
        <SessionForm
          danger
          action={t.text('ownData.eraseNow')}
          work={(signal) => eraseAccount(account, reason, { language: t.language, signal })}
          onDone={onErased}
        >
          <TextField label={t.text('office.reason')} value={reason} onValue={setReason} />
          <TickField label={t.text('ownData.sure')} value={sure} required onValue={setSure} />
        </SessionForm>
      </details>
    </section>
  );
}

/** What was erased, what is kept, and why. */
export function ErasedData({ statement }: { readonly statement: ErasureStatement }) {
  const t = useTranslator();
  return (
    <>
      <h2>{t.text('ownData.erased')}</h2>
      <ul className="fault-list">
        {statement.erased.map((what) => (
          <li key={what}>{t.text(`ownData.what.${what}`)}</li>
        ))}
      </ul>
      <h2>{t.text('ownData.kept')}</h2>
      <ul className="fault-list">
        {statement.kept.map(({ what, why }) => (
          <li key={`${what} ${why}`}>
            {t.text(`ownData.what.${what}`)}: {t.text(`ownData.why.${why}`)}
          </li>
        ))}
      </ul>
    </>
  );
}
