import type { Finding } from '../../../engine/index.ts';
import { DECIMALS, type ReportedComparison } from '../../proof/similarity-report.ts';

/** The one place where a report's numbers are rounded. Never −0, which RFC 8785 would write as 0 anyway. */
export function rounded(value: number, kind: keyof typeof DECIMALS): number {
  const factor = 10 ** DECIMALS[kind];
  return Math.round(value * factor) / factor + 0;
}

/** Quantities of the evidence that are neither shares nor cosines. */
const EVIDENCE_KINDS: Readonly<Record<string, keyof typeof DECIMALS>> = {
  logOdds: 'logarithm',
  drawingLogOdds: 'logarithm',
  colourDistance: 'amount',
};

const CRITERION_KINDS: Readonly<Record<string, keyof typeof DECIMALS>> = {
  'mean-delta-e-2000': 'amount',
  'corresponding-motif-positions': 'corner',
};

/** `withRatio`: error rates hold for the versions that answered; otherwise no likelihood ratio is stated. */
export function roundedComparison(finding: Finding, withRatio: boolean): ReportedComparison {
  const share = (value: number) => rounded(value, 'share');
  const { log10LR, transform } = finding;
  return {
    grade: finding.grade,
    score: share(finding.score),
    ...(withRatio &&
      log10LR && {
        log10LR: {
          value: rounded(log10LR.value, 'logarithm'),
          lower: rounded(log10LR.lower, 'logarithm'),
          upper: rounded(log10LR.upper, 'logarithm'),
        },
      }),
    coverage: { query: share(finding.coverage.query), candidate: share(finding.coverage.candidate) },
    region: { query: corners(finding.region.query), candidate: corners(finding.region.candidate) },
    transform: transform && { ...transform, matrix: transform.matrix.map(matrixEntry) },
    edits: finding.edits.map(({ code, amount, unit }) => ({
      code,
      amount: amount === null ? null : rounded(amount, unit === 'area-share' ? 'share' : 'amount'),
      unit,
    })),
    criteria: finding.criteria.map(({ criterion, quantity, value }) => ({
      criterion,
      quantity,
      value: value === null ? null : rounded(value, CRITERION_KINDS[quantity] ?? 'share'),
    })),
    evidence: roundedEvidence(finding.evidence),
  };
}

const corners = (polygons: Finding['region']['query']): [number, number][][] =>
  polygons.map((polygon) => polygon.map(([x, y]): [number, number] => [rounded(x, 'corner'), rounded(y, 'corner')]));

/** Shifts are in pixels, the others have no unit. */
const matrixEntry = (value: number, place: number): number =>
  rounded(value, place === 2 || place === 5 ? 'amount' : 'matrix');

function roundedEvidence(evidence: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(evidence).flatMap(([name, value]: [string, unknown]) => {
      if (value === undefined) return [];
      if (typeof value === 'number') return [[name, rounded(value, EVIDENCE_KINDS[name] ?? 'share')] as const];
      if (typeof value === 'object' && value !== null) return [[name, roundedEvidence(value)] as const];
      return [[name, value] as const];
    }),
  );
}
