import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useTranslator } from '../language/language-context.tsx';

/** What the file dialogue offers; the server decides by content. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp,image/tiff,image/avif,image/heic,image/heif';

interface PictureIntakeProps {
  readonly onPicture: (file: File) => void;
  /** Names the picture where a page takes several: “First picture”. */
  readonly name?: string;
  readonly children?: ReactNode;
}

/** Drop, choose or photograph a picture. */
export function PictureIntake({ onPicture, name, children }: PictureIntakeProps) {
  const t = useTranslator();
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const hintId = useId();

  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file !== undefined) onPicture(file);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <fieldset
      className={over ? 'intake over' : 'intake'}
      aria-label={name ?? t.text('check.yourPicture')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p className="intake-drop">{t.text(over ? 'intake.dropNow' : 'intake.drop')}</p>
      <p className="intake-or">{t.text('intake.or')}</p>
      <div className="button-row">
        <button
          type="button"
          className="main-button"
          aria-label={name === undefined ? undefined : t.text('intake.chooseNamed', { name })}
          aria-describedby={hintId}
          onClick={() => chooser.current?.click()}
        >
          {t.text('intake.choose')}
        </button>
        <button type="button" className="plain-button" onClick={() => camera.current?.click()}>
          {t.text('intake.photograph')}
        </button>
      </div>
      <p className="intake-hint" id={hintId}>
        {t.text('intake.formats')}
      </p>
      {children}
      <input ref={chooser} hidden type="file" accept={ACCEPTED} onChange={(event) => take(event.target.files)} />
      <input
        ref={camera}
        hidden
        type="file"
        accept="image/*"
        capture="environment"
        onChange={(event) => take(event.target.files)}
      />
    </fieldset>
  );
}
