import type { EditCode, Finding } from '../../../engine/index.ts';
import { useTranslator } from '../language/language-context.tsx';
import { editText, percent, shareWord } from './amounts.ts';
import { CriteriaTable } from './criteria-table.tsx';
import { EvidenceValues } from './evidence-values.tsx';
import { type Scope, scopeNames } from './scope.ts';

const NATURES: Readonly<Partial<Record<EditCode, 'colour' | 'content' | 'surface'>>> = {
  recoloured: 'colour',
  inverted: 'colour',
  desaturated: 'colour',
  'ground-changed': 'colour',
  rearranged: 'content',
  'elements-removed': 'content',
  'elements-added': 'content',
  'elements-resized': 'content',
  overlaid: 'content',
  'pasted-into': 'content',
  combined: 'content',
  redrawn: 'surface',
  're-encoded': 'surface',
  blurred: 'surface',
  'surface-changed': 'surface',
  photographed: 'surface',
};

interface FindingFactsProps {
  readonly finding: Finding;
  readonly scope: Scope;
}

function WhatIsNew({ finding, scope }: FindingFactsProps) {
  const t = useTranslator();
  const names = scopeNames(scope, t);
  const newShare = 1 - finding.coverage.query;
  const otherShare = 1 - finding.coverage.candidate;
  const known = finding.region.query.length > 0;
  return (
    <section className="facts-section" aria-label={t.text('new.title', names)}>
      <h3>{t.text('new.title', names)}</h3>
      <p>
        {!known
          ? t.text('new.unknown')
          : newShare < 0.005
            ? t.text('new.none', names)
            : t.text('new.some', {
                ...names,
                share: t.text(`share.mid.${shareWord(newShare)}`),
                percent: t.number(percent(newShare)),
              })}
      </p>
      {known && otherShare >= 0.005 && (
        <p className="quiet">{t.text('new.remainder', { ...names, percent: t.number(percent(otherShare)) })}</p>
      )}
    </section>
  );
}

/** Edits, what is new, the seven criteria and the measured quantities of one finding. */
export function FindingFacts({ finding, scope }: FindingFactsProps) {
  const t = useTranslator();
  return (
    <div className="facts">
      <div className="facts-column">
        <section className="facts-section" aria-label={t.text('edits.title')}>
          <h3>{t.text('edits.title')}</h3>
          {finding.edits.length === 0 ? (
            <p className="quiet">{t.text('edits.none')}</p>
          ) : (
            <ul className="edit-list">
              {finding.edits.map((edit) => {
                const nature = NATURES[edit.code] ?? 'geometry';
                return (
                  <li key={edit.code} className={`edit nature-${nature}`}>
                    <span className="edit-nature">{t.text(`edits.nature.${nature}`)}</span>
                    <span className="edit-name">{editText(edit, t)}</span>
                  </li>
                );
              })}
            </ul>
          )}
          {finding.edits.some(({ unit }) => unit === 'deg' || unit === 'ratio') && (
            <p className="quiet small">{t.text('edits.direction', scopeNames(scope, t))}</p>
          )}
        </section>
        <WhatIsNew finding={finding} scope={scope} />
        <EvidenceValues finding={finding} scope={scope} />
      </div>
      <CriteriaTable criteria={finding.criteria} />
    </div>
  );
}
