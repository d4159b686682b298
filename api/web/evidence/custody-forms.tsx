import { useState } from 'react';
import { toBase64 } from '../../proof/bytes.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import { cosignEvidence, handOverEvidence } from '../api-client/evidence.ts';
import { FileField } from '../forms/file-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';

interface CustodyFormProps {
  readonly id: string;
  readonly onDone: (evidence: Evidence) => void;
}

/** For whoever has custody. */
export function HandOverForm({ id, onDone }: CustodyFormProps) {
  const t = useTranslator();
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  return (
    <section className="panel" aria-labelledby="hand-over-heading">
      <h2 id="hand-over-heading">{t.text('evidence.handOver')}</h2>
      <SessionForm
        action={t.text('evidence.handOver')}
        disabled={to.trim() === ''}
        work={(signal) => {
          const order = { to: to.trim(), ...(note.trim() !== '' && { note: note.trim() }) };
          return handOverEvidence(id, order, { language: t.language, signal });
        }}
        onDone={onDone}
      >
        <TextField label={t.text('evidence.handOverTo')} value={to} onValue={setTo} />
        <TextField label={t.text('evidence.note')} value={note} onValue={setNote} required={false} />
      </SessionForm>
    </section>
  );
}

/** For a notary whom the evidence was handed to. */
export function CosignForm({ id, onDone }: CustodyFormProps) {
  const t = useTranslator();
  const [file, setFile] = useState<File | null>(null);
  return (
    <section className="panel" aria-labelledby="cosign-heading">
      <h2 id="cosign-heading">{t.text('evidence.cosign')}</h2>
      <p className="quiet">{t.text('evidence.cosignLead')}</p>
      <SessionForm
        action={t.text('evidence.cosign')}
        disabled={file === null}
        work={async (signal) => {
          const signature = toBase64(new Uint8Array(await file!.arrayBuffer()));
          return cosignEvidence(id, signature, { language: t.language, signal });
        }}
        onDone={onDone}
      >
        <FileField label={t.text('evidence.signature')} onFile={setFile} required />
      </SessionForm>
    </section>
  );
}
