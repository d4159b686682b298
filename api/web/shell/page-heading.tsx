import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslator } from '../language/language-context.tsx';

interface PageHeadingProps {
  readonly title: string;
  readonly lead?: ReactNode;
}

/** The first page of a visit leaves the focus where the browser put it; every later one starts at its heading. */
let visited = false;

/** The heading of a page. It names the tab, and takes the focus when the page is turned to. */
export function PageHeading({ title, lead }: PageHeadingProps) {
  const t = useTranslator();
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t.text('app.name')}`;
  }, [title, t]);
  useEffect(() => {
    if (visited) headingRef.current?.focus({ preventScroll: false });
    visited = true;
  }, []);
  return (
    <header className="page-heading">
      <h1 ref={headingRef} tabIndex={-1}>
        {title}
      </h1>
      {lead !== undefined && <p className="lead">{lead}</p>}
    </header>
  );
}
