import type { Edit } from '../../engine/index.ts';
import type { Candidate, CheckResult, ComparisonResult } from '../schemas/check-result.ts';
import type { Language } from '../texts/terms.ts';
import { TERMS } from '../texts/terms.ts';

/** A check result as lines for a person. Never a bare percentage: the grade, what is in common, what was changed. */
export function describeCheck(file: string, result: CheckResult, language: Language): string {
  const terms = TERMS[language];
  if (result.status === 'rejected') return `${file}: ${result.message} [${result.code}]`;
  if (result.status === 'not-comparable')
    return `${file}: ${terms.grade['not-comparable']} – ${terms.reason[result.reason]}`;
  const searched = language === 'zh' ? `检索 ${result.worksSearched} 件` : `${result.worksSearched} works searched`;
  const head = `${file}: ${terms.grade[result.grade]} (${searched}, ${Math.round(result.timingsMs.total)} ms)`;
  const found = result.candidates.filter((candidate) => candidate.grade !== 'no-match');
  return [head, ...found.map((candidate) => `  ${describeCandidate(candidate, language)}`)].join('\n');
}

function describeCandidate(candidate: Candidate, language: Language): string {
  const terms = TERMS[language];
  const [earliest] = candidate.dates;
  const parts = [
    `${terms.grade[candidate.grade]}: ${candidate.title}`,
    candidate.registrationNumber ?? candidate.id,
    ...(candidate.owner ? [candidate.owner] : []),
    ...(earliest ? [`${earliest.date.slice(0, 10)} (${earliest.evidence})`] : []),
    describeCommon(candidate, language),
    describeEdits(candidate.edits, language),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function describeCommon({ coverage, evidence }: Pick<Candidate, 'coverage' | 'evidence'>, language: Language): string {
  const query = Math.round(coverage.query * 100);
  const candidate = Math.round(coverage.candidate * 100);
  return language === 'zh'
    ? `共同部分占送检图 ${query} %、在先图 ${candidate} %，${evidence.distinctInliers} 处对应点`
    : `the common part explains ${query} % of the picture and ${candidate} % of the earlier one, ${evidence.distinctInliers} corresponding points`;
}

export function describeEdits(edits: readonly Edit[], language: Language): string {
  const terms = TERMS[language];
  return edits
    .map(({ code, amount, unit }) => {
      const measured = amount === null ? '' : terms.amount(amount, unit);
      return measured ? `${terms.edit[code]} (${measured})` : terms.edit[code];
    })
    .join(', ');
}

export function describeComparison(result: ComparisonResult, language: Language): string {
  const terms = TERMS[language];
  if (result.status === 'not-comparable')
    return `${result.which}: ${terms.grade['not-comparable']} – ${terms.reason[result.reason]}`;
  const { finding } = result;
  return [terms.grade[finding.grade], describeCommon(finding, language), describeEdits(finding.edits, language)]
    .filter((part) => part !== '')
    .join(' · ');
}
