import type { AnchorKind } from '../../../proof/anchor.ts';
import type { SignedCheckpoint } from '../../../store/log/log-folder.ts';

/**
 * Something outside that states of our log are anchored in, so that we cannot rewrite it unseen: the log of another registry, a witness, or, with a
 * client like these two, a chain. What is proved is verified by the entry of its kind in proof/anchor.ts.
 */
export interface Anchor {
  readonly kind: AnchorKind;
  /** What people call it: a name or an address. */
  readonly name: string;
  /** Hands the digest of a state in; gives what its proof is asked for by. Throws AnchorUnavailable. */
  submit(digest: Uint8Array, state: SignedCheckpoint): Promise<string>;
  /** Undefined while there is none yet: ask again later. */
  fetchProof(ticket: string): Promise<string | undefined>;
}

/** An anchor refused, or could not be reached. */
export class AnchorUnavailable extends Error {
  override readonly name = 'AnchorUnavailable';
}
