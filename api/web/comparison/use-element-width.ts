import { type RefObject, useLayoutEffect, useState } from 'react';

/** Width of an element in CSS pixels, 0 before it is laid out. */
export function useElementWidth(elementRef: RefObject<HTMLElement | null>): number {
  const [widthPx, setWidthPx] = useState(0);
  useLayoutEffect(() => {
    const element = elementRef.current;
    if (element === null) return;
    setWidthPx(element.clientWidth);
    const observer = new ResizeObserver(() => setWidthPx(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [elementRef]);
  return widthPx;
}
