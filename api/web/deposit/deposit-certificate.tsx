import { useState } from 'react';
import { useSession } from '../account/session-context.tsx';
import { issueDepositCertificate } from '../api-client/certificates.ts';
import { saveFile } from '../forms/save-file.ts';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';

/** A certificate of a deposit of one's own, by its id, in the language of the page. */
export function DepositCertificate() {
  const t = useTranslator();
  const { session } = useSession();
  const [id, setId] = useState('');
  if (session?.signedIn !== true) return null;
  const deposit = id.trim();
  return (
    <section className="account-section" aria-labelledby="deposit-certificate-heading">
      <h2 id="deposit-certificate-heading">{t.text('deposit.certificate')}</h2>
      <p className="quiet">{t.text('deposit.certificateLead')}</p>
      <SessionForm
        action={t.text('deposit.certificateIssue')}
        work={(signal) => issueDepositCertificate(deposit, t.language, { language: t.language, signal })}
        onDone={(pdf) => saveFile(pdf, `${deposit}-certificate.pdf`)}
      >
        <TextField label={t.text('deposit.id')} value={id} onValue={setId} />
      </SessionForm>
    </section>
  );
}
