import { useState } from 'react';
import { changeAccountStatus, resetSecondFactors } from '../api-client/accounts.ts';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import type { ColleagueSectionProps } from './colleague-page.tsx';

/** Whether the account may be used, and the way back in for somebody who has lost every second factor. */
export function AccountStatus({ file, onChanged }: ColleagueSectionProps) {
  const t = useTranslator();
  const [reason, setReason] = useState('');
  const [lost, setLost] = useState('');
  const [isReset, setReset] = useState(false);
  const isDisabled = file.status === 'disabled';
  return (
    <section className="panel" aria-label={t.text('colleague.use')}>
      <h2>{t.text('colleague.use')}</h2>
      <details className="disclosure">
        <summary>{t.text(isDisabled ? 'colleague.enable' : 'colleague.disable')}</summary>
        <p className="quiet">{t.text(isDisabled ? 'colleague.enableMeaning' : 'colleague.disableMeaning')}</p>
        <SessionForm
          danger={!isDisabled}
          action={t.text(isDisabled ? 'colleague.enableNow' : 'colleague.disableNow')}
          work={(signal) =>
            changeAccountStatus(file.id, isDisabled ? 'active' : 'disabled', reason, { language: t.language, signal })
          }
          onDone={() => {
            setReason('');
            onChanged();
          }}
        >
          <TextField label={t.text('office.reason')} value={reason} onValue={setReason} />
        </SessionForm>
      </details>
      <details className="disclosure">
        <summary>{t.text('colleague.resetFactors')}</summary>
        <p className="quiet">{t.text('colleague.resetMeaning')}</p>
        {isReset && <p role="status">{t.text('colleague.resetDone')}</p>}
        <SessionForm
          danger
          action={t.text('colleague.resetNow')}
          work={(signal) => resetSecondFactors(file.id, lost, { language: t.language, signal })}
          onDone={() => {
            setLost('');
            setReset(true);
          }}
        >
          <TextField label={t.text('office.reason')} value={lost} onValue={setLost} />
        </SessionForm>
      </details>
    </section>
  );
}
