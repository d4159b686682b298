import { useId } from 'react';
import { useTranslator } from '../language/language-context.tsx';

export type ViewMode = 'side' | 'overlay';

const STEP = 1.4;

interface ViewToolbarProps {
  readonly mode: ViewMode;
  readonly overlayPossible: boolean;
  readonly zoomPercent: number;
  readonly onMode: (mode: ViewMode) => void;
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
}

export function ViewToolbar({ mode, overlayPossible, zoomPercent, onMode, onZoom, onFit }: ViewToolbarProps) {
  const t = useTranslator();
  const group = useId();
  return (
    <div className="view-toolbar">
      <fieldset className="segments">
        <legend className="visually-hidden">{t.text('view.mode')}</legend>
        {(['side', 'overlay'] as const).map((choice) => (
          <label key={choice} className="segment">
            <input
              type="radio"
              name={group}
              value={choice}
              checked={mode === choice}
              disabled={choice === 'overlay' && !overlayPossible}
              onChange={() => onMode(choice)}
            />
            <span>{t.text(`view.mode.${choice}`)}</span>
          </label>
        ))}
      </fieldset>
      <div className="zoom-group">
        <button
          type="button"
          className="icon-button"
          aria-label={t.text('view.zoomOut')}
          onClick={() => onZoom(1 / STEP)}
        >
          <span aria-hidden="true">−</span>
        </button>
        <output className="zoom-level">{t.text('view.zoomLevel', { percent: t.number(zoomPercent) })}</output>
        <button type="button" className="icon-button" aria-label={t.text('view.zoomIn')} onClick={() => onZoom(STEP)}>
          <span aria-hidden="true">+</span>
        </button>
        <button type="button" className="plain-button" onClick={onFit}>
          {t.text('view.fit')}
        </button>
      </div>
    </div>
  );
}
