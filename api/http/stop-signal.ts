/** A terminal's Ctrl-C reaches a process twice when npm stands between: what comes this soon after is the same one. */
const SAME_SIGNAL_MS = 1_000;

/** Resolves on the first SIGINT or SIGTERM; a later one ends the process at once. */
export function onceTold(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let toldMs: number | undefined;
    const tell = (signal: NodeJS.Signals) => {
      if (toldMs !== undefined && performance.now() - toldMs > SAME_SIGNAL_MS) process.exit(130);
      toldMs ??= performance.now();
      resolve(signal);
    };
    process.on('SIGINT', tell);
    process.on('SIGTERM', tell);
  });
}
