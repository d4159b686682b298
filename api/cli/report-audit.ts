import type { Language } from '../config/settings.ts';
import type { AuditedPattern, AuditStar } from '../schemas/library-audit.ts';
import { COMMAND_TEXTS } from '../texts/command-texts.ts';
import { TERMS } from '../texts/terms.ts';
import { printable } from './output.ts';
import { describeEdits } from './report-check.ts';

/** A star as lines for a person: the earlier record, under it each later one with what it is to it. */
export function describeStar({ reference, members, weakest }: AuditStar, language: Language): string {
  const terms = TERMS[language];
  const lines = members.map(({ pattern, grade, edits }) => {
    const parts = [terms.grade[grade], describePattern(pattern, language), describeEdits(edits, language)];
    return `  ${parts.filter((part) => part !== '').join(' · ')}`;
  });
  const weak =
    members.length > 1 ? [`  ${COMMAND_TEXTS[language].weakest(terms.grade[weakest.grade], weakest.id)}`] : [];
  return [describePattern(reference, language), ...lines, ...weak].join('\n');
}

function describePattern(pattern: AuditedPattern, language: Language): string {
  const evidence = COMMAND_TEXTS[language].dateEvidence[pattern.evidence];
  const parts = [
    printable(pattern.title),
    pattern.registrationNumber ?? pattern.id,
    printable(pattern.owner ?? ''),
    `${pattern.date.slice(0, 10)} (${evidence})`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
