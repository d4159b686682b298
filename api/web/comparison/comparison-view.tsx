import { useEffect, useMemo, useRef, useState } from 'react';
import type { Finding, Matrix3, Polygon, Vec2 } from '../../../engine/index.ts';
import { useTranslator } from '../language/language-context.tsx';
import { IDENTITY, invert, multiply, toMatrix3 } from './matrix3.ts';
import { OverlayControls } from './overlay-controls.tsx';
import { Pane } from './pane.tsx';
import { RegionLayer } from './region-layer.tsx';
import { useElementWidth } from './use-element-width.ts';
import { type ViewMode, ViewToolbar } from './view-toolbar.tsx';
import {
  bounded,
  candidateViewport,
  dragInQuery,
  fitViewport,
  fitZoom,
  panned,
  type Size,
  screenMatrix,
  type Viewport,
  zoomedAt,
} from './viewport.ts';
import type { PictureSource } from './warped-picture.tsx';

interface ComparisonViewProps {
  readonly query: PictureSource;
  readonly candidate: PictureSource;
  readonly finding: Finding;
  readonly names: { readonly query: string; readonly candidate: string };
}

const GAP_PX = 12;
const NARROW_PX = 560;

const columnsIn = (widthPx: number, mode: ViewMode): number => (mode === 'side' && widthPx >= NARROW_PX ? 2 : 1);

function paneSize(widthPx: number, mode: ViewMode, query: Size): Size {
  const columns = columnsIn(widthPx, mode);
  const paneWidthPx = Math.max(80, (widthPx - GAP_PX * (columns - 1)) / columns);
  const wanted = (paneWidthPx * query.heightPx) / query.widthPx;
  const most = mode === 'overlay' ? 620 : columns === 2 ? 520 : 340;
  return { widthPx: paneWidthPx, heightPx: Math.round(Math.min(most, Math.max(220, wanted))) };
}

