import { logEntry } from '../../../api/proof/log-entry.ts';
import { leafHash } from '../../../api/proof/merkle/hashes.ts';
import { verifyInclusion } from '../../../api/proof/merkle/verify.ts';
import type { ProvenEntry } from '../../../api/services/proof/log-proofs.ts';

/** Whether the proof leads from the record to the root that the log signed. */
export function verifiedEntry({ record, salt, index, path, checkpoint }: ProvenEntry): boolean {
  const { size, root } = checkpoint;
  return verifyInclusion({ leafHash: leafHash(logEntry({ record, salt })), index, size, root }, path);
}
