import type { Command } from 'commander';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { Refusal } from '../backend.ts';
import { addCommand, wholeNumberOption } from '../help.ts';
import { requireLocal, sessionOf } from '../session.ts';

interface ServeOptions {
  readonly withSamples?: boolean;
  readonly host?: string;
  readonly port?: number;
}

export function addServe(program: Command, texts: CommandTexts): void {
  const { options } = texts;
  const examples = [
    'serve --data /srv/selvedge --port 9000',
    'serve --database-url postgresql://selvedge@localhost/selvedge',
  ];
  addCommand(program, texts, 'serve', examples)
    .option('--with-samples', options.withSamples)
    .option('--host <address>', options.host)
    .option('--port <n>', options.port, wholeNumberOption(0, 65_535, texts))
    .action(async ({ withSamples, host, port }: ServeOptions, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const { language } = session;
      const environment = {
        ...session.environment,
        ...(host !== undefined && { SELVEDGE_HOST: host }),
        ...(port !== undefined && { SELVEDGE_PORT: String(port) }),
      };
      const { loadLocalConfig } = await import('../local-backend.ts');
      const { refusingIn } = await import('../refusing.ts');
      const { runServer } = await import('../../server.ts');
      const { sampleLibraryDir: folder } = loadLocalConfig(environment);
      await refusingIn(language)(
        runServer(environment, async (registry, signal) => {
          if (!withSamples) return;
          const { loadSamples, showWorkedCheck } = await import('../samples.ts');
          await loadSamples(registry, { folder, language, signal });
          if (!signal.aborted) await showWorkedCheck(registry, { folder, language });
        }),
      ).catch((error: unknown) => {
        throw isListeningError(error) ? new Refusal('address-in-use', error.message, { cause: error }) : error;
      });
    });
}

/** The server's own words for an address that it cannot have. */
function isListeningError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    error.cause instanceof Error &&
    'syscall' in error.cause &&
    error.cause.syscall === 'listen'
  );
}
