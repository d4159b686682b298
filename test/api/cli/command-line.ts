import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';

import { placeDatabase } from '../store/prepared-database.ts';
import { COMMAND } from './command.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
export const SAMPLE_DIR = join(ROOT, 'datasets/sample');
export const MODELS_DIR = join(ROOT, 'models');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves with the first match in what was written so far to either stream. */
  seen(pattern: RegExp): Promise<RegExpExecArray>;
}

/** A folder of its own for one test file, with a `data` folder in it that commands use unless told otherwise. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'selvedge-cli-'));

  path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  /** Spares the first command in this data folder to make a database. */
  prepareData(name = 'data'): void {
    placeDatabase({ dataDir: this.path(name) });
  }

  /** Copies sample designs into a folder under this one; returns the folder. */
  samples(folder: string, names: readonly string[]): string {
    const target = this.path(folder);
    mkdirSync(target, { recursive: true });
    for (const name of names) cpSync(join(SAMPLE_DIR, name), join(target, name.split('/').at(-1)!));
    return target;
  }

  start(args: readonly string[], env: Readonly<Record<string, string>> = {}, input?: string): Running {
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^(SELVEDGE_|LC_|LANG|DATABASE_URL|NODE_OPTIONS|VITEST)/.test(name),
      ),
    );
    const child = spawn(process.execPath, [...COMMAND, ...args], {
      cwd: this.folder,
      env: { ...inherited, SELVEDGE_WORKERS: '2', LANG: 'C.UTF-8', ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    }) as ChildProcessByStdio<Writable | null, Readable, Readable>;
    child.stdin?.end(input);
    let stdout = '';
    let stderr = '';
    const watchers = new Set<() => void>();
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      for (const watch of watchers) watch();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      for (const watch of watchers) watch();
    });
    const finished = new Promise<Finished>((settle) => {
      child.once('close', (code) => settle({ code, stdout, stderr }));
    });
    const seen = (pattern: RegExp) =>
      new Promise<RegExpExecArray>((settle, reject) => {
        const watch = () => {
          const match = pattern.exec(stdout) ?? pattern.exec(stderr);
          if (!match) return;
          watchers.delete(watch);
          settle(match);
        };
        watchers.add(watch);
        watch();
        void finished.then(() => reject(new Error(`ended without ${pattern}: ${stdout}${stderr}`)));
      });
    return { child, finished, seen };
  }

  run(args: readonly string[], env: Readonly<Record<string, string>> = {}, input?: string): Promise<Finished> {
    return this.start(args, env, input).finished;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function jsonLines(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
