import type { Application } from '../../schemas/application.ts';
import { useTranslator } from '../language/language-context.tsx';

/** Where a case stands and by when something is due. */
export function CaseState({ application }: { readonly application: Application }) {
  const t = useTranslator();
  const { state, dueOn, clock, punctuality, dueProvisional } = application;
  return (
    <span className="case-state">
      <span className={`state-tag state-${state}`}>{t.text(`caseState.${state}`)}</span>
      {clock !== null && dueOn !== null && (
        <span className={`due due-${punctuality}`}>
          {t.text(`clock.${clock}`)} <time dateTime={dueOn}>{t.date(dueOn)}</time>
          {punctuality !== 'in-time' && <strong> · {t.text(`punctuality.${punctuality}`)}</strong>}
          {dueProvisional && <> · {t.text('due.provisional')}</>}
        </span>
      )}
    </span>
  );
}
