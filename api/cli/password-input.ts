import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Refusal } from './backend.ts';
import { say } from './output.ts';

const PIPED_BYTES_MAX = 4_096;

/**
 * A new password: asked for twice on a terminal, without showing it, else the first line of standard input. Never an
 * argument, which other users of the machine could read in the list of processes.
 */
export async function readNewPassword(
  prompts: { readonly first: string; readonly again: string; readonly differ: string; readonly missing: string },
  input: NodeJS.ReadStream = process.stdin,
): Promise<string> {
  if (!input.isTTY) return firstLine(input, prompts.missing);
  const first = await askHidden(input, prompts.first);
  if ((await askHidden(input, prompts.again)) !== first) throw new Refusal('usage', prompts.differ);
  return first;
}

/** A password that there is already: asked for once on a terminal, without showing it, else the first line of standard input. */
export async function readPassword(
  prompts: { readonly prompt: string; readonly missing: string },
  input: NodeJS.ReadStream = process.stdin,
): Promise<string> {
  return input.isTTY ? askHidden(input, prompts.prompt) : firstLine(input, prompts.missing);
}

async function firstLine(input: NodeJS.ReadStream, missing: string): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (text.includes('\n') || text.length > PIPED_BYTES_MAX) break;
  }
  const [line = ''] = text.split(/\r?\n/);
  if (line === '') throw new Refusal('usage', missing);
  return line;
}

function askHidden(input: NodeJS.ReadStream, prompt: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: silent, terminal: true });
  process.stderr.write(prompt);
  return new Promise((resolve, reject) => {
    lines.once('SIGINT', () => reject(new Refusal('usage', '')));
    lines.once('line', resolve);
  }).finally(() => {
    lines.close();
    say('');
  }) as Promise<string>;
}
