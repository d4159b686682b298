import { useState } from 'react';
import type { Kind } from '../../registration/application-form.ts';
import { evidencedDates, isOf } from '../../registration/stated-evidence.ts';
import type { CaseFileView } from '../../schemas/application.ts';
import { addDateEvidence, dateEvidenceUrl, removeDateEvidence } from '../api-client/date-evidence.ts';
import type { TypedForm } from '../api-client/registration-endpoints.ts';
import { FileField } from '../forms/file-field.tsx';
import { SelectField } from '../forms/select-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PAPER_TYPES } from '../parties/identity-section.tsx';
import { otherStatements, type Restate, StatedElsewhere } from './stated-elsewhere.tsx';

interface EvidenceProps {
  readonly file: CaseFileView;
  /** Set while the form can be typed. */
  readonly draft?: { readonly form: TypedForm; readonly restate: Restate };
  readonly onChanged: () => void;
}

const EMPTY = { about: '', title: '' };

/** What evidences when the work was created or first published; while the form is typed, a way to add files and take them back. */
export function EvidenceSection({ file: { application, evidence }, draft, onChanged }: EvidenceProps) {
  const t = useTranslator();
  const { id } = application;
  const kind: Kind = application.kind;
  const form = draft?.form ?? application.form;
  // No file is awaited once the form was handed in: who is not shown the files of a case does not take them for missing.
  const others = otherStatements(form, kind, evidence).filter((one) => draft !== undefined || one.sha256 === undefined);
  if (evidence.length === 0 && others.length === 0 && draft === undefined) return null;
  return (
    <section className="form-section" aria-label={t.text('evidenceFile.title')}>
      <h2>{t.text('evidenceFile.title')}</h2>
      <p className="quiet">{t.text('evidenceFile.lead')}</p>
      <ul className="account-list">
        {evidence.map((file) => (
          <li key={file.id}>
            <span>
              <a href={dateEvidenceUrl(id, file.id)} download={file.fileName}>
                {file.title}
              </a>{' '}
              <span className="state-tag">{t.text(`evidenceFile.${file.about}`)}</span>{' '}
              <span className="quiet">
                {file.fileName} · {t.text('evidenceFile.size', { size: t.number(Math.ceil(file.byteLength / 1024)) })} ·{' '}
                {file.handedInAt === null
                  ? t.text('evidenceFile.notHandedIn')
                  : t.text('evidenceFile.handedIn', { date: t.date(file.handedInAt) })}
              </span>
            </span>
            {draft !== undefined && file.handedInAt === null && (
              <SessionForm
                danger
                action={t.text('evidenceFile.remove', { title: file.title })}
                work={(signal) => removeDateEvidence(id, file.id, { language: t.language, signal })}
                onDone={() => {
                  draft.restate(file.about, isOf(file.sha256));
                  onChanged();
                }}
              />
            )}
          </li>
        ))}
      </ul>
      <StatedElsewhere statements={others} restate={draft?.restate} />
      {draft !== undefined && <AddEvidence id={id} kind={kind} onAdded={onChanged} />}
    </section>
  );
}

interface AddProps {
  readonly id: string;
  readonly kind: Kind;
  readonly onAdded: () => void;
}

function AddEvidence({ id, kind, onAdded }: AddProps) {
  const t = useTranslator();
  const { value: typed, change, clear } = useTyped(`evidence ${id}`, EMPTY);
  const [file, setFile] = useState<File | null>(null);
  // A field for a file cannot be emptied but by making it anew.
  const [round, setRound] = useState(0);
  return (
    <details className="disclosure">
      <summary>{t.text('evidenceFile.add')}</summary>
      <SessionForm
        action={t.text('evidenceFile.addNow')}
        disabled={file === null}
        work={async (signal) => {
          if (file !== null) await addDateEvidence(id, file, typed, { language: t.language, signal });
        }}
        onDone={() => {
          clear();
          setFile(null);
          setRound(round + 1);
          onAdded();
        }}
      >
        <SelectField
          label={t.text('evidenceFile.about')}
          value={typed.about}
          onValue={(about) => change({ about })}
          options={evidencedDates(kind).map((about) => [about, t.text(`evidenceFile.${about}`)])}
        />
        <TextField
          label={t.text('evidenceFile.what')}
          hint={t.text('evidenceFile.whatHint')}
          value={typed.title}
          onValue={(title) => change({ title })}
        />
        <FileField
          key={round}
          label={t.text('evidenceFile.file')}
          hint={t.text('evidenceFile.fileHint')}
          accept={PAPER_TYPES}
          required
          onFile={setFile}
        />
      </SessionForm>
    </details>
  );
}
