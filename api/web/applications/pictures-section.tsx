import { type ChangeEvent, useId, useState } from 'react';
import type { CaseFileView } from '../../schemas/application.ts';
import { addCasePicture, caseThumbnailUrl, removeCasePicture } from '../api-client/registration-endpoints.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { useTranslator } from '../language/language-context.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';

const ROLES = ['flat-design', 'colourway', 'cloth-photograph'] as const;

interface PicturesProps {
  readonly id: string;
  readonly pictures: CaseFileView['pictures'];
  readonly editable: boolean;
  readonly onChanged: () => void;
}

/** The pictures of an application, each with what it shows; and, while it is typed, a way to add and remove some. */
export function PicturesSection({ id, pictures, editable, onChanged }: PicturesProps) {
  const t = useTranslator();
  const { submission, start, reset } = useSubmission<void>();
  const remove = (ordinal: number): void =>
    start(async (signal) => {
      await removeCasePicture(id, ordinal, { language: t.language, signal });
      onChanged();
    });
  return (
    <section className="form-section" aria-label={t.text('pictures.title')}>
      <h2>{t.text('pictures.title')}</h2>
      <ul className="case-pictures">
        {pictures.map((picture) => (
          <li key={picture.ordinal}>
            <img
              src={caseThumbnailUrl(id, picture.ordinal)}
              alt={picture.fileName}
              width="240"
              height="240"
              loading="lazy"
            />
            <p>
              {t.text(`pictureRole.${picture.role}`)}
              {picture.colourway !== null && <> · {picture.colourway}</>}
            </p>
            {picture.repeatWidthMm !== null && picture.repeatHeightMm !== null && (
              <p className="quiet small">
                {t.text('pictures.repeat', {
                  width: t.number(picture.repeatWidthMm, 0),
                  height: t.number(picture.repeatHeightMm, 0),
                })}
              </p>
            )}
            {editable && (
              <button type="button" className="link-button" onClick={() => remove(picture.ordinal)}>
                {t.text('pictures.remove', { name: picture.fileName })}
              </button>
            )}
          </li>
        ))}
      </ul>
      {editable && <AddPicture id={id} onAdded={onChanged} />}
      {submission.state === 'failed' && <ProblemNotice problem={submission.problem} onDismiss={reset} />}
    </section>
  );
}

function AddPicture({ id, onAdded }: { readonly id: string; readonly onAdded: () => void }) {
  const t = useTranslator();
  const baseId = useId();
  const [role, setRole] = useState<(typeof ROLES)[number]>('flat-design');
  const [width, setWidth] = useState('');
  const [height, setHeight] = useState('');
  const [colourway, setColourway] = useState('');
  const { submission, start, reset } = useSubmission<void>();
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (file === undefined) return;
    const size = { width: Number(width), height: Number(height) };
    const details = {
      role,
      ...(size.width > 0 && size.height > 0 && { repeatMm: size }),
      ...(colourway.trim() !== '' && { colourway: colourway.trim() }),
    };
    start(async (signal, onSent) => {
      await addCasePicture(id, file, details, { language: t.language, signal, onSent });
      onAdded();
    });
  };
  const measure = (label: 'width' | 'height', value: string, set: (value: string) => void) => (
    <div className="field">
      <label htmlFor={`${baseId}-${label}`}>{t.text(`pictures.${label}Mm`)}</label>
      <input
        id={`${baseId}-${label}`}
        type="text"
        inputMode="decimal"
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    </div>
  );
  return (
    <div className="add-picture">
      <div className="field-grid">
        <div className="field">
          <label htmlFor={`${baseId}-role`}>{t.text('pictures.role')}</label>
          <select id={`${baseId}-role`} value={role} onChange={(event) => setRole(event.target.value as typeof role)}>
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {t.text(`pictureRole.${one}`)}
              </option>
            ))}
          </select>
        </div>
        {measure('width', width, setWidth)}
        {measure('height', height, setHeight)}
        <div className="field">
          <label htmlFor={`${baseId}-colourway`}>{t.text('pictures.colourway')}</label>
          <input
            id={`${baseId}-colourway`}
            type="text"
            value={colourway}
            onChange={(event) => setColourway(event.target.value)}
          />
        </div>
      </div>
      <div className="field">
        <label htmlFor={`${baseId}-file`}>{t.text('pictures.add')}</label>
        <input
          id={`${baseId}-file`}
          type="file"
          accept="image/*"
          disabled={submission.state === 'running'}
          onChange={choose}
        />
      </div>
      {submission.state === 'running' && <p role="status">{t.text('pictures.adding')}</p>}
      {submission.state === 'failed' && <ProblemNotice problem={submission.problem} onDismiss={reset} />}
    </div>
  );
}
