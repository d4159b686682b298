import type { AnyOperation } from '../http/operation.ts';
import { endSession } from './accounts/end-session.ts';
import { openSession } from './accounts/open-session.ts';
import { readSession } from './accounts/read-session.ts';
import { APPLICATION_OPERATIONS } from './applications/application-operations.ts';
import { checkHealth } from './check-health.ts';
import { checkReadiness } from './check-readiness.ts';
import { createBackup } from './create-backup.ts';
import { createCheck } from './create-check.ts';
import { createComparison } from './create-comparison.ts';
import { createPattern } from './create-pattern.ts';
import { deletePattern } from './delete-pattern.ts';
import { getPattern } from './get-pattern.ts';
import { listPatterns } from './list-patterns.ts';
import { LOG_OPERATIONS } from './log/operations.ts';
import { readMetrics } from './read-metrics.ts';
import { readPatternImage } from './read-pattern-image.ts';
import { readPatternThumbnail } from './read-pattern-thumbnail.ts';

/** Every operation of the API, in the order of the documentation. */
export const OPERATIONS: readonly AnyOperation[] = [
  createCheck,
  createComparison,
  createPattern,
  listPatterns,
  getPattern,
  readPatternImage,
  readPatternThumbnail,
  deletePattern,
  openSession,
  readSession,
  endSession,
  createBackup,
  ...APPLICATION_OPERATIONS,
  ...LOG_OPERATIONS,
  checkHealth,
  checkReadiness,
  readMetrics,
];
