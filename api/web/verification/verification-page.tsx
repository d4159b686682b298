import { sha256 } from '@noble/hashes/sha2.js';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { bytesToHex } from '../../proof/bytes.ts';
import type { Verification } from '../../schemas/certificate.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { type ShownQuery, verifyShown } from '../api-client/verifications.ts';
import { FileField } from '../forms/file-field.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';
import { DepositAnswer } from './deposit-answer.tsx';
import { RegistrationAnswer } from './registration-answer.tsx';
import { ReportAnswer } from './report-answer.tsx';

/** What a certificate or number is worth now: for whoever scans the code, types the number or has the file. */
export function VerificationPage({ id }: { readonly id: string | null }) {
  const t = useTranslator();
  const { language } = t;
  const { submission, start } = useSubmission<Verification>();
  const [number, setNumber] = useState('');
  const ask = useCallback(
    (shown: ShownQuery) => start((signal) => verifyShown(shown, { language, signal })),
    [start, language],
  );
  useEffect(() => {
    if (id !== null) ask({ id });
  }, [id, ask]);
  const byNumber = (event: FormEvent): void => {
    event.preventDefault();
    const shown = number.trim();
    if (shown !== '') ask(/^(?:CE|SR)-/.test(shown) ? { id: shown } : { number: shown });
  };
  const byFile = (file: File | null): void => {
    if (file === null) return;
    start(async (signal) => {
      const digest = bytesToHex(sha256(new Uint8Array(await file.arrayBuffer())));
      return verifyShown({ sha256: digest }, { language, signal });
    });
  };
  return (
    <>
      <PageHeading title={t.text('verification.title')} lead={t.text('verification.lead')} />
      <section className="account-section" aria-label={t.text('verification.title')}>
        <form className="action-form" onSubmit={byNumber}>
          <TextField label={t.text('verification.number')} value={number} onValue={setNumber} />
          <div className="button-row">
            <button type="submit" className="plain-button" disabled={number.trim() === ''}>
              {t.text('verification.ask')}
            </button>
          </div>
          <FileField label={t.text('verification.file')} hint={t.text('verification.fileHint')} onFile={byFile} />
        </form>
        <div role="status">
          {submission.state === 'answered' && <Answer verification={submission.answer} onAsk={ask} />}
          {submission.state === 'failed' && <ProblemNotice problem={submission.problem} />}
        </div>
      </section>
      <p className="verification-more">
        <a href={hrefOf({ page: 'litigation-rules' })}>{t.text('app.litigationRules')}</a>
      </p>
    </>
  );
}

function Answer({
  verification,
  onAsk,
}: {
  readonly verification: Verification;
  readonly onAsk: (shown: ShownQuery) => void;
}) {
  if ('report' in verification) return <ReportAnswer verification={verification} />;
  return 'deposit' in verification ? (
    <DepositAnswer verification={verification} onAsk={onAsk} />
  ) : (
    <RegistrationAnswer verification={verification} onAsk={onAsk} />
  );
}
