import type { AnyOperation } from '../../http/operation.ts';
import { cosignEvidence } from './cosign-evidence.ts';
import { getEvidence } from './get-evidence.ts';
import { handOverEvidence } from './hand-over-evidence.ts';
import { listEvidence } from './list-evidence.ts';
import { readEvidencePicture } from './read-evidence-picture.ts';
import { readEvidenceStatement } from './read-evidence-statement.ts';
import { takeEvidence } from './take-evidence.ts';

export const EVIDENCE_OPERATIONS: readonly AnyOperation[] = [
  takeEvidence,
  listEvidence,
  getEvidence,
  readEvidenceStatement,
  readEvidencePicture,
  handOverEvidence,
  cosignEvidence,
];
