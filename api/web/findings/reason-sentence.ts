import type { Finding, TypicalLikeness } from '../../../engine/index.ts';
import type { Translator } from '../language/messages.ts';
import { editListText, percent, shareWord } from './amounts.ts';
import { type Scope, scopeNames } from './scope.ts';
import { typicalName } from './typical-name.ts';

function coverageClause(finding: Finding, t: Translator, scope: Scope): string {
  const { query, candidate } = finding.coverage;
  const share = t.text(`share.${shareWord(query)}`);
  // The first share opens the sentence, the second stands in its middle: two forms in a language with capitals.
  return t.text('reason.coverage', {
    ...scopeNames(scope, t),
    share,
    query: t.number(percent(query)),
    shareCandidate: t.text(`share.mid.${shareWord(candidate)}`),
    candidate: t.number(percent(candidate)),
  });
}

const editsClause = (finding: Finding, t: Translator, scope: Scope): string =>
  finding.edits.length === 0
    ? t.text('reason.noEdits')
    : t.text('reason.edits', { ...scopeNames(scope, t), edits: editListText(finding.edits, t) });

const decidedByTypicalDrawing = (
  evidence: Finding['evidence'],
): evidence is Finding['evidence'] & { readonly typical: TypicalLikeness } =>
  evidence.typical !== null && evidence.rule.endsWith('-typical-drawing');

/** The reason for a finding's grade in one sentence, made of what was measured. `pair`: two given pictures rather than a library. */
export function reasonSentence(finding: Finding, t: Translator, scope: Scope): string {
  const { evidence } = finding;
  const inliers = t.count('reason.inliers', evidence.distinctInliers);
  const agreement = t.text('reason.agreement', { agreement: t.number(evidence.agreement, 2) });
  if (finding.grade === 'no-match' || finding.grade === 'not-comparable') {
    const query = t.number(percent(finding.coverage.query));
    if (scope === 'pair') return t.text('reason.noMatch.pair', { inliers, query });
    return finding.transform === null
      ? t.text('reason.noMatch.none')
      : t.count('reason.noMatch.nearest', evidence.distinctInliers, { query });
  }
  if (finding.transform === null) {
    return t.text('reason.unaligned', {
      pdq: t.number(evidence.pdqDistance),
      edgePdq: t.number(evidence.edgePdqDistance),
      edits: editsClause(finding, t, scope),
    });
  }
  const coverage = coverageClause(finding, t, scope);
  if (finding.grade === 'common-elements-only' && decidedByTypicalDrawing(evidence)) {
    return t.text('reason.typicalDrawing', { coverage, inliers, agreement, drawing: typicalName(evidence.typical, t) });
  }
  if (finding.grade === 'common-elements-only') {
    const typicality = t.text('reason.typicality', { typicality: t.number(evidence.typicality, 2) });
    return t.text('reason.typical', { coverage, typicality, inliers, agreement });
  }
  return t.text('reason.aligned', { coverage, inliers, agreement, edits: editsClause(finding, t, scope) });
}
