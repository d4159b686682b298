import { type ReactNode, useCallback, useState } from 'react';
import type { Grade } from '../../../engine/index.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import { isStaff } from '../account/staff-roles.ts';
import type { SignedIn } from '../api-client/accounts.ts';
import { getEvidencePicture, readEvidence, statementUrl } from '../api-client/evidence.ts';
import type { Common } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { GradeTag } from '../findings/grade-mark.tsx';
import { saveFile } from '../forms/save-file.ts';
import { SessionForm } from '../forms/session-form.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';
import { CosignForm, HandOverForm } from './custody-forms.tsx';
import { SaveReceipt } from './save-receipt.tsx';

/** One piece of evidence: what it is, how it lies here, who had it, and what can be done with it. */
export function EvidencePiece({ id, session }: { readonly id: string; readonly session: SignedIn }) {
  const t = useTranslator();
  const load = useCallback((common: Common) => readEvidence(id, common), [id]);
  const { value, problem, reload } = useLoaded(load);
  const [changed, setChanged] = useState<Evidence | null>(null);
  const evidence = changed ?? value;
  const again = (): void => {
    setChanged(null);
    reload();
  };
  return (
    <div className="registration-page">
      <PageHeading title={id} />
      {problem !== null && <ProblemNotice problem={problem} onDismiss={reload} />}
      {evidence !== null && (
        <>
          <Record evidence={evidence} />
          <Custody evidence={evidence}>
            <SaveReceipt receipt={evidence.receipt} />
            <SessionForm
              action={t.text('evidence.getPicture')}
              work={(signal) => getEvidencePicture(id, { language: t.language, signal })}
              onDone={(picture) => {
                saveFile(picture, id);
                again();
              }}
            >
              <p className="quiet">{t.text('evidence.getPictureMeaning')}</p>
            </SessionForm>
            <p>
              <a href={statementUrl(id)} download={`${id}.statement.json`}>
                {t.text('evidence.statement')}
              </a>
            </p>
          </Custody>
          {evidence.custodian === session.account.id && <HandOverForm id={id} onDone={setChanged} />}
          {isStaff(session, 'notary') && <CosignForm id={id} onDone={setChanged} />}
        </>
      )}
    </div>
  );
}

function Record({ evidence: { receipt, file } }: { readonly evidence: Evidence }) {
  const t = useTranslator();
  const { way, at, operator, sha256, stated, check } = receipt.taken.record;
  const matches = 'grade' in check ? check.matches : [];
  return (
    <section className="panel" aria-label={t.text('evidence.title')}>
      <p>
        {t.text(`captureWay.${way}`)} · {t.text('evidence.takenBy', { at: t.instant(at), operator })}
      </p>
      <p className="small">
        {t.text('evidence.hash')} <code>{sha256}</code>
      </p>
      <p className={file === 'intact' ? undefined : 'field-fault'}>{t.text(`evidence.file.${file}`)}</p>
      <dl className="deposit-facts">
        {(['place', 'source', 'device'] as const).map(
          (name) =>
            stated[name] !== null && (
              <div key={name}>
                <dt>{t.text(`evidence.${name}`)}</dt>
                <dd>{stated[name]}</dd>
              </div>
            ),
        )}
      </dl>
      {matches.length > 0 && (
        <>
          <h2>{t.text('evidence.matches')}</h2>
          <ul className="found-works">
            {matches.map(({ record, grade }) => (
              <li key={record}>
                <GradeTag grade={grade as Grade} /> <a href={hrefOf({ page: 'record', id: record })}>{record}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {'notComparable' in check && <p>{t.text('evidence.notComparable')}</p>}
    </section>
  );
}

/** `children`: what anybody who sees the evidence can take with him. */
function Custody({
  evidence: { receipt, custodian },
  children,
}: {
  readonly evidence: Evidence;
  readonly children: ReactNode;
}) {
  const t = useTranslator();
  return (
    <section className="panel" aria-labelledby="custody-heading">
      <h2 id="custody-heading">{t.text('evidence.custody')}</h2>
      <p>{t.text('evidence.custodian', { account: custodian })}</p>
      {receipt.custody.length === 0 && <p className="quiet">{t.text('evidence.untouched')}</p>}
      <ol>
        {receipt.custody.map(({ proven: { record } }) => (
          <li key={record.ordinal}>
            {t.instant(record.at)} {t.text(`custodyAct.${record.act}`)}: {record.actor}
            {record.to !== null && ` → ${record.to}`}
            {record.note !== null && <span className="quiet"> {record.note}</span>}
          </li>
        ))}
      </ol>
      {children}
    </section>
  );
}
