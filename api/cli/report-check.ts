import type { Edit } from '../../engine/index.ts';
import type { Language } from '../config/settings.ts';
import type { Candidate, CheckResult, ComparisonResult, RestrictedHit } from '../schemas/check-result.ts';
import { DATE_EVIDENCE, type DatedFact } from '../schemas/pattern.ts';
import { datesOfWork } from '../schemas/work-dates.ts';
import { COMMAND_TEXTS } from '../texts/command-texts.ts';
import { TERMS } from '../texts/terms.ts';
import { printable } from './output.ts';

/** A check result as lines for a person. Never a bare percentage: the grade, what is in common, what was changed. */
export function describeCheck(file: string, result: CheckResult, language: Language): string {
  const terms = TERMS[language];
  const name = printable(file);
  if (result.status === 'rejected') return `${name}: ${printable(result.message)} [${result.code}]`;
  if (result.status === 'not-comparable')
    return `${name}: ${terms.grade['not-comparable']} – ${terms.reason[result.reason]}`;
  const searched = COMMAND_TEXTS[language].searched(result.worksSearched, Math.round(result.timingsMs.total));
  const head = `${name}: ${terms.grade[result.grade]} (${searched})`;
  const found = result.candidates.filter((candidate) => candidate.grade !== 'no-match');
  const { motif: said } = COMMAND_TEXTS[language];
  const motifs = (result.motifs ?? []).map(({ name: motif, rights, coverage }) =>
    said.seen(printable(motif), said.rightsOf[rights], Math.round(coverage.picture * 100)),
  );
  const notes = result.onlyKnownMotifs ? [...motifs, said.only] : motifs;
  return [
    head,
    ...notes.map((note) => `  ${note}`),
    ...found.map((candidate) => `  ${describeCandidate(candidate, language)}`),
    ...(result.restricted ?? []).map((hit) => `  ${describeRestricted(hit, language)}`),
  ].join('\n');
}

/** That there is an earlier record which whoever asks may not see: all that he is told of it. */
function describeRestricted({ grade, date, contact }: RestrictedHit, language: Language): string {
  const { restricted } = COMMAND_TEXTS[language];
  return `${TERMS[language].grade[grade]}: ${restricted(date, contact === null ? null : printable(contact))}`;
}

/** The best evidenced date of a work in whichever version was found, then the earliest. */
function bestDateOf(candidate: Candidate): DatedFact | undefined {
  const weight = ({ evidence }: DatedFact) => DATE_EVIDENCE.indexOf(evidence);
  return datesOfWork(candidate)
    .map(({ fact }) => fact)
    .sort((a, b) => weight(a) - weight(b) || Date.parse(a.date) - Date.parse(b.date))[0];
}

export function describeCandidate(candidate: Candidate, language: Language): string {
  const terms = TERMS[language];
  const { dateEvidence } = COMMAND_TEXTS[language];
  const best = bestDateOf(candidate);
  const parts = [
    `${terms.grade[candidate.grade]}: ${printable(candidate.title)}`,
    candidate.registrationNumber ?? candidate.id,
    candidate.owner ?? '',
    candidate.otherVersions ? COMMAND_TEXTS[language].otherVersions(candidate.otherVersions.length) : '',
    best ? `${best.date.slice(0, 10)} (${dateEvidence[best.evidence]})` : '',
    describeCommon(candidate, language),
    describeEdits(candidate.edits, language),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function describeCommon({ coverage, evidence }: Pick<Candidate, 'coverage' | 'evidence'>, language: Language): string {
  const percent = (share: number) => Math.round(share * 100);
  return COMMAND_TEXTS[language].common(percent(coverage.query), percent(coverage.candidate), evidence.distinctInliers);
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
  if (result.status === 'not-comparable') {
    const which = COMMAND_TEXTS[language].side[result.which];
    return `${which}: ${terms.grade['not-comparable']} – ${terms.reason[result.reason]}`;
  }
  const { finding } = result;
  return [terms.grade[finding.grade], describeCommon(finding, language), describeEdits(finding.edits, language)]
    .filter((part) => part !== '')
    .join(' · ');
}
