import { useState } from 'react';
import { CAPTURE_WAYS, type CaptureWay } from '../../proof/evidence.ts';
import type { TakenEvidence } from '../../schemas/evidence.ts';
import { takeEvidence } from '../api-client/evidence.ts';
import { FoundList } from '../findings/found-list.tsx';
import { RestrictedNotices } from '../findings/restricted-notices.tsx';
import { FileField } from '../forms/file-field.tsx';
import { SelectField } from '../forms/select-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { ACCEPTED } from '../pictures/picture-intake.tsx';
import { hrefOf } from '../shell/route.ts';
import { SaveReceipt } from './save-receipt.tsx';

/** Hands a picture in with what is stated of it; the answer is shown in its place. */
export function TakeEvidence({ onTaken }: { readonly onTaken: () => void }) {
  const t = useTranslator();
  const [picture, setPicture] = useState<File | null>(null);
  const [way, setWay] = useState<string>('photograph');
  const [place, setPlace] = useState('');
  const [source, setSource] = useState('');
  const [device, setDevice] = useState('');
  const [taken, setTaken] = useState<TakenEvidence | null>(null);
  const stated = Object.fromEntries(
    Object.entries({ place, source, device }).flatMap(([name, value]) =>
      value.trim() === '' ? [] : [[name, value.trim()] as const],
    ),
  );
  return (
    <section className="panel" aria-labelledby="take-evidence-heading">
      <h2 id="take-evidence-heading">{t.text('evidence.take')}</h2>
      <p className="quiet">{t.text('evidence.takeLead')}</p>
      <SessionForm
        action={t.text('evidence.send')}
        disabled={picture === null || way === ''}
        work={(signal) =>
          takeEvidence(picture!, { way: way as CaptureWay, ...stated }, { language: t.language, signal })
        }
        onDone={(answer) => {
          setTaken(answer);
          onTaken();
        }}
      >
        <FileField label={t.text('evidence.picture')} accept={ACCEPTED} onFile={setPicture} required />
        <SelectField
          label={t.text('evidence.way')}
          value={way}
          onValue={setWay}
          options={CAPTURE_WAYS.map((each) => [each, t.text(`captureWay.${each}`)])}
        />
        <TextField label={t.text('evidence.place')} value={place} onValue={setPlace} required={false} />
        <TextField label={t.text('evidence.source')} value={source} onValue={setSource} required={false} />
        <TextField label={t.text('evidence.device')} value={device} onValue={setDevice} required={false} />
      </SessionForm>
      <div role="status">{taken !== null && <Taken taken={taken} />}</div>
    </section>
  );
}

function Taken({ taken: { receipt, check } }: { readonly taken: TakenEvidence }) {
  const t = useTranslator();
  const { id, at, operator, sha256 } = receipt.taken.record;
  return (
    <div className="account-section">
      <p>
        <a href={hrefOf({ page: 'evidence', id })}>{id}</a>
        {' · '}
        {t.text('evidence.takenBy', { at: t.instant(at), operator })}
      </p>
      <p className="small">
        {t.text('evidence.hash')} <code>{sha256}</code>
      </p>
      {check === null ? (
        <p>{t.text('evidence.notComparable')}</p>
      ) : (
        <>
          <FoundList result={check} />
          <RestrictedNotices restricted={check.restricted} />
        </>
      )}
      <SaveReceipt receipt={receipt} />
    </div>
  );
}
