import { parseCheckpoint } from '../proof/note/checkpoint.ts';
import { parseNote } from '../proof/note/signed-note.ts';
import { type ReportFindings, type SimilarityReport, verbalScaleOf } from '../proof/similarity-report.ts';
import { TERMS, type Terms } from '../texts/terms.ts';
import type { Row } from './draw-rows.ts';
import { reportFont } from './font.ts';
import { MEASURED_EDITS } from './measured-edits.ts';
import { REPORT_TEXTS, type ReportTexts } from './report-texts.ts';

type Listed = ReportFindings['records'][number];
type Language = 'zh' | 'en';

/** What people typed may have characters that the font lacks. */
const shown = (text: string): string => reportFont().printable(text);

const gradeOf = (grade: string, terms: Terms): string => terms.grade[grade as keyof Terms['grade']] ?? grade;

export function orderRows({ findings, attestation }: SimilarityReport, language: Language): readonly Row[] {
  const { label, propositions, none, between, nothingFound, alsoRestricted, colon, file } = REPORT_TEXTS[language];
  const terms = TERMS[language];
  const { statement } = attestation;
  const { takenOn, place, source } = statement.capture;
  const { picture } = findings.disputed;
  const captured = [takenOn, place, source].filter((part) => part !== null).map(shown);
  const results = findings.records.map(
    ({ rank, record, comparison }) => `${rank}. ${shown(record.title)}${colon}${gradeOf(comparison.grade, terms)}`,
  );
  if (results.length === 0) results.push(nothingFound);
  if (statement.restricted.length > 0) results.push(alsoRestricted(statement.restricted.length));
  return [
    [label.orderedAt, statement.orderedAt],
    [label.orderedBy, shown(statement.orderedBy)],
    [label.matter, statement.matter === null ? none : shown(statement.matter)],
    [label.claimant, statement.claimant === null ? none : shown(statement.claimant.name)],
    [label.respondent, statement.respondent === null ? none : shown(statement.respondent.name)],
    ...(statement.counters === null ? [] : [[label.counters, statement.counters] as const]),
    ...(statement.replaces === null ? [] : [[label.replaces, statement.replaces] as const]),
    [label.propositionDerived, propositions.derived],
    [label.propositionIndependent, propositions.independent],
    [label.disputed, `${picture.sha256}\n${file(picture.widthPx, picture.heightPx, picture.bytes)}`],
    [label.capture, captured.length === 0 ? none : captured.join(between)],
    [label.result, results.join('\n')],
  ];
}

export function recordRows(
  { record, comparison, palette }: Listed,
  report: SimilarityReport,
  language: Language,
): readonly Row[] {
  const texts = REPORT_TEXTS[language];
  const { label, none, between, aside, dateKind, evidence } = texts;
  const state: Readonly<Record<string, string>> = texts.state;
  const terms = TERMS[language];
  const dates = record.dates.map(
    (each) =>
      `${dateKind[each.kind] ?? each.kind} ${each.date.slice(0, 10)}${aside(evidence[each.evidence] ?? each.evidence)}`,
  );
  const edits = comparison.edits.map(({ code, amount, unit }) => {
    const said = amount === null ? '' : terms.amount(amount, unit as Parameters<Terms['amount']>[1]);
    return `${terms.edit[code as keyof Terms['edit']] ?? code}${said === '' ? '' : aside(said)}`;
  });
  const colours = (of: Listed['palette']) => of.map(({ colour, share }) => `${colour} ${share}`).join(', ');
  return [
    [label.record, record.id],
    [label.owner, record.owner === null ? none : shown(record.owner)],
    [label.number, record.registrationNumber === null ? none : shown(record.registrationNumber)],
    [label.status, record.status === null ? none : (state[record.status] ?? record.status)],
    [label.picture, record.picture.sha256],
    [label.dates, dates.join(between)],
    [label.grade, gradeOf(comparison.grade, terms)],
    [label.ratio, comparison.log10LR === undefined ? texts.noRatio : ratioOf(comparison.log10LR, texts)],
    [label.coverage, texts.coverage(String(comparison.coverage.query), String(comparison.coverage.candidate))],
    [label.transform, transformOf(comparison.transform, texts)],
    [label.edits, edits.length === 0 ? none : edits.join(between)],
    [label.palettes, `${colours(report.findings.disputed.palette)}\n→ ${colours(palette)}`],
    [label.rule, String(comparison.evidence.rule)],
  ];
}

