import { loadConfig } from './config/config.ts';
import { createLogger } from './http/logger.ts';
import { onceTold } from './http/stop-signal.ts';
import type { ServiceContext } from './services/context.ts';
import { openRegistry } from './services/open-registry.ts';

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
  const opening = openRegistry(config, log);
  // Half a second of reading routes and schemas, while other threads open the database and the models.
  const [registry, application] = await Promise.allSettled([opening, import('./serve-application.ts')]);
  if (registry.status === 'rejected') throw registry.reason;
  try {
    if (application.status === 'rejected') throw application.reason;
    await prepare(registry.value, stopping.signal);
    if (stopping.signal.aborted) return;
    await application.value.serveApplication(config, registry.value, log, told);
  } finally {
    await registry.value.close();
  }
}
