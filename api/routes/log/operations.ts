import type { AnyOperation } from '../../http/operation.ts';
import { getConsistencyProof } from './get-consistency-proof.ts';
import { getInclusionProof } from './get-inclusion-proof.ts';
import { readLogCheckpoint } from './read-log-checkpoint.ts';
import { readLogKeys } from './read-log-keys.ts';
import { readRecordSchemas } from './read-record-schemas.ts';

export const LOG_OPERATIONS: readonly AnyOperation[] = [
  readLogCheckpoint,
  readLogKeys,
  readRecordSchemas,
  getInclusionProof,
  getConsistencyProof,
];
