import { isIPv6 } from 'node:net';

export interface RateLimit {
  /** Long-run rate; 0 sets no limit. */
  readonly perMinute: number;
  /** Requests that may come at once after a pause. */
  readonly burst: number;
  /** Clients remembered; the one that came longest ago is forgotten first. */
  readonly clientsMax: number;
}

interface Bucket {
  tokens: number;
  filledMs: number;
}

/** A token bucket for each client address. */
export class RateLimiter {
  readonly limit: RateLimit;
  readonly #now: () => number;
  /** Least recently used first: a Map keeps the order of insertion. */
  readonly #buckets = new Map<string, Bucket>();

  /** `now` counts milliseconds on a clock that never runs backwards. */
  constructor(limit: RateLimit, now: () => number = () => performance.now()) {
    this.limit = limit;
    this.#now = now;
  }

  /** Takes one token: 0 when there was one, otherwise the seconds until there will be. */
  take(address: string): number {
    const { perMinute, burst, clientsMax } = this.limit;
    if (perMinute === 0) return 0;
    const client = clientOf(address);
    const nowMs = this.#now();
    const known = this.#buckets.get(client) ?? { tokens: burst, filledMs: nowMs };
    const tokens = Math.min(burst, known.tokens + ((nowMs - known.filledMs) * perMinute) / 60_000);
    const granted = tokens >= 1;
    this.#buckets.delete(client);
    if (this.#buckets.size >= clientsMax) this.#buckets.delete(this.#buckets.keys().next().value!);
    this.#buckets.set(client, { tokens: granted ? tokens - 1 : tokens, filledMs: nowMs });
    return granted ? 0 : ((1 - tokens) * 60) / perMinute;
  }
}

/** One IPv6 customer holds a whole /64, so that is what counts as one client. */
function clientOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  return isIPv6(plain) ? expandIpv6(plain).slice(0, 4).join(':') : plain;
}

function expandIpv6(address: string): readonly string[] {
  const [head = '', tail = ''] = address.split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''));
}
