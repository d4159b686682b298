import { type ReactNode, useRef, useState } from 'react';
import type { Matrix3 } from '../../../engine/index.ts';
import { useTranslator } from '../language/language-context.tsx';
import { type PaneGestures, usePaneGestures } from './use-pane-gestures.ts';
import type { Size } from './viewport.ts';
import { type LoadState, type PictureSource, WarpedPicture } from './warped-picture.tsx';

export interface PaneLayer {
  readonly source: PictureSource;
  readonly toScreen: Matrix3;
  readonly alt: string;
  readonly opacity?: number;
  readonly blend?: 'normal' | 'difference';
}

interface PaneProps {
  readonly name: string;
  readonly size: Size;
  readonly layers: readonly PaneLayer[];
  readonly gestures: PaneGestures;
  /** At the fitting size one finger scrolls the page; zoomed in, it moves the picture. */
  readonly zoomed: boolean;
  readonly children?: ReactNode;
}

/** One window onto a picture, or onto several laid over each other. */
export function Pane({ name, size, layers, gestures, zoomed, children }: PaneProps) {
  const t = useTranslator();
  const paneRef = useRef<HTMLDivElement>(null);
  const handlers = usePaneGestures(paneRef, gestures);
  const [states, setStates] = useState<Readonly<Record<string, LoadState>>>({});
  const shown = layers.map((layer) => states[layer.source.url] ?? 'loading');
  return (
    <div
      ref={paneRef}
      className={zoomed ? 'pane zoomed' : 'pane'}
      role="application"
      aria-label={t.text('view.pane', { name })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the pane takes arrow keys, + and −, so it must be reachable
      tabIndex={0}
      style={{ height: size.heightPx }}
      {...handlers}
    >
      {layers.map((layer) => (
        <WarpedPicture
          key={layer.source.url}
          {...layer}
          onState={(state) => setStates((before) => ({ ...before, [layer.source.url]: state }))}
        />
      ))}
      {children}
      {shown.includes('loading') && <p className="pane-note">{t.text('view.loading')}</p>}
      {shown.includes('failed') && <p className="pane-note failed">{t.text('view.failed')}</p>}
    </div>
  );
}
