import { useState } from 'react';
import { openReceiptOf } from '../../proof/open-deposit.ts';
import type { OpenDeposit } from '../../schemas/open-deposit.ts';
import { PROOF_TEXTS } from '../../texts/proof-texts.ts';
import { useSession } from '../account/session-context.tsx';
import { handInPicture } from '../api-client/deposits.ts';
import { FoundList } from '../findings/found-list.tsx';
import { RestrictedNotices } from '../findings/restricted-notices.tsx';
import { FileField } from '../forms/file-field.tsx';
import { saveFile } from '../forms/save-file.ts';
import { SessionForm } from '../forms/session-form.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';

/** An open deposit: the picture is sent, checked and kept. */
export function HandInPicture() {
  const t = useTranslator();
  const { session } = useSession();
  const [picture, setPicture] = useState<File | null>(null);
  const [answer, setAnswer] = useState<OpenDeposit | null>(null);
  return (
    <section className="account-section" aria-labelledby="hand-in-heading">
      <h2 id="hand-in-heading">{t.text('deposit.handIn')}</h2>
      <p className="quiet-notice">{PROOF_TEXTS[t.language].beforeHandingIn}</p>
      {session?.signedIn !== true ? (
        <p>
          <a href={hrefOf({ page: 'sign-in' })}>{t.text('deposit.signIn')}</a>
        </p>
      ) : answer === null ? (
        <SessionForm
          action={t.text('deposit.handInSend')}
          disabled={picture === null}
          work={(signal) => handInPicture(picture!, { language: t.language, signal })}
          onDone={setAnswer}
        >
          <FileField label={t.text('deposit.picture')} accept="image/*" onFile={setPicture} />
        </SessionForm>
      ) : (
        <Deposited answer={answer} name={picture?.name ?? answer.deposit.record.id} onDone={() => setAnswer(null)} />
      )}
    </section>
  );
}

function Deposited({
  answer: { deposit, check },
  name,
  onDone,
}: {
  readonly answer: OpenDeposit;
  readonly name: string;
  readonly onDone: () => void;
}) {
  const t = useTranslator();
  const save = (): void => {
    const text = `${JSON.stringify(openReceiptOf(deposit), null, 2)}\n`;
    saveFile(new Blob([text], { type: 'application/json' }), `${name}.receipt.json`);
  };
  return (
    <div role="status" className="deposit-done">
      <p>{t.text('deposit.done', { id: deposit.record.id, at: deposit.record.at })}</p>
      <FoundList result={check} />
      <RestrictedNotices restricted={check.restricted} />
      <p>
        <button type="button" className="plain-button" onClick={save}>
          {t.text('deposit.save')}
        </button>
      </p>
      <button type="button" className="link-button" onClick={onDone}>
        {t.text('deposit.handInAnother')}
      </button>
    </div>
  );
}
