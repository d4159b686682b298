import { useEffect, useId, useState } from 'react';
import { useTranslator } from '../language/language-context.tsx';

/** One change each 700 ms: slower than the three flashes a second of WCAG 2.3.1. */
const BLINK_INTERVAL_MS = 700;

interface OverlayControlsProps {
  readonly opacity: number;
  readonly difference: boolean;
  readonly onOpacity: (opacity: number) => void;
  readonly onDifference: (difference: boolean) => void;
}

const prefersStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Opacity of the record over the query, blinking between the two, and their difference. */
export function OverlayControls({ opacity, difference, onOpacity, onDifference }: OverlayControlsProps) {
  const t = useTranslator();
  const sliderId = useId();
  const [blinking, setBlinking] = useState(false);
  const still = prefersStillness();

  useEffect(() => {
    if (!blinking) return;
    let recordOnTop = true;
    onOpacity(1);
    const timer = setInterval(() => {
      recordOnTop = !recordOnTop;
      onOpacity(recordOnTop ? 1 : 0);
    }, BLINK_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [blinking, onOpacity]);

  const percent = Math.round(opacity * 100);
  return (
    <div className="overlay-controls">
      <label htmlFor={sliderId}>{t.text('view.opacity')}</label>
      <input
        id={sliderId}
        type="range"
        min="0"
        max="100"
        value={percent}
        aria-valuetext={t.text('view.opacityValue', { percent: t.number(percent) })}
        onChange={(event) => {
          setBlinking(false);
          onDifference(false);
          onOpacity(Number(event.target.value) / 100);
        }}
      />
      {still ? (
        <button type="button" className="plain-button" onClick={() => onOpacity(opacity > 0.5 ? 0 : 1)}>
          {t.text('view.flip')}
        </button>
      ) : (
        <button
          type="button"
          className="plain-button"
          aria-pressed={blinking}
          onClick={() => {
            onDifference(false);
            if (blinking) onOpacity(0.5);
            setBlinking(!blinking);
          }}
        >
          {t.text(blinking ? 'view.blinkStop' : 'view.blink')}
        </button>
      )}
      <button
        type="button"
        className="plain-button"
        aria-pressed={difference}
        onClick={() => {
          setBlinking(false);
          if (blinking) onOpacity(0.5);
          onDifference(!difference);
        }}
      >
        {t.text('view.difference')}
      </button>
    </div>
  );
}
