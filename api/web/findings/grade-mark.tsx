import type { Grade } from '../../../engine/index.ts';
import { useTranslator } from '../language/language-context.tsx';

/** Raised crossings of a 4 × 4 weave draft, in the order they are filled. */
const FILL_ORDER = [0, 5, 10, 15, 1, 6, 11, 12, 2, 7, 8, 13, 3, 4, 9, 14] as const;

const RAISED: Readonly<Record<Grade, number>> = {
  identical: 16,
  'substantially-similar': 12,
  'partly-similar': 8,
  'common-elements-only': 4,
  'no-match': 0,
  'not-comparable': 0,
};

/** A weave draft that is the fuller the more is in common, so that the grade does not rest on colour alone. */
export function WeaveDraft({ grade }: { readonly grade: Grade }) {
  const raised = new Set<number>(FILL_ORDER.slice(0, RAISED[grade]));
  return (
    <svg className={`weave-draft grade-${grade}`} viewBox="0 0 18 18" aria-hidden="true" focusable="false">
      {FILL_ORDER.map((cell) => (
        <rect
          key={cell}
          x={1.2 + (cell % 4) * 4}
          y={1.2 + Math.floor(cell / 4) * 4}
          width="3.6"
          height="3.6"
          className={raised.has(cell) ? 'raised' : 'sunk'}
        />
      ))}
      {grade === 'not-comparable' && <path className="struck" d="M2 16 16 2" />}
    </svg>
  );
}

export function GradeTag({ grade }: { readonly grade: Grade }) {
  const t = useTranslator();
  return (
    <span className={`grade-tag grade-${grade}`}>
      <WeaveDraft grade={grade} />
      {t.text(`grade.${grade}`)}
    </span>
  );
}
