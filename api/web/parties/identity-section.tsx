import { useState } from 'react';
import { addPaper, type PartyFile, paperUrl, submitIdentity } from '../api-client/parties.ts';
import { FileField } from '../forms/file-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { useTranslator } from '../language/language-context.tsx';

export const PAPER_TYPES = 'application/pdf,image/jpeg,image/png';

export interface PartySectionProps {
  readonly file: PartyFile;
  /** Whether whoever looks manages the party. */
  readonly manages: boolean;
  readonly onChanged: () => void;
}

/** Whether it is shown who the party is, and the papers that show it (实名认证). */
export function IdentitySection({ file, manages, onChanged }: PartySectionProps) {
  const t = useTranslator();
  const { language } = t;
  const [paper, setPaper] = useState<File | null>(null);
  const isOpen = file.verification === 'unverified' || file.verification === 'refused';
  const papers = file.documents.filter(({ purpose }) => purpose === 'identity');
  return (
    <section className="panel" aria-label={t.text('party.identity')}>
      <h2>{t.text('party.identity')}</h2>
      <p>
        <span className={`state-tag party-${file.verification}`}>{t.text(`party.${file.verification}`)}</span>{' '}
        {file.creditCode !== null && `${t.text('party.creditCode')} ${file.creditCode}`}
      </p>
      {papers.length > 0 && (
        <ul className="party-papers">
          {papers.map((document) => (
            <li key={document.id}>
              <a href={paperUrl(file.id, document.id)} download>
                {document.file}
              </a>{' '}
              <time className="quiet" dateTime={document.addedAt}>
                {t.date(document.addedAt)}
              </time>
            </li>
          ))}
        </ul>
      )}
      {manages && isOpen && (
        <SessionForm
          action={t.text('party.submit')}
          work={async (signal) => {
            if (paper !== null) await addPaper(file.id, paper, 'identity', { language, signal });
            await submitIdentity(file.id, { language, signal });
          }}
          onDone={onChanged}
        >
          <FileField
            label={t.text('party.paper')}
            hint={t.text('party.paperHint')}
            accept={PAPER_TYPES}
            onFile={setPaper}
          />
        </SessionForm>
      )}
    </section>
  );
}
