import { useId } from 'react';
import type { Matrix3, Polygon } from '../../../engine/index.ts';
import { apply } from './matrix3.ts';
import type { Size } from './viewport.ts';

function path(polygons: readonly Polygon[], toScreen: Matrix3): string {
  return polygons
    .filter((polygon) => polygon.length >= 3)
    .map((polygon) => {
      const points = polygon.map((point) =>
        apply(toScreen, point)
          .map((value) => value.toFixed(1))
          .join(' '),
      );
      return `M${points.join('L')}Z`;
    })
    .join('');
}

function outline({ widthPx, heightPx }: Size): Polygon {
  return [
    [0, 0],
    [widthPx, 0],
    [widthPx, heightPx],
    [0, heightPx],
  ];
}

interface RegionLayerProps {
  readonly picture: Size;
  readonly pane: Size;
  readonly toScreen: Matrix3;
  readonly common: readonly Polygon[];
  readonly showCommon: boolean;
  /** Hatches the rest of the picture. */
  readonly showRest: boolean;
}

/** Outline of the common part and hatching of the rest, drawn over a pane in its own pixels so that lines keep their width. */
export function RegionLayer({ picture, pane, toScreen, common, showCommon, showRest }: RegionLayerProps) {
  const hatchId = useId();
  const maskId = useId();
  if (common.length === 0) return null;
  const commonPath = path(common, toScreen);
  return (
    <svg
      className="region-layer"
      width={pane.widthPx}
      height={pane.heightPx}
      viewBox={`0 0 ${pane.widthPx} ${pane.heightPx}`}
      aria-hidden="true"
      focusable="false"
    >
      <defs>
        <pattern id={hatchId} width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="9" height="9" className="hatch-ground" />
          <rect width="3" height="9" className="hatch-line" />
        </pattern>
        <mask id={maskId} maskUnits="userSpaceOnUse" x="0" y="0" width={pane.widthPx} height={pane.heightPx}>
          <path d={path([outline(picture)], toScreen)} fill="#fff" />
          <path d={commonPath} fill="#000" />
        </mask>
      </defs>
      {showRest && (
        <rect
          className="new-part"
          width={pane.widthPx}
          height={pane.heightPx}
          fill={`url(#${hatchId})`}
          mask={`url(#${maskId})`}
        />
      )}
      {showCommon && (
        <>
          <path className="common-outline under" d={commonPath} />
          <path className="common-outline" d={commonPath} />
        </>
      )}
    </svg>
  );
}
