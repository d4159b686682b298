import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import type { Vec2 } from '../../../engine/index.ts';

export interface PaneGestures {
  /** Factor and anchor in screen pixels from the middle of the pane. Returns whether anything can change that way. */
  readonly zoomBy: (factor: number, anchor: Vec2) => boolean;
  readonly panBy: (byPx: Vec2) => void;
  readonly fit: () => void;
}

const KEY_STEP_PX = 48;
const KEY_ZOOM = 1.25;
/** Zoom for one pixel of wheel movement; a notch of 100 gives about 1.2. */
const WHEEL_ZOOM = 1.0018;
const NO_ANCHOR: Vec2 = [0, 0];

/** Wheel, pinch, drag and keys of a pane. At the fitting size a wheel turned backwards scrolls the page, so nobody is trapped. */
export function usePaneGestures(paneRef: RefObject<HTMLElement | null>, gestures: PaneGestures) {
  const latest = useRef(gestures);
  useEffect(() => {
    latest.current = gestures;
  });
  const pointers = useRef(new Map<number, Vec2>());

  const fromMiddle = (clientX: number, clientY: number): Vec2 => {
    const box = paneRef.current?.getBoundingClientRect();
    return box === undefined ? NO_ANCHOR : [clientX - box.left - box.width / 2, clientY - box.top - box.height / 2];
  };

  useEffect(() => {
    const pane = paneRef.current;
    if (pane === null) return;
    // React listens to wheel passively, which cannot keep the page from scrolling.
    const onWheel = (event: WheelEvent): void => {
      const box = pane.getBoundingClientRect();
      const anchor: Vec2 = [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
      const pixels = event.deltaMode === 1 ? event.deltaY * 33 : event.deltaY;
      if (latest.current.zoomBy(WHEEL_ZOOM ** -pixels, anchor)) event.preventDefault();
    };
    pane.addEventListener('wheel', onWheel, { passive: false });
    return () => pane.removeEventListener('wheel', onWheel);
  }, [paneRef]);

  const forget = (event: PointerEvent<HTMLElement>): void => {
    pointers.current.delete(event.pointerId);
  };

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.pointerType === 'mouse' && event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, [event.clientX, event.clientY]);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const before = pointers.current.get(event.pointerId);
      if (before === undefined) return;
      const now: Vec2 = [event.clientX, event.clientY];
      pointers.current.set(event.pointerId, now);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      if (other === undefined) {
        gestures.panBy([now[0] - before[0], now[1] - before[1]]);
        return;
      }
      const distance = (point: Vec2): number => Math.hypot(point[0] - other[0], point[1] - other[1]);
      const middle = fromMiddle((now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
      gestures.zoomBy(distance(now) / Math.max(1, distance(before)), middle);
      gestures.panBy([(now[0] - before[0]) / 2, (now[1] - before[1]) / 2]);
    },
    onPointerUp: forget,
    onPointerCancel: forget,
    onKeyDown: (event: KeyboardEvent<HTMLElement>): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const steps: Readonly<Record<string, Vec2>> = {
        ArrowLeft: [KEY_STEP_PX, 0],
        ArrowRight: [-KEY_STEP_PX, 0],
        ArrowUp: [0, KEY_STEP_PX],
        ArrowDown: [0, -KEY_STEP_PX],
      };
      const step = steps[event.key];
      if (step !== undefined) gestures.panBy(step);
      else if (event.key === '+' || event.key === '=') gestures.zoomBy(KEY_ZOOM, NO_ANCHOR);
      else if (event.key === '-' || event.key === '_') gestures.zoomBy(1 / KEY_ZOOM, NO_ANCHOR);
      else if (event.key === '0') gestures.fit();
      else return;
      event.preventDefault();
    },
  };
}
