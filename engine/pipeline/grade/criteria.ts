import type { CriterionFinding } from '../../core/finding.ts';
import type { Measurements } from './measurements.ts';

/**
 * The measured quantity behind each of the seven criteria (Keqiao 2013). What a machine cannot judge has no value: it is the examiner's.
 * `scale` is the motif size ratio candidate/query.
 */
export function measureCriteria(m: Measurements, scale: number | null): CriterionFinding[] {
  return [
    { criterion: 'overall-effect', quantity: 'structural-agreement', value: m.aligned ? round(m.agreement) : null },
    {
      criterion: 'internal-relation',
      quantity: 'corresponding-motif-positions',
      value: m.aligned ? m.distinctInliers : null,
    },
    { criterion: 'change-of-meaning', quantity: 'not-measured', value: null },
    { criterion: 'element-size-and-role', quantity: 'motif-size-ratio', value: scale === null ? null : round(scale) },
    {
      criterion: 'colour-change',
      quantity: 'mean-delta-e-2000',
      value: m.colourDistance === null ? null : round(m.colourDistance),
    },
    {
      criterion: 'source-material',
      quantity: 'information-of-common-part',
      value: m.aligned ? round(m.information) : null,
    },
    {
      criterion: 'new-elements',
      quantity: 'area-share-outside-common-part',
      value: m.aligned ? round(1 - m.coverageQuery) : null,
    },
  ];
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
