import { type FormEvent, useId, useState } from 'react';
import type { ComparisonSide } from '../api-client/endpoints.ts';
import { useTranslator } from '../language/language-context.tsx';
import { usePastedPicture } from '../pictures/pasted-pictures.ts';
import { PictureIntake } from '../pictures/picture-intake.tsx';
import { PicturePreview } from '../pictures/picture-preview.tsx';

const RECORD_ID = /^SP-[0-9A-HJKMNP-TV-Z]{26}$/;

interface SideIntakeProps {
  readonly name: string;
  readonly side: ComparisonSide | null;
  readonly url: string | null;
  /** Of several intakes on a page, the one that a pasted picture goes to. */
  readonly takesPaste: boolean;
  readonly onSide: (side: ComparisonSide | null) => void;
}

/** One side of a comparison: a picture, or the number of a record. */
export function SideIntake({ name, side, url, takesPaste, onSide }: SideIntakeProps) {
  const t = useTranslator();
  usePastedPicture((file) => {
    if (takesPaste) onSide(file);
  });
  return (
    <section className="compare-side" aria-label={name}>
      <h2>{name}</h2>
      {side === null ? (
        <PictureIntake name={name} onPicture={onSide}>
          <RecordNumber name={name} onRecord={onSide} />
        </PictureIntake>
      ) : (
        <figure className="stage-picture">
          <PicturePreview url={url} alt={name} />
          <figcaption>{typeof side === 'string' ? t.text('compare.record', { id: side }) : side.name}</figcaption>
          <button type="button" className="plain-button" onClick={() => onSide(null)}>
            {t.text('intake.replace')}
          </button>
        </figure>
      )}
    </section>
  );
}

function RecordNumber({ name, onRecord }: { readonly name: string; readonly onRecord: (id: string) => void }) {
  const t = useTranslator();
  const inputId = useId();
  const hintId = useId();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const id = text.trim().toUpperCase();
    if (RECORD_ID.test(id)) onRecord(id);
    else setWrong(true);
  };
  return (
    <form className="record-number" onSubmit={submit}>
      <label htmlFor={inputId}>{t.text('compare.idLabel')}</label>
      <div className="field-row">
        <input
          id={inputId}
          type="text"
          value={text}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={wrong}
          aria-describedby={hintId}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(false);
          }}
        />
        <button
          type="submit"
          className="plain-button"
          aria-label={`${name}: ${t.text('record.open')}`}
          disabled={text === ''}
        >
          <span aria-hidden="true">→</span>
        </button>
      </div>
      <p id={hintId} className={wrong ? 'field-fault' : 'quiet'} role={wrong ? 'alert' : undefined}>
        {t.text(wrong ? 'compare.idWrong' : 'compare.idHint')}
      </p>
    </form>
  );
}
