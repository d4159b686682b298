import type { Command } from 'commander';
import { type Language, languageOf } from '../texts/terms.ts';
import type { Backend } from './backend.ts';
import { EXIT } from './exit-codes.ts';
import { openRemoteBackend } from './remote-backend.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly server?: string;
  readonly token?: string;
  readonly json?: boolean;
}

/** What a command needs to know of its call. */
export interface Session {
  readonly options: GlobalOptions;
  readonly language: Language;
  /** Settings given as options, under the names of the environment, where they win. */
  readonly environment: NodeJS.ProcessEnv;
  openBackend(): Promise<Backend>;
}

export function sessionOf(command: Command): Session {
  const options = command.optsWithGlobals<GlobalOptions>();
  const { env } = process;
  const environment: NodeJS.ProcessEnv = {
    ...env,
    ...(options.data !== undefined && { SELVEDGE_DATA: options.data }),
    ...(options.databaseUrl !== undefined && { DATABASE_URL: options.databaseUrl }),
  };
  const language = languageOf(env.LC_ALL || env.LC_MESSAGES || env.LANG);
  return {
    options,
    language,
    environment,
    async openBackend() {
      if (options.server !== undefined)
        return openRemoteBackend(options.server, options.token ?? env.SELVEDGE_TOKEN, language);
      // Loaded only when needed: the engine and the database take their time to load, a remote call does not want them.
      const { openLocalBackend } = await import('./local-backend.ts');
      return openLocalBackend(environment);
    },
  };
}

export function writeJsonLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function writeLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Opens the backend, runs `work`, closes whatever happens. */
export async function withBackend(session: Session, work: (backend: Backend) => Promise<void>): Promise<void> {
  const backend = await session.openBackend();
  try {
    await work(backend);
  } finally {
    await backend.close();
  }
}

/** Sets the exit status without cutting off what is still being written. A worse status stays. */
export function finishWith(code: (typeof EXIT)[keyof typeof EXIT]): void {
  process.exitCode = Math.max(Number(process.exitCode ?? EXIT.done), code);
}
