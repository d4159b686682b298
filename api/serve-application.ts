import type { Logger } from 'pino';
import { createApp } from './app.ts';
import type { Config } from './config/settings.ts';
import { createContext } from './create-context.ts';
import { listen } from './http/listen.ts';
import { watchClocks } from './services/applications/clocks.ts';
import type { ServiceContext } from './services/context.ts';
import { openMailSender } from './services/mail/send-mail.ts';

/** Terms end with a day, so looking every ten minutes is early enough. */
const CLOCKS_EVERY_MS = 10 * 60_000;

/** Serves an open registry until `told` says that the process was asked to stop, then drains. Throws the listening error. */
export async function serveApplication(
  config: Config,
  registry: ServiceContext,
  log: Logger,
  told: Promise<string>,
): Promise<void> {
  const { context, freshToken } = await createContext(config, registry, log);
  const { smtpUrl, from } = config.mail;
  const mail = smtpUrl === null ? undefined : openMailSender(registry, { smtpUrl, from }, log);
  const server = await listen(createApp(context), config);
  process.stdout.write(`Selvedge listens on ${server.url}\n`);
  if (freshToken !== undefined) {
    process.stdout.write(`Token for writing, shown this once: ${freshToken}\n`);
  }
  const clocks = watchClocks(registry, CLOCKS_EVERY_MS);
  log.info({ signal: await told }, 'stopping');
  context.lifecycle.stopping = true;
  await clocks.stop();
  await server.stop(config.server.drainTimeoutMs);
  await mail?.close();
}
