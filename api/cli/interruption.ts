/** Why a command ends before its work is done. SIGPIPE: nobody reads its output any more. */
export type StopReason = 'SIGINT' | 'SIGTERM' | 'SIGPIPE';

/** What a shell reports for a program that such a signal ended: 128 and the signal's number. */
const EXIT_CODES: Readonly<Record<StopReason, number>> = { SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 };

/** A terminal's Ctrl-C reaches a process twice when npm stands between: what comes this soon after is the same one. */
const SAME_SIGNAL_MS = 1_000;

/** Lets a command finish what is under way and end early. */
export class Interruption {
  readonly #controller = new AbortController();
  #stoppedMs: number | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Listens for Ctrl-C and for a polite end; a second one, later, ends the process at once. */
  listen(): void {
    for (const reason of ['SIGINT', 'SIGTERM'] as const) process.on(reason, () => this.stop(reason));
  }

  stop(reason: StopReason): void {
    if (this.#stoppedMs === undefined) {
      this.#stoppedMs = performance.now();
      process.exitCode = EXIT_CODES[reason];
      this.#controller.abort(reason);
    } else if (reason !== 'SIGPIPE' && performance.now() - this.#stoppedMs > SAME_SIGNAL_MS) {
      process.exit(EXIT_CODES[reason]);
    }
  }
}