/** With the proposition that it speaks for: a ratio below 1 is evidence against copying. */
function ratioOf(ratio: NonNullable<Listed['comparison']['log10LR']>, texts: ReportTexts): string {
  const word = verbalScaleOf(ratio);
  const favours = word === 'none' ? null : ratio.value > 0 ? 1 : 2;
  const { value, lower, upper } = ratio;
  return texts.ratio(String(value), String(lower), String(upper), favours, texts.scaleWord[word]);
}

function transformOf(transform: Listed['comparison']['transform'], texts: ReportTexts): string {
  if (transform === null) return texts.noTransform;
  const [a, b, tx, c, d, ty] = transform.matrix;
  return [
    `[${a} ${b} ${tx}; ${c} ${d} ${ty}]`,
    ...(transform.mirrored ? [texts.mirrored] : []),
    ...(transform.inverted ? [texts.inverted] : []),
    ...(transform.modulo === 'repeat-unit' ? [texts.modulo] : []),
  ].join(texts.between);
}

export function criteriaRows({ comparison }: Listed, language: Language): readonly Row[] {
  const { criterion, quantity, notMeasured, colon } = REPORT_TEXTS[language];
  return comparison.criteria.map((each) => [
    criterion[each.criterion] ?? each.criterion,
    each.quantity === 'not-measured'
      ? quantity['not-measured']!
      : `${quantity[each.quantity] ?? each.quantity}${colon}${each.value ?? notMeasured}`,
  ]);
}

export function judgementRows({ record }: Listed, report: SimilarityReport, language: Language): readonly Row[] {
  const { criterion, judgement, aside } = REPORT_TEXTS[language];
  return report.attestation.statement.judgements
    .filter((each) => each.record === record.id)
    .map((each) => [
      criterion[each.criterion] ?? each.criterion,
      `${judgement[each.judgement] ?? each.judgement}${aside(`${each.by}, ${each.at.slice(0, 10)}`)} ${shown(each.reason)}`,
    ]);
}

export function processingRows({ findings, attestation }: SimilarityReport, language: Language): readonly Row[] {
  const { label, none, between, aside, searched, notComparedFor, restrictedHit, rounding } = REPORT_TEXTS[language];
  const terms = TERMS[language];
  const { versions, programSha256, modelsSha256, libraryPosition, worksSearched, recordsMax } = findings.processing;
  const { proof, statement } = attestation;
  const joined = (parts: readonly string[]) => (parts.length === 0 ? none : parts.join('\n'));
  return [
    [
      label.versions,
      Object.entries(versions)
        .map(([part, version]) => `${part} ${version}`)
        .join(between),
    ],
    [label.digests, `${programSha256}\n${modelsSha256}`],
    [label.library, searched(worksSearched, libraryPosition, recordsMax)],
    [
      label.notCompared,
      joined(findings.notCompared.map(({ id, reason }) => `${id}${aside(notComparedFor[reason] ?? reason)}`)),
    ],
    [
      label.restricted,
      joined(
        statement.restricted.map(({ grade, date, contact }) =>
          restrictedHit(gradeOf(grade, terms), date, shown(contact ?? none)),
        ),
      ),
    ],
    [label.rounding, rounding(findings.decimals)],
    [label.log, `${parseCheckpoint(parseNote(proof.checkpoint).text).origin} #${proof.index}`],
  ];
}

/** How often the engine errs, with every edit that was measured; what the words for ratios mean; what no report can say. */
export function readingRows({ findings }: SimilarityReport, language: Language): readonly Row[] {
  const { label, noRates, rates, rate, wrong, found, source: sources, scale, limits, colon } = REPORT_TEXTS[language];
  const { errorRates } = findings;
  const said = (of: { hits: number; n: number; lower: number; upper: number }) =>
    rate(of.hits, of.n, String(of.lower), String(of.upper));
  const lines =
    errorRates === null
      ? [noRates]
      : [
          rates(errorRates.measuredOn, errorRates.library),
          ...(['unrelated', 'copiesOfOthers', 'lookAlikes'] as const).map(
            (kind) => `${wrong[kind]}${colon}${said(errorRates.wrongStrong[kind])}`,
          ),
          ...errorRates.copies.map(({ edit, source, strong }) => {
            const changed = found(MEASURED_EDITS[edit]?.[language] ?? edit, sources[source] ?? source);
            return `${changed}${colon}${said(strong)}`;
          }),
        ];
  return [
    [label.errorRates, lines.join('\n')],
    [label.scale, scale],
    [label.limits, limits],
  ];
}
