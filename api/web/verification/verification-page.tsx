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
    if (shown !== '') ask(shown.startsWith('CE-') ? { id: shown } : { number: shown });
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
        <form className="account-form" onSubmit={byNumber}>
          <TextField label={t.text('verification.number')} value={number} onValue={setNumber} />
          <button type="submit" className="plain-button" disabled={number.trim() === ''}>
            {t.text('verification.ask')}
          </button>
          <FileField label={t.text('verification.file')} hint={t.text('verification.fileHint')} onFile={byFile} />
        </form>
        <div role="status">
          {submission.state === 'answered' && <Answer verification={submission.answer} onAsk={ask} />}
          {submission.state === 'failed' && <ProblemNotice problem={submission.problem} />}
        </div>
      </section>
      <p>
        <a href={hrefOf({ page: 'litigation-rules' })}>{t.text('app.litigationRules')}</a>
      </p>
    </>
  );
}

function Answer({
  verification: { registration, certificate, certificates },
  onAsk,
}: {
  readonly verification: Verification;
  readonly onAsk: (shown: ShownQuery) => void;
}) {
  const t = useTranslator();
  const inForce = certificate === null ? null : certificate.status;
  return (
    <div className={`deposit-verdict ${inForce === null ? '' : inForce === 'valid' ? 'proven' : 'failed'}`}>
      <p className="deposit-word">
        {inForce === null ? t.text('verification.registrationFound') : t.text(`verification.status.${inForce}`)}
      </p>
      {certificate?.replacedBy != null && (
        <p>
          <a href={hrefOf({ page: 'verify', id: certificate.replacedBy })}>{t.text('verification.newer')}</a>
        </p>
      )}
      <dl className="deposit-facts">
        <Fact label={t.text('verification.registrationNumber')} value={registration.number} />
        <Fact label={t.text('verification.work')} value={registration.title} />
        <Fact label={t.text('notice.holders')} value={registration.owners.join(t.language === 'zh' ? '、' : ', ')} />
        <Fact label={t.text('notice.kind')} value={t.lookUp(`kind.${registration.kind}`) ?? registration.kind} />
        <Fact
          label={t.text('notice.state')}
          value={t.lookUp(`caseState.${registration.state}`) ?? registration.state}
        />
        {registration.decidedOn !== null && (
          <Fact label={t.text('verification.decidedOn')} value={t.date(registration.decidedOn)} />
        )}
        {certificate !== null && <CertificateFacts certificate={certificate} />}
      </dl>
      {certificates.length > (certificate === null ? 0 : 1) && (
        <ul aria-label={t.text('verification.issued')}>
          {certificates.map((each) => (
            <li key={each.id}>
              {/* Asked at once too: where the page has this address already, following the link changes nothing. */}
              <a href={hrefOf({ page: 'verify', id: each.id })} onClick={() => onAsk({ id: each.id })}>
                {each.id}
              </a>{' '}
              {t.text(`verification.status.${each.status}`)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function CertificateFacts({
  certificate: { id, issuedAt, sha256: digest, since },
}: {
  readonly certificate: Verification['certificates'][number];
}) {
  const t = useTranslator();
  return (
    <>
      <Fact label={t.text('verification.certificate')} value={id} />
      <Fact label={t.text('verification.issuedAt')} value={t.date(issuedAt)} />
      {since !== null && <Fact label={t.text('verification.since')} value={t.date(since)} />}
      <Fact label={t.text('verification.digest')} value={digest} />
    </>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
