import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateLimiter } from '../../../api/http/rate-limiter.ts';

const limiterAt = (limit: { perMinute: number; burst: number; clientsMax?: number }) => {
  const clock = { nowMs: 0 };
  return { clock, limiter: new RateLimiter({ clientsMax: 10, ...limit }, () => clock.nowMs) };
};

describe('RateLimiter', () => {
  it('lets a burst through, then says how long to wait, and lets the next one through after just that time', () => {
    const { clock, limiter } = limiterAt({ perMinute: 60, burst: 3 });
    expect([1, 2, 3].map(() => limiter.take('10.0.0.1'))).toEqual([0, 0, 0]);
    expect(limiter.take('10.0.0.1')).toBeCloseTo(1);
    clock.nowMs += 999;
    expect(limiter.take('10.0.0.1')).toBeGreaterThan(0);
    clock.nowMs += 2;
    expect(limiter.take('10.0.0.1')).toBe(0);
  });

  it('never grants more than the burst plus the rate allows, however requests are spaced', () => {
    const spacing = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(
        spacing,
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 20 }),
        (gapsMs, perMinute, burst) => {
          const { clock, limiter } = limiterAt({ perMinute, burst });
          let granted = 0;
          for (const gapMs of gapsMs) {
            clock.nowMs += gapMs;
            if (limiter.take('client') === 0) granted += 1;
          }
          expect(granted).toBeLessThanOrEqual(burst + (clock.nowMs * perMinute) / 60_000 + 1e-6);
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });

  it('counts every client for itself, but all addresses of one IPv6 /64 as one', () => {
    const { limiter } = limiterAt({ perMinute: 1, burst: 1 });
    expect(limiter.take('10.0.0.1')).toBe(0);
    expect(limiter.take('10.0.0.2')).toBe(0);
    expect(limiter.take('::ffff:10.0.0.1')).toBeGreaterThan(0);
    expect(limiter.take('2001:db8:0:1::1')).toBe(0);
    expect(limiter.take('2001:DB8::1:ffff:0:0:2')).toBeGreaterThan(0);
    expect(limiter.take('2001:db8:0:2::1')).toBe(0);
  });

  it('sets no limit at rate 0', () => {
    const { limiter } = limiterAt({ perMinute: 0, burst: 1 });
    for (let count = 0; count < 100; count += 1) expect(limiter.take('x')).toBe(0);
  });

  it('remembers a bounded number of clients and forgets the one that came longest ago', () => {
    const { limiter } = limiterAt({ perMinute: 1, burst: 1, clientsMax: 2 });
    limiter.take('a');
    limiter.take('b');
    limiter.take('a');
    limiter.take('c');
    expect(limiter.take('a')).toBeGreaterThan(0);
    expect(limiter.take('b')).toBe(0);
  });
});
