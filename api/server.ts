import { createApp } from './app.ts';
import { loadConfig } from './config/config.ts';
import type { ConfigSources } from './config/setting.ts';
import { createContext } from './create-context.ts';
import { listen } from './http/listen.ts';
import { createLogger } from './http/logger.ts';

/** Reads the configuration, starts, and stops on SIGTERM or SIGINT. */
export async function serve(sources: ConfigSources): Promise<void> {
  const { config, unknownVariables } = loadConfig(sources);
  const log = createLogger(config.logLevel);
  if (unknownVariables.length > 0) log.warn({ unknownVariables }, 'variables that set nothing');
  const ctx = await createContext(config, log);
  const server = await listen(createApp(ctx), config);
  log.info({ url: server.url }, 'listening');
  const stop = async (signal: string) => {
    log.info({ signal }, 'stopping');
    ctx.lifecycle.stopping = true;
    await server.stop(config.server.drainTimeoutMs);
  };
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));
}
