import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Runs a script of this folder in a process of its own. */
export function startChild(script: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Resolves when the child has said `word`; rejects with what it complained of when it ends before. */
export async function said(child: ChildProcess, word: string): Promise<void> {
  let complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints += chunk;
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the child ended: ${complaints.slice(-2_000)}`);
  });
  ended.catch(() => undefined);
  const lines = createInterface({ input: child.stdout! });
  const heard = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if (line === word) resolve();
    });
  });
  await Promise.race([heard, ended]);
  lines.close();
}

export async function kill(child: ChildProcess): Promise<void> {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
  child.kill('SIGKILL');
  await gone;
}
