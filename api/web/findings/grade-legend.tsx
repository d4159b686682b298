import { useTranslator } from '../language/language-context.tsx';
import { GRADE_ORDER } from './candidate-order.ts';
import { GradeTag } from './grade-mark.tsx';

/** What each grade means, before anything was asked. */
export function GradeLegend() {
  const t = useTranslator();
  return (
    <section className="grade-legend">
      <h2>{t.text('check.answers')}</h2>
      <ul>
        {GRADE_ORDER.map((grade) => (
          <li key={grade}>
            <GradeTag grade={grade} />
            {t.text(`gradeMeaning.${grade}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}
