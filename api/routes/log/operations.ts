import type { AnyOperation } from '../../http/operation.ts';
import { getConsistencyProof } from './get-consistency-proof.ts';
import { getInclusionProof } from './get-inclusion-proof.ts';
import { readLogCheckpoint } from './read-log-checkpoint.ts';
import { readLogKeys } from './read-log-keys.ts';

export const LOG_OPERATIONS: readonly AnyOperation[] = [
  readLogCheckpoint,
  readLogKeys,
  getInclusionProof,
  getConsistencyProof,
];
