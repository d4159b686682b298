import type { CaseFileView } from '../../schemas/application.ts';
import { useTranslator } from '../language/language-context.tsx';
import { DecideObjection } from './decide-objection.tsx';

type Objection = CaseFileView['objections'][number];

interface ObjectionListProps {
  readonly id: string;
  readonly objections: readonly Objection[];
  /** Whether whoever looks may decide them. */
  readonly decides: boolean;
  readonly onDecided: () => void;
}

/** Objections to a registration with what became of each; the registrar decides those that are open. */
export function ObjectionList({ id, objections, decides, onDecided }: ObjectionListProps) {
  const t = useTranslator();
  return (
    <section className="panel" aria-label={t.text('objections.title')}>
      <h2>{t.text('objections.title')}</h2>
      <ol className="objection-list">
        {objections.map((objection, i) => (
          <li key={objection.id}>
            <h3>{t.text('objections.number', { number: i + 1 })}</h3>
            <Facts objection={objection} />
            {decides && objection.outcome === null && (
              <DecideObjection id={id} objection={objection.id} number={i + 1} onDecided={onDecided} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Facts({ objection }: { readonly objection: Objection }) {
  const t = useTranslator();
  const { reason, statement, evidence, madeAt, outcome, outcomeReason, outcomeNote } = objection;
  const named = (code: string): string => t.lookUp(`listedReason.${code}`) ?? code;
  return (
    <>
      <p>
        <time dateTime={madeAt}>{t.date(madeAt)}</time> · <strong>{named(reason)}</strong>
      </p>
      <p className="objection-text">{statement}</p>
      {evidence.length > 0 && (
        <ul className="fault-list" aria-label={t.text('objection.evidence')}>
          {evidence.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
      <p>
        <span className={`state-tag objection-${outcome ?? 'open'}`}>{t.text(`objection.${outcome ?? 'open'}`)}</span>
        {outcomeReason !== null && <> {named(outcomeReason)}</>}
      </p>
      {outcomeNote !== null && <p className="objection-text">{outcomeNote}</p>}
    </>
  );
}
