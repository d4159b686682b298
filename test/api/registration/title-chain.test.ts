import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../api/registration/calendar/dates.ts';
import {
  addShares,
  compareShares,
  formatShare,
  parseShare,
  type Share,
  WHOLE,
} from '../../../api/registration/share.ts';
import { appendToChain, type ChainEntry, currentHolders, holdersOn } from '../../../api/registration/title-chain.ts';

const entry = (from: string | null, to: Record<string, string>, effectiveOn: string): ChainEntry => ({
  event: from === null ? 'origin' : 'transfer',
  effectiveOn,
  from,
  to: Object.entries(to).map(([holder, share]) => ({ holder, share: parseShare(share) })),
  basis: 'contract',
  evidence: ['contract 1'],
});
const grown = (...entries: ChainEntry[]) =>
  entries.reduce<readonly ChainEntry[]>((chain, next) => {
    const result = appendToChain(chain, next);
    if ('fault' in result) throw new Error(result.fault.code);
    return result.chain;
  }, []);
const shown = (holders: ReadonlyMap<string, Share>) =>
  Object.fromEntries([...holders].map(([name, share]) => [name, formatShare(share)]));

describe('the title chain', () => {
  const chain = grown(
    entry(null, { Lin: '1/2', Mill: '1/2' }, '2024-05-01'),
    entry('Lin', { Chen: '1/3' }, '2025-01-01'),
    entry('Mill', { Chen: '1/4', Lin: '1/4' }, '2026-01-01'),
  );

  it('tells who held what on any date', () => {
    expect(shown(holdersOn(chain, '2024-04-30'))).toEqual({});
    expect(shown(holdersOn(chain, '2024-12-31'))).toEqual({ Lin: '1/2', Mill: '1/2' });
    expect(shown(holdersOn(chain, '2025-01-01'))).toEqual({ Lin: '1/6', Mill: '1/2', Chen: '1/3' });
    expect(shown(currentHolders(chain))).toEqual({ Lin: '5/12', Chen: '7/12' });
  });

  it.each([
    ['a transfer by somebody who holds nothing', entry('Wang', { Chen: '1/2' }, '2026-02-01'), 'not-a-holder'],
    [
      'a transfer by somebody who has passed everything on',
      entry('Mill', { Chen: '1/9' }, '2026-02-01'),
      'not-a-holder',
    ],
    ['more than is held', entry('Lin', { Chen: '1/2' }, '2026-02-01'), 'share-too-large'],
    ['an entry dated before the last one', entry('Lin', { Chen: '1/9' }, '2025-12-31'), 'before-the-last'],
    ['a second origin', entry(null, { Wang: '1/1' }, '2026-02-01'), 'origin-misplaced'],
    ['a transfer to oneself', entry('Lin', { Lin: '1/9' }, '2026-02-01'), 'nothing-passes'],
  ])('refuses %s', (_, next, code) => {
    expect(appendToChain(chain, next)).toMatchObject({ fault: { code } });
  });

  it('begins with a whole right', () => {
    expect(appendToChain([], entry(null, { Lin: '1/2' }, '2024-05-01'))).toEqual({ fault: { code: 'not-whole' } });
    expect(appendToChain([], entry('Lin', { Chen: '1/2' }, '2024-05-01'))).toEqual({
      fault: { code: 'origin-misplaced' },
    });
  });

  it('keeps the shares whole and leaves the past as it was, whatever is asked for', () => {
    const people = ['A', 'B', 'C', 'D'];
    const attempt = fc.record({
      from: fc.constantFrom(...people),
      to: fc.constantFrom(...people),
      share: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 9, max: 30 })),
      days: fc.integer({ min: -2, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 30 }), (attempts) => {
        let current = grown(entry(null, { A: '1/1' }, '2020-01-01'));
        let day = '2020-01-01';
        for (const { from, to, share, days } of attempts) {
          day = addDays(day, days);
          const heldBefore = currentHolders(current);
          const past = addDays(current.at(-1)!.effectiveOn, -1);
          const pastBefore = shown(holdersOn(current, past));
          const part = parseShare(share.join('/'));
          const result = appendToChain(current, entry(from, { [to]: share.join('/') }, day));
          const held = heldBefore.get(from);
          const rightful =
            held !== undefined && from !== to && compareShares(part, held) <= 0 && day >= current.at(-1)!.effectiveOn;
          expect('chain' in result).toBe(rightful);
          if ('chain' in result) current = result.chain;
          const total = [...currentHolders(current).values()].reduce<Share | undefined>(
            (sum, one) => addShares(sum, one),
            undefined,
          );
          expect(total).toEqual(WHOLE);
          for (const one of currentHolders(current).values()) expect(one.numerator > 0n).toBe(true);
          expect(shown(holdersOn(current, past))).toEqual(pastBefore);
        }
      }),
      { numRuns: 200 },
    );
  });
});
