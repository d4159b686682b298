import { type FormEvent, useEffect, useId, useState } from 'react';
import { commitmentOf, type Receipt, sealFile } from '../../proof/deposit.ts';
import { PROOF_TEXTS } from '../../texts/proof-texts.ts';
import { useSession } from '../account/session-context.tsx';
import { depositCommitment } from '../api-client/deposits.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { FileField } from '../forms/file-field.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { useObjectUrl } from '../pictures/use-object-url.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';

interface Sealed {
  readonly receipt: Receipt;
  readonly fileName: string;
}

/** Seals a file on this machine and sends 32 bytes that say nothing. */
export function SealFile() {
  const t = useTranslator();
  const { session } = useSession();
  const { submission, start, reset } = useSubmission<Sealed>();
  const [file, setFile] = useState<File | null>(null);
  const [depositor, setDepositor] = useState('');
  const [understood, setUnderstood] = useState(false);
  const understoodId = useId();

  const seal = (event: FormEvent): void => {
    event.preventDefault();
    if (file === null || depositor.trim() === '') return;
    start(async (signal) => {
      const receipt = sealFile(new Uint8Array(await file.arrayBuffer()), depositor.trim());
      const logged = await depositCommitment(commitmentOf(receipt), { language: t.language, signal });
      return { receipt: { ...receipt, logged }, fileName: `${file.name}.receipt.json` };
    });
  };

  return (
    <section className="account-section" aria-labelledby="seal-heading">
      <h2 id="seal-heading">{t.text('deposit.seal')}</h2>
      <p className="quiet-notice">{PROOF_TEXTS[t.language].beforeSealing}</p>
      {submission.state === 'answered' ? (
        <SealedReceipt sealed={submission.answer} onDone={reset} />
      ) : session?.signedIn !== true ? (
        <p>
          <a href={hrefOf({ page: 'sign-in' })}>{t.text('deposit.signIn')}</a>
        </p>
      ) : (
        <form className="action-form" onSubmit={seal}>
          <FileField label={t.text('deposit.file')} hint={t.text('deposit.fileHint')} onFile={setFile} />
          <TextField label={t.text('deposit.depositor')} value={depositor} onValue={setDepositor} />
          <label className="checkbox-row" htmlFor={understoodId}>
            <input
              id={understoodId}
              type="checkbox"
              checked={understood}
              onChange={(event) => setUnderstood(event.target.checked)}
            />{' '}
            {t.text('deposit.understood')}
          </label>
          <div className="button-row">
            <button
              type="submit"
              className="plain-button"
              disabled={file === null || depositor.trim() === '' || !understood || submission.state === 'running'}
            >
              {t.text('deposit.send')}
            </button>
          </div>
          {submission.state === 'failed' && <ProblemNotice problem={submission.problem} onDismiss={reset} />}
        </form>
      )}
    </section>
  );
}

/** The receipt has to be saved here and now: nobody else has its salt. */
function SealedReceipt({ sealed, onDone }: { readonly sealed: Sealed; readonly onDone: () => void }) {
  const t = useTranslator();
  const [saved, setSaved] = useState(false);
  const [blob] = useState(
    () => new File([`${JSON.stringify(sealed.receipt, null, 2)}\n`], sealed.fileName, { type: 'application/json' }),
  );
  const url = useObjectUrl(blob);
  useEffect(() => {
    if (saved) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [saved]);
  const { logged } = sealed.receipt;
  return (
    <div role="status" className="deposit-done">
      <p>{t.text('deposit.done', { id: logged?.record.id ?? '', at: logged?.record.at ?? '' })}</p>
      {url !== null && (
        <p>
          <a className="plain-button" href={url} download={sealed.fileName} onClick={() => setSaved(true)}>
            {t.text('deposit.save')}
          </a>
        </p>
      )}
      <p className="quiet">{t.text(saved ? 'deposit.saved' : 'deposit.notSaved')}</p>
      {saved && (
        <button type="button" className="link-button" onClick={onDone}>
          {t.text('deposit.another')}
        </button>
      )}
    </div>
  );
}
