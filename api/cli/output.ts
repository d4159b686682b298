import { once } from 'node:events';
import type { Interruption } from './interruption.ts';

/** Standard output of one command, a line at a time; waits where the reader is slower. */
export interface Output {
  line(text: string): Promise<void>;
  json(value: unknown): Promise<void>;
}

/** Output that ends the command, through `interruption`, when its reader goes away (`| head`). */
export function openOutput(interruption: Interruption): Output {
  const { stdout } = process;
  let isClosed = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isClosed = true;
    interruption.stop('SIGPIPE');
  });
  const line = async (text: string) => {
    if (isClosed || stdout.write(`${text}\n`)) return;
    // A reader that goes away closes the stream in place of draining it.
    await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]).catch(() => undefined);
  };
  return { line, json: (value) => line(JSON.stringify(value)) };
}

/** A line on standard error, where progress, summaries and refusals go. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A file name for a terminal: controls, and marks that would hide or turn what follows, made visible. */
export function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
}
