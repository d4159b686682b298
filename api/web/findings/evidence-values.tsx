import type { Finding } from '../../../engine/index.ts';
import { useTranslator } from '../language/language-context.tsx';
import { type Scope, scopeNames } from './scope.ts';
import { typicalName } from './typical-name.ts';

/** Every measured quantity behind a grade, for whoever wants to check it. */
export function EvidenceValues({ finding, scope }: { readonly finding: Finding; readonly scope: Scope }) {
  const t = useTranslator();
  const { evidence } = finding;
  const names = scopeNames(scope, t);
  const rows: readonly (readonly [string, string])[] = [
    [t.text('evidenceValues.coverageQuery', names), t.number(finding.coverage.query, 2)],
    [t.text('evidenceValues.coverageCandidate', names), t.number(finding.coverage.candidate, 2)],
    [t.text('evidenceValues.distinctInliers'), t.number(evidence.distinctInliers)],
    [t.text('evidenceValues.agreement'), t.number(evidence.agreement, 2)],
    ...(evidence.detailAgreement === undefined || evidence.detailAgreement === null
      ? []
      : [[t.text('evidenceValues.detailAgreement'), t.number(evidence.detailAgreement, 2)] as const]),
    [t.text('evidenceValues.embeddingCosine'), t.number(evidence.embeddingCosine, 2)],
    [t.text('evidenceValues.pdqDistance'), t.number(evidence.pdqDistance)],
    [t.text('evidenceValues.edgePdqDistance'), t.number(evidence.edgePdqDistance)],
    ...(evidence.colourSimilarity === undefined
      ? []
      : [[t.text('evidenceValues.colourSimilarity'), t.number(evidence.colourSimilarity, 2)] as const]),
    [
      t.text('evidenceValues.colourDistance'),
      evidence.colourDistance === null ? t.text('evidenceValues.unknown') : t.number(evidence.colourDistance, 1),
    ],
    [t.text('evidenceValues.colourSupport'), t.number(evidence.colourSupport, 2)],
    [t.text('evidenceValues.typicality'), t.number(evidence.typicality, 2)],
    ...(evidence.typical
      ? ([
          [
            t.text('evidenceValues.typical'),
            t.text('evidenceValues.typicalValue', {
              drawing: typicalName(evidence.typical, t),
              logOdds: t.number(evidence.typical.logOdds, 1),
            }),
          ],
        ] as const)
      : []),
    [t.text('evidenceValues.logOdds'), t.number(evidence.logOdds, 1)],
    [t.text('evidenceValues.score'), t.number(finding.score, 3)],
    ...(finding.log10LR === undefined
      ? []
      : ([
          [
            t.text('evidenceValues.log10LR'),
            `${t.number(finding.log10LR.value, 1)} (${t.number(finding.log10LR.lower, 1)} – ${t.number(finding.log10LR.upper, 1)})`,
          ],
        ] as const)),
    [t.text('evidenceValues.rule'), evidence.rule],
  ];
  return (
    <details className="facts-section disclosure">
      <summary>{t.text('evidenceValues.title')}</summary>
      <dl className="value-list">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
