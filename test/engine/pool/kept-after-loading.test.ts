import { expect, it } from 'vitest';
import { keptAfterLoading } from '../../../engine/pool/kept-after-loading.ts';

it('loads once, however many ask at the same time or later', async () => {
  let loads = 0;
  const load = keptAfterLoading(async () => ++loads);
  expect(await Promise.all([load(), load()])).toEqual([1, 1]);
  expect(await load()).toBe(1);
});

it('loads again after a load that failed', async () => {
  let loads = 0;
  const load = keptAfterLoading(async () => {
    if (++loads === 1) throw new Error('not there yet');
    return loads;
  });
  await expect(load()).rejects.toThrow('not there yet');
  expect(await load()).toBe(2);
  expect(await load()).toBe(2);
});
