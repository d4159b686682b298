import { listEvidence } from '../api-client/evidence.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { GradeTag } from '../findings/grade-mark.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';

/** One's own evidence and what one was handed, newest first. */
export function EvidenceList() {
  const t = useTranslator();
  const { value, problem, reload } = useLoaded(listEvidence);
  return (
    <section className="panel" aria-labelledby="own-evidence-heading">
      <h2 id="own-evidence-heading">{t.text('evidence.own')}</h2>
      {problem !== null && <ProblemNotice problem={problem} onDismiss={reload} />}
      {value?.evidence.length === 0 && <p className="quiet">{t.text('evidence.none')}</p>}
      <ul className="found-works">
        {value?.evidence.map(({ id, way, takenAt, grade }) => (
          <li key={id}>
            {grade !== null && <GradeTag grade={grade} />} <a href={hrefOf({ page: 'evidence', id })}>{id}</a>
            <p className="quiet small">
              {t.text(`captureWay.${way}`)} · {t.instant(takenAt)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
