import type { CriterionFinding } from '../../core/finding.ts';
import type { Measurements } from './measurements.ts';

/**
 * The measured quantity behind each of the seven criteria (Keqiao 2013). What a machine cannot judge has no value: it is the examiner's.
 * `isShared`: the two have something in common, so that geometry means something. `scale`: motif size ratio candidate/query.
 */
export function measureCriteria(m: Measurements, isShared: boolean, scale: number): CriterionFinding[] {
  return [
    { criterion: 'overall-effect', quantity: 'structural-agreement', value: isShared ? round(m.agreement) : null },
    {
      criterion: 'internal-relation',
      quantity: 'corresponding-motif-positions',
      value: isShared ? m.distinctInliers : null,
    },
    { criterion: 'change-of-meaning', quantity: 'not-measured', value: null },
    { criterion: 'element-size-and-role', quantity: 'motif-size-ratio', value: isShared ? round(scale) : null },
    {
      criterion: 'colour-change',
      quantity: 'mean-delta-e-2000',
      value: isShared && m.colourDistance !== null ? round(m.colourDistance) : null,
    },
    {
      criterion: 'source-material',
      quantity: 'information-of-common-part',
      value: isShared ? round(m.information) : null,
    },
    {
      criterion: 'new-elements',
      quantity: 'area-share-outside-common-part',
      value: isShared ? round(1 - m.coverageQuery) : null,
    },
  ];
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
