import type { Logger } from 'pino';
import type { Config } from '../config/settings.ts';
import type { ServiceContext } from '../services/context.ts';
import type { Allowance } from './admission.ts';
import type { IdempotencyStore } from './idempotency.ts';
import type { Metrics } from './metrics.ts';
import type { RateLimitName, Repetition } from './operation.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** Everything a request handler works with; built once, passed on, never global. */
export interface ApiContext {
  readonly config: Config;
  readonly services: ServiceContext;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** SHA-256 of the token for writing that the operator has set, hexadecimal. */
  readonly configuredTokenDigest: string | undefined;
  readonly idempotency: Readonly<Record<Repetition, IdempotencyStore>>;
  readonly rateLimiters: Readonly<Record<RateLimitName, RateLimiter>>;
  readonly requestsInFlight: Allowance;
  readonly uploadBytesInFlight: Allowance;
  readonly backupsInFlight: Allowance;
  /** Turns true when the server has begun to stop. */
  readonly lifecycle: { stopping: boolean };
}
