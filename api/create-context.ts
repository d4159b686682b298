import type { Logger } from 'pino';
import type { Config } from './config/settings.ts';
import { Allowance } from './http/admission.ts';
import type { ApiContext } from './http/context.ts';
import { databaseIdempotency } from './http/idempotency.ts';
import {
  BACKUPS_IN_FLIGHT_MAX,
  IDEMPOTENCY_KEYS_MAX,
  IDEMPOTENCY_TTL_MS,
  RATE_LIMITED_CLIENTS_MAX,
} from './http/limits.ts';
import { memoryIdempotency } from './http/memory-idempotency.ts';
import { createMetrics } from './http/metrics.ts';
import { RateLimiter } from './http/rate-limiter.ts';
import { digestOfToken } from './services/access/secret-token.ts';
import { introduceWriteToken } from './services/access/write-token.ts';
import type { ServiceContext } from './services/context.ts';

const MEGABYTE = 1024 * 1024;

export interface CreatedContext {
  readonly context: ApiContext;
  /** Made just now, for printing this once: only its digest is kept. */
  readonly freshToken: string | undefined;
}

/** Builds, once, all that requests are served with. */
export async function createContext(config: Config, services: ServiceContext, log: Logger): Promise<CreatedContext> {
  const requestsInFlight = new Allowance(config.server.maxRequestsInFlight);
  const uploadBytesInFlight = new Allowance(config.server.maxUploadMegabytes * MEGABYTE);
  const { token } = config.server;
  const freshToken = token === null ? await introduceWriteToken(services.store) : undefined;
  const { checksPerMinute, burst, signInsPerMinute } = config.rateLimit;
  const clientsMax = RATE_LIMITED_CLIENTS_MAX;
  const context: ApiContext = {
    config,
    services,
    log,
    configuredTokenDigest: token === null ? undefined : digestOfToken(token),
    metrics: createMetrics(() => ({
      tasksWaiting: services.engine.load().waiting,
      tasksRunning: services.engine.load().running,
      libraryPatterns: services.library.size,
      libraryPosition: services.library.position,
      requestsInFlight: requestsInFlight.taken,
      uploadBytesInFlight: uploadBytesInFlight.taken,
    })),
    idempotency: {
      replayed: databaseIdempotency(services.store, IDEMPOTENCY_TTL_MS),
      're-executed': memoryIdempotency({ ttlMs: IDEMPOTENCY_TTL_MS, keysMax: IDEMPOTENCY_KEYS_MAX }),
    },
    rateLimiters: {
      checks: new RateLimiter({ perMinute: checksPerMinute, burst, clientsMax }),
      credentials: new RateLimiter({ perMinute: signInsPerMinute, burst: Math.max(1, signInsPerMinute), clientsMax }),
    },
    requestsInFlight,
    uploadBytesInFlight,
    backupsInFlight: new Allowance(BACKUPS_IN_FLIGHT_MAX),
    lifecycle: { stopping: false },
  };
  return { context, freshToken };
}
