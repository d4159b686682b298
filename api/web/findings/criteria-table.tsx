import type { CriterionFinding } from '../../../engine/index.ts';
import { useTranslator } from '../language/language-context.tsx';

/** The seven criteria, each with the quantity measured for it; what a machine cannot judge is left to the examiner. */
export function CriteriaTable({ criteria }: { readonly criteria: readonly CriterionFinding[] }) {
  const t = useTranslator();
  return (
    <section className="facts-section" aria-label={t.text('criteria.title')}>
      <h3>{t.text('criteria.title')}</h3>
      <p className="quiet">{t.text('criteria.lead')}</p>
      <table className="criteria-table">
        <thead>
          <tr>
            <th scope="col">{t.text('criteria.criterion')}</th>
            <th scope="col">{t.text('criteria.quantity')}</th>
            <th scope="col" className="number">
              {t.text('criteria.value')}
            </th>
          </tr>
        </thead>
        <tbody>
          {criteria.map((finding) => (
            <tr key={finding.criterion}>
              <th scope="row">{t.text(`criterion.${finding.criterion}`)}</th>
              <td>{finding.value === null ? '—' : (t.lookUp(`quantity.${finding.quantity}`) ?? finding.quantity)}</td>
              <td className="number">
                {finding.value === null ? (
                  <span className="for-examiner">{t.text('criteria.examiner')}</span>
                ) : (
                  t.number(finding.value, Number.isInteger(finding.value) ? 0 : 2)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
