import { parseVerifierKey } from '../../proof/note/verifier-key.ts';
import type { SignedCheckpoint } from '../../store/log/log-folder.ts';
import type { Log } from '../log.ts';
import type { TransparencyLog } from './transparency-log.ts';
import { askWitness, type WitnessAddress } from './witness-client.ts';

/** A witness that could not be reached is asked again after so long, unless the log has grown before. */
const RETRY_MS = 30_000;

export interface Cosigning {
  /** Has the newest checkpoint co-signed, at once where nothing is under way; acknowledgements do not wait for it. */
  grown(transparency: TransparencyLog, checkpoint: SignedCheckpoint): void;
  close(): Promise<void>;
}

/** `url key`, as the configuration has a witness. */
export function witnessOf(text: string): WitnessAddress {
  const [url, key] = text.split(' ') as [string, string];
  return { url: url.replace(/\/+$/, ''), key: parseVerifierKey(key) };
}

export function startCosigning(witnesses: readonly WitnessAddress[], log: Log): Cosigning {
  let newest: { readonly transparency: TransparencyLog; readonly checkpoint: SignedCheckpoint } | undefined;
  let running: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  async function askAll(): Promise<void> {
    while (newest !== undefined && !closed) {
      const asked = newest;
      newest = undefined;
      const { transparency, checkpoint } = asked;
      const outcomes = await Promise.all(
        witnesses.map((witness) => askWitness(transparency.folder, checkpoint, witness)),
      );
      const signatures = outcomes.flatMap((outcome) => (outcome.kind === 'cosigned' ? [outcome.signature] : []));
      for (const [i, outcome] of outcomes.entries()) {
        const witness = witnesses[i]?.key.name;
        // A refusal says that the witness saw another history of this log: somebody has to look.
        if (outcome.kind === 'refused') log.error({ witness, reason: outcome.reason }, 'witness refused to co-sign');
        if (outcome.kind === 'unreachable') log.warn({ witness, reason: outcome.reason }, 'witness not reached');
      }
      if (signatures.length > 0) await transparency.addSignatures(checkpoint.note.text, signatures);
      if (outcomes.some(({ kind }) => kind === 'unreachable')) retryLater(asked);
    }
  }

  function retryLater(asked: NonNullable<typeof newest>): void {
    clearTimeout(retry);
    if (closed) return;
    retry = setTimeout(() => {
      newest ??= asked;
      start();
    }, RETRY_MS);
    retry.unref();
  }

  function start(): void {
    running ??= askAll()
      .catch((error: unknown) => log.warn({ err: error }, 'cosignatures not collected'))
      .finally(() => {
        running = undefined;
        if (newest !== undefined && !closed) start();
      });
  }

  return {
    grown(transparency, checkpoint) {
      if (witnesses.length === 0 || closed) return;
      newest = { transparency, checkpoint };
      start();
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await running;
    },
  };
}
