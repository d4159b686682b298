import { explanationRates } from './measure/explanation.ts';
import { failuresOf } from './measure/failures.ts';
import { falseFindings } from './measure/false-findings.ts';
import { gradeTable } from './measure/grade-table.ts';
import { likelihoodTable } from './measure/likelihood.ts';
import { cellRates, rateWithin, retrievalSummary } from './measure/retrieval-table.ts';
import { type ScoredCheck, scoredByEngine } from './measure/scored-check.ts';
import type { Check, PlanSizes } from './plan.ts';
import { goalRows, type RecognitionReport } from './report.ts';
import type { RunResult } from './run.ts';

/** All figures of a run. `methods` are peers and parts of our own pipeline, scored on the same checks. */
export function assembleReport(
  sizes: PlanSizes,
  result: RunResult,
  methods: readonly { readonly name: string; readonly scored: readonly ScoredCheck[] }[],
): RecognitionReport {
  const { plan, answers, versions, registered } = result;
  const scored = scoredByEngine(plan.checks, answers);
  const from = (source: Check['source']) => scored.filter(({ check }) => check.source === source);
  const ofKind = (kind: Check['kind']) => plan.checks.filter((check) => check.kind === kind);
  const generated = from('generated');
  const reference = from('reference');
  return {
    sizes: { ...sizes },
    versions: { ...versions, run: result.key },
    library: registered.length,
    cells: cellRates(scored),
    goals: goalRows(
      generated.filter(({ check }) => check.kind === 'copy'),
      (of) => rateWithin(of, 1),
    ),
    generated: retrievalSummary(generated),
    reference: reference.length ? retrievalSummary(reference) : undefined,
    methods: methods.map((method) => ({ name: method.name, summary: retrievalSummary(method.scored) })),
    grades: gradeTable(plan.checks, answers),
    unrelated: falseFindings(ofKind('left-out'), answers),
    copiesElsewhere: falseFindings(ofKind('copy'), answers),
    lookAlikes: falseFindings(ofKind('look-alike'), answers),
    explanation: explanationRates(plan.checks, answers),
    likelihood: likelihoodTable(plan.checks, answers),
    failures: failuresOf(plan.checks, answers),
  };
}
