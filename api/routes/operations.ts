import type { AnyOperation } from '../http/operation.ts';
import { checkHealth } from './check-health.ts';
import { readMetrics } from './read-metrics.ts';

/** Every operation of the API, in the order of the documentation. */
export const OPERATIONS: readonly AnyOperation[] = [checkHealth, readMetrics];