/** Two pictures side by side or laid over each other, zoomed and moved together. */
export function ComparisonView({ query, candidate, finding, names }: ComparisonViewProps) {
  const t = useTranslator();
  const frameRef = useRef<HTMLDivElement>(null);
  const widthPx = useElementWidth(frameRef);
  const toCandidate = useMemo<Matrix3 | null>(
    () => (finding.transform === null ? null : toMatrix3(finding.transform.matrix)),
    [finding],
  );
  const toQuery = useMemo(() => (toCandidate === null ? null : invert(toCandidate)), [toCandidate]);

  const [chosenMode, setMode] = useState<ViewMode>('side');
  const mode: ViewMode = toQuery === null ? 'side' : chosenMode;
  const [aligned, setAligned] = useState(false);
  const [showCommon, setShowCommon] = useState(true);
  const [showNew, setShowNew] = useState(true);
  const [opacity, setOpacity] = useState(0.5);
  const [difference, setDifference] = useState(false);

  const pane = paneSize(widthPx, mode, query);
  const [chosenViewport, setViewport] = useState<Viewport | null>(null);
  const viewport = bounded(chosenViewport ?? fitViewport(query, pane), query, pane);
  const zoomed = viewport.zoom > fitZoom(query, pane) * 1.001;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another pair starts fitted
  useEffect(() => setViewport(null), [query.url, candidate.url]);

  const zoomBy = (factor: number, anchor: Vec2): boolean => {
    const next = bounded(zoomedAt(viewport, factor, anchor), query, pane);
    if (Math.abs(next.zoom - viewport.zoom) < 1e-9) return false;
    setViewport(next);
    return true;
  };
  const panBy = (byPx: Vec2): void => setViewport(bounded(panned(viewport, byPx), query, pane));
  const fit = (): void => setViewport(null);
  const gestures = { zoomBy, panBy, fit };

  const queryToScreen = screenMatrix(viewport, pane);
  const alignedToScreen = multiply(queryToScreen, toQuery ?? IDENTITY);
  const upright = screenMatrix(candidateViewport(viewport, query, candidate, pane, toCandidate), pane);
  const turnRecord = aligned && toQuery !== null;
  const candidateToScreen = turnRecord ? alignedToScreen : upright;
  const candidateGestures =
    turnRecord || !zoomed
      ? gestures
      : { ...gestures, panBy: (byPx: Vec2) => panBy(dragInQuery(byPx, viewport, toCandidate)) };

  const queryLayer = { source: query, toScreen: queryToScreen, alt: names.query };
  const queryRegion = (
    <RegionLayer
      picture={query}
      pane={pane}
      toScreen={queryToScreen}
      common={finding.region.query as readonly Polygon[]}
      showCommon={showCommon}
      // The outline is a coarse one: where all is common, its margin is not news.
      showRest={showNew && finding.coverage.query < 0.995}
    />
  );

  return (
    <section className="comparison-view" aria-label={t.text(mode === 'side' ? 'view.mode.side' : 'view.mode.overlay')}>
      <ViewToolbar
        mode={mode}
        overlayPossible={toQuery !== null}
        zoomPercent={Math.round((viewport.zoom / fitZoom(query, pane)) * 100)}
        onMode={setMode}
        onZoom={(factor) => zoomBy(factor, [0, 0])}
        onFit={fit}
      />
      <div ref={frameRef} className={`pane-frame columns-${columnsIn(widthPx, mode)}`}>
        {widthPx > 0 &&
          (mode === 'side' ? (
            <>
              <figure>
                <Pane name={names.query} size={pane} layers={[queryLayer]} gestures={gestures} zoomed={zoomed}>
                  {queryRegion}
                </Pane>
                <figcaption>{names.query}</figcaption>
              </figure>
              <figure>
                <Pane
                  name={names.candidate}
                  size={pane}
                  layers={[{ source: candidate, toScreen: candidateToScreen, alt: names.candidate }]}
                  gestures={candidateGestures}
                  zoomed={zoomed}
                >
                  <RegionLayer
                    picture={candidate}
                    pane={pane}
                    toScreen={candidateToScreen}
                    common={finding.region.candidate as readonly Polygon[]}
                    showCommon={showCommon}
                    showRest={false}
                  />
                </Pane>
                <figcaption>{names.candidate}</figcaption>
              </figure>
            </>
          ) : (
            <figure>
              <Pane
                name={`${names.query} · ${names.candidate}`}
                size={pane}
                layers={[
                  queryLayer,
                  {
                    source: candidate,
                    toScreen: alignedToScreen,
                    alt: names.candidate,
                    opacity: difference ? 1 : opacity,
                    blend: difference ? 'difference' : 'normal',
                  },
                ]}
                gestures={gestures}
                zoomed={zoomed}
              >
                {queryRegion}
              </Pane>
            </figure>
          ))}
      </div>
      {mode === 'overlay' && (
        <OverlayControls
          opacity={opacity}
          difference={difference}
          onOpacity={setOpacity}
          onDifference={setDifference}
        />
      )}
      <div className="view-options">
        <label className="check-option">
          <input type="checkbox" checked={showCommon} onChange={(event) => setShowCommon(event.target.checked)} />
          <span className="legend-common" aria-hidden="true" />
          {t.text('view.showCommon')}
        </label>
        <label className="check-option">
          <input type="checkbox" checked={showNew} onChange={(event) => setShowNew(event.target.checked)} />
          <span className="legend-new" aria-hidden="true" />
          {t.text('view.showNew')}
        </label>
        {mode === 'side' && toQuery !== null && (
          <label className="check-option">
            <input type="checkbox" checked={aligned} onChange={(event) => setAligned(event.target.checked)} />
            {t.text('view.align')}
          </label>
        )}
      </div>
      <AlignmentNote finding={finding} />
    </section>
  );
}

function AlignmentNote({ finding }: { readonly finding: Finding }) {
  const t = useTranslator();
  if (finding.transform === null) return <p className="view-note">{t.text('view.noTransform')}</p>;
  const { modulo, mirrored, inverted } = finding.transform;
  const notes = [
    ...(mirrored ? [t.text('view.mirrored')] : []),
    ...(inverted ? [t.text('view.inverted')] : []),
    ...(modulo === 'repeat-unit' ? [t.text('view.repeatUnit')] : []),
  ];
  return notes.length === 0 ? null : <p className="view-note">{notes.join(' · ')}</p>;
}
