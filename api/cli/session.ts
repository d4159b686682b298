import type { Command } from 'commander';
import { LANGUAGES, type Language, SETTINGS } from '../config/settings.ts';
import { COMMAND_TEXTS, type CommandTexts } from '../texts/command-texts.ts';
import { type Backend, type RecordReader, Refusal } from './backend.ts';
import { EXIT } from './exit-codes.ts';
import { Interruption } from './interruption.ts';
import { type Output, openOutput } from './output.ts';
import { openRemoteBackend } from './remote-backend.ts';
import type { RemoteOptions } from './remote-call.ts';

/** Options that every command takes. */
export interface GeneralOptions {
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly server?: string;
  readonly token?: string;
}

/** What a command needs to know of its call. */
export interface Session {
  readonly language: Language;
  readonly texts: CommandTexts;
  /** Settings given as options, under the names of the environment, where they win. */
  readonly environment: NodeJS.ProcessEnv;
  /** The server to work on, when one is named. */
  readonly remote: RemoteOptions | undefined;
  readonly output: Output;
  readonly interruption: Interruption;
  openBackend(): Promise<Backend>;
  openReader(): Promise<RecordReader>;
}

export function sessionOf(command: Command): Session {
  const options = command.optsWithGlobals<GeneralOptions>();
  const { env } = process;
  const environment: NodeJS.ProcessEnv = {
    ...env,
    ...(options.data !== undefined && { SELVEDGE_DATA: options.data }),
    ...(options.databaseUrl !== undefined && { SELVEDGE_DATABASE_URL: options.databaseUrl }),
  };
  const language = languageOf(env);
  const texts = COMMAND_TEXTS[language];
  const interruption = new Interruption();
  // A data folder or a database named in the call means: work there, whatever the environment says of a server.
  const isLocal = options.data !== undefined || options.databaseUrl !== undefined;
  const serverUrl = options.server ?? (isLocal ? undefined : env.SELVEDGE_SERVER || undefined);
  const remote =
    serverUrl === undefined ? undefined : { serverUrl, token: options.token ?? env.SELVEDGE_TOKEN, language };
  return {
    language,
    texts,
    environment,
    remote,
    output: openOutput(interruption),
    interruption,
    // Loaded only when needed: the engine and the database take their time to load, a remote call does not want them.
    async openBackend() {
      if (remote !== undefined) return openRemoteBackend(remote);
      const { openLocalBackend } = await import('./local-backend.ts');
      return openLocalBackend(environment, language);
    },
    async openReader() {
      if (remote !== undefined) return openRemoteBackend(remote);
      const { openLocalReader } = await import('./local-backend.ts');
      return openLocalReader(environment, language);
    },
  };
}

/** The language that SELVEDGE_LANGUAGE, or else the locale, asks for. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  const asked = LANGUAGES.find((language) => language === env.SELVEDGE_LANGUAGE);
  const { fallback, fallbackFrom } = SETTINGS.language;
  return asked ?? fallbackFrom?.({ env, workingDir: process.cwd() }) ?? fallback;
}

/** Opens the backend, runs `work`, closes whatever happens. */
export function withBackend<Result>(session: Session, work: (backend: Backend) => Promise<Result>): Promise<Result> {
  return closing(session, session.openBackend, work);
}

/** The same for a command that only reads records. */
export function withReader<Result>(session: Session, work: (reader: RecordReader) => Promise<Result>): Promise<Result> {
  return closing(session, session.openReader, work);
}

async function closing<Opened extends { close(): Promise<void> }, Result>(
  { interruption }: Session,
  open: () => Promise<Opened>,
  work: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  interruption.listen();
  const opened = await open();
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

/** For commands that work where the data lies. Throws the usage refusal when a server was named in the call. */
export function requireLocal(command: Command, { texts }: Session): void {
  if (command.optsWithGlobals<GeneralOptions>().server !== undefined)
    throw new Refusal('usage', texts.refusals.localOnly(command.name()));
}

/** Sets the exit status without cutting off what is still being written. A worse status stays, an interruption too. */
export function finishWith(code: (typeof EXIT)[keyof typeof EXIT]): void {
  process.exitCode = Math.max(Number(process.exitCode ?? EXIT.done), code);
}
