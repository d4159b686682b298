import type { DatedFact } from '../../schemas/pattern.ts';
import { useTranslator } from '../language/language-context.tsx';

/** Every known date with the class of evidence behind it. */
export function DateList({ dates }: { readonly dates: readonly DatedFact[] }) {
  const t = useTranslator();
  if (dates.length === 0) return <p className="quiet">{t.text('dates.none')}</p>;
  return (
    <ul className="date-list">
      {dates.map((fact) => (
        <li key={`${fact.kind}${fact.date}${fact.evidence}`}>
          <span className="date-kind">{t.text(`dateKind.${fact.kind}`)}</span>{' '}
          <time dateTime={fact.date}>{t.date(fact.date)}</time>{' '}
          <span className={`evidence-tag evidence-${fact.evidence}`}>{t.text(`evidence.${fact.evidence}`)}</span>
        </li>
      ))}
    </ul>
  );
}
