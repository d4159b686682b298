import { createApp } from './app.ts';
import { loadConfig } from './config/config.ts';
import { createContext } from './create-context.ts';
import { listen } from './http/listen.ts';
import { createLogger } from './http/logger.ts';
import { onceTold } from './http/stop-signal.ts';
import { watchClocks } from './services/applications/clocks.ts';
import type { ServiceContext } from './services/context.ts';
import { openMailSender } from './services/mail/send-mail.ts';
import { openRegistry } from './services/open-registry.ts';

/** Terms end with a day, so looking every ten minutes is early enough. */
const CLOCKS_EVERY_MS = 10 * 60_000;

/**
 * Reads the configuration, opens the registry, lets `prepare` work with it, serves until told to stop, then drains and
 * closes. `prepare` gets a signal for being told to stop while it works. Throws ConfigError, ServiceError, EngineError or
 * the listening error when it cannot start.
 */
export async function runServer(
  env: NodeJS.ProcessEnv,
  prepare: (registry: ServiceContext, signal: AbortSignal) => Promise<void> = async () => {},
): Promise<void> {
  const { config, unknownVariables } = loadConfig({ env, workingDir: process.cwd() });
  const log = createLogger(config.logLevel);
  if (unknownVariables.length > 0) log.warn({ unknownVariables }, 'variables that set nothing');
  const stopping = new AbortController();
  const told = onceTold().then((signal) => {
    stopping.abort();
    return signal;
  });
  const registry = await openRegistry(config, log);
  try {
    await prepare(registry, stopping.signal);
    if (stopping.signal.aborted) return;
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
  } finally {
    await registry.close();
  }
}
