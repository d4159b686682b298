import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusteredRate } from '../../../bench/recognition/statistics/clustered-rate.ts';
import { exactInterval } from '../../../bench/recognition/statistics/exact-bound.ts';
import { angleErrorDeg, regionIou, scaleError } from '../../../bench/recognition/statistics/explanation-errors.ts';
import {
  cllr,
  cllrMin,
  elub,
  fitLogisticCalibration,
  fitPav,
  reliabilityPoints,
  tippettPoints,
} from '../../../bench/recognition/statistics/likelihood-ratio.ts';
import {
  cellWeights,
  microAveragePrecision,
  recallAtFalseAlarms,
  recallAtPrecision,
} from '../../../bench/recognition/statistics/retrieval.ts';
import { wilsonRate } from '../../../bench/statistics.ts';

test('one check a design gives nearly the plain Wilson interval', () => {
  const rate = clusteredRate(Array.from({ length: 100 }, (_, i) => ({ cluster: `${i}`, hit: i < 80 })));
  expect(rate.designEffect).toBeCloseTo(100 / 99, 6);
  expect(rate.lower).toBeCloseTo(wilsonRate(80, 100).lower, 2);
});

test('checks of a design that all agree count as one', () => {
  const trials = Array.from({ length: 100 }, (_, i) => ({ cluster: `${i % 20}`, hit: i % 20 < 16 }));
  const rate = clusteredRate(trials);
  expect(rate.designEffect).toBeCloseTo((5 * 20) / 19, 6);
  expect(rate.rate).toBeCloseTo(0.8);
  expect(clusteredRate(trials.map((trial) => ({ ...trial, hit: true }))).lower).toBeCloseTo(
    wilsonRate(20, 20).lower,
    9,
  );
});

test('exact bounds agree with closed forms and published ones', () => {
  expect(exactInterval(0, 10_000, 0.9).upper).toBeCloseTo(1 - 0.05 ** (1 / 10_000), 10);
  const half = exactInterval(5, 10);
  expect(half.lower).toBeCloseTo(0.187086, 5);
  expect(half.upper).toBeCloseTo(0.812914, 5);
  expect(() => exactInterval(3, 2)).toThrow(RangeError);
});

test('micro-average precision, by hand', () => {
  const predictions = [
    { score: 0.9, right: true, weight: 1 },
    { score: 0.8, right: false, weight: 1 },
    { score: 0.7, right: true, weight: 1 },
  ];
  expect(microAveragePrecision(predictions, 2)).toBeCloseTo((1 + 2 / 3) / 2);
  expect(microAveragePrecision(predictions, 4)).toBeCloseTo((1 + 2 / 3) / 4);
  expect(recallAtPrecision(predictions, 2, 0.9)).toBe(0.5);
});

test('equal scores gain nothing from their order', () => {
  const tied = [true, false].map((right) => ({ score: 1, right, weight: 1 }));
  expect(microAveragePrecision(tied, 1)).toBe(0.5);
  expect(microAveragePrecision([...tied].reverse(), 1)).toBe(0.5);
});

test('recall at false alarms moves the threshold past the allowed share', () => {
  const check = (rightScore: number | undefined, wrongScore: number) => ({
    ...{ weight: 1, hasOriginal: rightScore !== undefined },
    ...{ rightScore, wrongScore },
  });
  const checks = [check(0.9, 0.1), check(0.6, 0.2), check(undefined, 0.7), check(undefined, 0.3)];
  expect(recallAtFalseAlarms(checks, 0)).toBe(0.5);
  expect(recallAtFalseAlarms(checks, 0.25)).toBe(1);
});

test('cells weigh the same and both halves together one', () => {
  const checks = [
    ...Array.from({ length: 3 }, () => ({ cell: 'a', hasOriginal: true })),
    { cell: 'b', hasOriginal: true },
    { cell: 'unrelated', hasOriginal: false },
  ];
  expect(cellWeights(checks)).toEqual([1 / 12, 1 / 12, 1 / 12, 0.25, 0.5].map((w) => expect.closeTo(w, 12)));
});

