import { useEffect, useState } from 'react';
import type { Matrix3 } from '../../../engine/index.ts';
import { toCss } from './matrix3.ts';
import type { Size } from './viewport.ts';

export interface PictureSource extends Size {
  readonly url: string;
}

export type LoadState = 'loading' | 'shown' | 'failed';

interface WarpedPictureProps {
  readonly source: PictureSource;
  readonly toScreen: Matrix3;
  readonly alt: string;
  readonly opacity?: number;
  readonly blend?: 'normal' | 'difference';
  readonly onState?: (state: LoadState) => void;
}

/** A picture drawn by a 3 × 3 matrix from its own pixels to the pane's. */
export function WarpedPicture({ source, toScreen, alt, opacity = 1, blend = 'normal', onState }: WarpedPictureProps) {
  const [state, setState] = useState<LoadState>('loading');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another picture, which has to load anew
  useEffect(() => setState('loading'), [source.url]);
  const report = (next: LoadState): void => {
    setState(next);
    onState?.(next);
  };
  return (
    <img
      className={`warped-picture ${state} blend-${blend}`}
      src={source.url}
      alt={alt}
      draggable={false}
      onLoad={() => report('shown')}
      onError={() => report('failed')}
      style={{ width: source.widthPx, height: source.heightPx, transform: toCss(toScreen), opacity }}
    />
  );
}
