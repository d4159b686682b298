import type { Logger } from 'pino';
import type { Config } from './config/settings.ts';
import { Allowance } from './http/admission.ts';
import type { ApiContext } from './http/context.ts';
import { IDEMPOTENCY_KEYS_MAX, IDEMPOTENCY_TTL_MS, RATE_LIMITED_CLIENTS_MAX } from './http/limits.ts';
import { memoryIdempotencyStore } from './http/memory-idempotency.ts';
import { createMetrics } from './http/metrics.ts';
import { RateLimiter } from './http/rate-limiter.ts';
import { digestOfToken, makeToken } from './http/write-token.ts';

const MEGABYTE = 1024 * 1024;

/** Builds all that requests are served with. */
export async function createContext(config: Config, log: Logger): Promise<ApiContext> {
  const requestsInFlight = new Allowance(config.server.maxRequestsInFlight);
  const uploadBytesInFlight = new Allowance(config.server.maxUploadMegabytes * MEGABYTE);
  return {
    config,
    log,
    tokenDigest: digestOfToken(config.server.token ?? makeToken()),
    metrics: createMetrics(() => ({
      tasksWaiting: 0,
      tasksRunning: 0,
      libraryPatterns: 0,
      libraryPosition: 0,
      requestsInFlight: requestsInFlight.taken,
      uploadBytesInFlight: uploadBytesInFlight.taken,
    })),
    idempotency: memoryIdempotencyStore({ ttlMs: IDEMPOTENCY_TTL_MS, keysMax: IDEMPOTENCY_KEYS_MAX }),
    rateLimiter: new RateLimiter({ ...limitOf(config), clientsMax: RATE_LIMITED_CLIENTS_MAX }),
    requestsInFlight,
    uploadBytesInFlight,
    lifecycle: { stopping: false },
  };
}

function limitOf({ rateLimit }: Config): { perMinute: number; burst: number } {
  return { perMinute: rateLimit.checksPerMinute, burst: rateLimit.burst };
}
