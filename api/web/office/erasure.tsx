import { useState } from 'react';
import type { AccountFileView } from '../../schemas/account.ts';
import { ErasedData } from '../account/own-data.tsx';
import { eraseAccount } from '../api-client/accounts.ts';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { TickField } from '../forms/tick-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import type { ColleagueSectionProps } from './colleague-page.tsx';

/** Erasing the data of somebody else, at his request or because nothing needs them any longer. */
export function Erasure({ file, onChanged }: ColleagueSectionProps) {
  const t = useTranslator();
  const [reason, setReason] = useState('');
  const [sure, setSure] = useState(false);
  return (
    <section className="panel" aria-label={t.text('erasure.title')}>
      <h2>{t.text('erasure.title')}</h2>
      <p>{t.text('erasure.meaning')}</p>
      <details className="disclosure">
        <summary>{t.text('erasure.open')}</summary>
        <SessionForm
          danger
          action={t.text('erasure.now', { name: file.name ?? file.id })}
          work={(signal) => eraseAccount(file.id, reason, { language: t.language, signal })}
          onDone={onChanged}
        >
          <TextField
            label={t.text('office.reason')}
            hint={t.text('erasure.reasonHint')}
            value={reason}
            onValue={setReason}
          />
          <TickField label={t.text('erasure.sure')} value={sure} required onValue={setSure} />
        </SessionForm>
      </details>
    </section>
  );
}

/** What was erased of somebody and what was kept and why: it can be read again at any time. */
export function ErasedAccount({ erasure }: { readonly erasure: NonNullable<AccountFileView['erasure']> }) {
  const t = useTranslator();
  return (
    <section className="panel" aria-label={t.text('erasure.done')}>
      <p>
        {t.text('erasure.on', { when: t.instant(erasure.at) })}
        {erasure.reason !== null && <> {t.text('erasure.because', { reason: erasure.reason })}</>}
      </p>
      <ErasedData statement={erasure} />
    </section>
  );
}
