import type { CriterionFinding } from '../../../engine/index.ts';
import { useTranslator } from '../language/language-context.tsx';
import { CONCLUSIONS, CRITERION_JUDGEMENTS, type WorkJudgement } from './desk-note.ts';

interface JudgementTableProps {
  readonly criteria: readonly CriterionFinding[];
  readonly judgement: WorkJudgement;
  readonly onChange: (judgement: WorkJudgement) => void;
  readonly writable: boolean;
}

/** The seven criteria: what was measured, and beside it the examiner's own judgement and reason. */
export function JudgementTable({ criteria, judgement, onChange, writable }: JudgementTableProps) {
  const t = useTranslator();
  const judge = (criterion: string, part: object): void => {
    const before = judgement.criteria[criterion] ?? { judgement: '', reason: '' };
    onChange({ ...judgement, criteria: { ...judgement.criteria, [criterion]: { ...before, ...part } } });
  };
  return (
    <section aria-label={t.text('criteria.title')}>
      <h3>{t.text('criteria.title')}</h3>
      <ol className="judgements">
        {criteria.map(({ criterion, quantity, value }) => {
          const own = judgement.criteria[criterion] ?? { judgement: '', reason: '' };
          const name = t.text(`criterion.${criterion}`);
          return (
            <li key={criterion}>
              <p>
                <strong>{name}</strong>{' '}
                <span className="quiet">
                  {value === null
                    ? t.text('criteria.examiner')
                    : `${t.lookUp(`quantity.${quantity}`) ?? quantity}: ${t.number(value, Number.isInteger(value) ? 0 : 2)}`}
                </span>
              </p>
              <div className="field-row">
                <select
                  aria-label={t.text('judgement.of', { criterion: name })}
                  disabled={!writable}
                  value={own.judgement}
                  onChange={(event) => judge(criterion, { judgement: event.target.value })}
                >
                  <option value="">{t.text('form.choose')}</option>
                  {CRITERION_JUDGEMENTS.map((one) => (
                    <option key={one} value={one}>
                      {t.text(`judgement.${one}`)}
                    </option>
                  ))}
                </select>
                <input
                  type="text"
                  aria-label={t.text('judgement.reasonOf', { criterion: name })}
                  placeholder={t.text('judgement.reason')}
                  disabled={!writable}
                  value={own.reason}
                  onChange={(event) => judge(criterion, { reason: event.target.value })}
                />
              </div>
            </li>
          );
        })}
      </ol>
      <fieldset className="choice-row">
        <legend>{t.text('judgement.conclusion')}</legend>
        {CONCLUSIONS.map((one) => (
          <button
            key={one}
            type="button"
            className="plain-button"
            disabled={!writable}
            aria-pressed={judgement.conclusion === one}
            onClick={() => onChange({ ...judgement, conclusion: one })}
          >
            {t.text(`conclusion.${one}`)}
          </button>
        ))}
      </fieldset>
    </section>
  );
}