test('Cllr: silence costs 1, right statements little', () => {
  expect(cllr({ same: [0], different: [0, 0] })).toBe(1);
  expect(cllr({ same: [1], different: [-1] })).toBeCloseTo(Math.log2(1.1), 12);
});

test('Cllr_min is 0 for separable scores, 1 for useless ones, and never above Cllr', () => {
  expect(cllrMin({ same: [3, 4], different: [1, 2] })).toBe(0);
  expect(cllrMin({ same: [1, 2], different: [1, 2] })).toBeCloseTo(1, 12);
  const scores = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(scores, scores, (same, different) => {
      expect(cllrMin({ same, different })).toBeLessThanOrEqual(cllr({ same, different }) + 1e-9);
    }),
    { seed: 7 },
  );
});

test('PAV pools what is out of order, by hand', () => {
  const calibrate = fitPav({ same: [2, 4], different: [1, 3] });
  expect(calibrate(2.5)).toBeCloseTo(0, 12);
  expect(calibrate(1)).toBe(Number.NEGATIVE_INFINITY);
  expect(calibrate(9)).toBe(Number.POSITIVE_INFINITY);
});

test('logistic calibration finds the ratio of two normal distributions', () => {
  const quantiles = Array.from({ length: 400 }, (_, i) => normalQuantile((i + 0.5) / 400));
  const { intercept, slope } = fitLogisticCalibration({
    same: quantiles.map((z) => z + 1),
    different: quantiles.map((z) => z - 1),
  });
  // ln LR of N(1,1) against N(−1,1) is 2x.
  expect(slope).toBeGreaterThan(1.9);
  expect(slope).toBeLessThan(2.1);
  expect(intercept).toBeCloseTo(0, 4);
});

test('perfect separation supports ratios up to the number of pairs and no further', () => {
  const bounds = elub({ same: Array(100).fill(20), different: Array(100).fill(-20) });
  expect(bounds.upper).toBeCloseTo(2, 2);
  expect(bounds.lower).toBeCloseTo(-2, 2);
  expect(elub({ same: [-1, 1], different: [-1, 1] })).toEqual({ lower: 0, upper: 0 });
});

test('Tippett and reliability points', () => {
  const pairs = { same: [1, 1], different: [-1, 1] };
  expect(tippettPoints(pairs, 3)).toEqual([
    { log10LR: -1, same: 1, different: 1 },
    { log10LR: 0, same: 1, different: 0.5 },
    { log10LR: 1, same: 1, different: 0.5 },
  ]);
  expect(reliabilityPoints(pairs)[9]).toEqual({
    pairs: 3,
    stated: expect.closeTo(10 / 11, 12),
    observed: expect.closeTo(2 / 3, 12),
  });
});

test('regions, angles and scales', () => {
  const square = (x: number) =>
    [
      [x, 0],
      [x + 50, 0],
      [x + 50, 100],
      [x, 100],
    ] as const;
  const size = { widthPx: 100, heightPx: 100 };
  expect(regionIou([square(0)], [square(25)], size, 100)).toBeCloseTo(1 / 3, 2);
  expect(regionIou([square(0), square(50)], [square(0)], size)).toBeCloseTo(0.5, 2);
  expect(angleErrorDeg(359, 2)).toBe(3);
  expect(angleErrorDeg(89, 1, 90)).toBe(2);
  expect(scaleError(1.9, 2)).toBeCloseTo(0.05);
});

/** Inverse of the normal distribution by bisection of its integral. */
function normalQuantile(p: number): number {
  const upTo = (x: number) => {
    let sum = 0;
    const step = (x + 8) / 400;
    for (let i = 0; i < 400; i++) sum += Math.exp(-((-8 + (i + 0.5) * step) ** 2) / 2) * step;
    return sum / Math.sqrt(2 * Math.PI);
  };
  let [low, high] = [-8, 8];
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2;
    if (upTo(middle) < p) low = middle;
    else high = middle;
  }
  return low;
}
