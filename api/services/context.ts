import type { Engine, Library } from '../../engine/index.ts';
import type { BlobStore } from '../store/blob-store.ts';
import type { FeedFollower } from '../store/change-feed.ts';
import type { Database } from '../store/database.ts';
import type { Authority } from '../store/keys/authority.ts';
import type { Keyring } from '../store/keys/keyring.ts';
import type { Actor } from './access/actor.ts';
import type { Vault } from './access/vault.ts';
import type { AccessMeter } from './access-meter.ts';
import type { Log } from './log.ts';
import type { MotifMemory } from './motifs/motif-memory.ts';
import type { Stamping } from './proof/stamping.ts';
import type { TransparencyLog } from './proof/transparency-log.ts';

/** Everything a service works with; built once by openRegistry, passed to every service, never global. */
export interface ServiceContext {
  readonly engine: Engine;
  readonly library: Library;
  readonly store: Database;
  readonly blobs: BlobStore;
  /** Keeps `library` at the database's state. */
  readonly feed: FeedFollower;
  readonly vault: Vault;
  /** The motifs that checks name. */
  readonly motifs: MotifMemory;
  readonly meter: AccessMeter;
  readonly keyring: Keyring;
  /** Where acts go that anyone has to be able to check. */
  readonly transparency: TransparencyLog;
  /** Keys with certificates: clock and seal. */
  readonly authority: Authority;
  /** Has states of the log timestamped. */
  readonly stamping: Stamping;
  /** Certificates that timestamps by somebody else lead to, DER. */
  readonly timestampRoots: readonly Uint8Array[];
  readonly log: Log;
  readonly clock: () => Date;
}

/** Who asks, and how to call it off. */
export interface CallOptions {
  readonly actor: Actor;
  readonly signal?: AbortSignal | undefined;
}

/** The part of the options that the engine takes. */
export function taskOptions({ signal }: Pick<CallOptions, 'signal'>): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
