import { createEngine, verifyModels } from '../../engine/index.ts';
import type { Config } from '../config/settings.ts';
import { type Log, silentLog } from './log.ts';
import { type Registry, startRegistry } from './registry.ts';

/**
 * Opens the registry that the configuration describes. The caller closes it. Throws EngineError and ServiceError; where the
 * models are missing or altered, before anything is written.
 */
export async function openRegistry(
  config: Pick<Config, 'dataDir' | 'databaseUrl' | 'engine' | 'log' | 'timestamp' | 'keys'>,
  log: Log = silentLog,
): Promise<Registry> {
  const { modelsDir, workers, queueLimit, taskTimeoutMs, exactScanLimit } = config.engine;
  await verifyModels(modelsDir);
  const starting = createEngine({
    modelsDir,
    queueLimit,
    taskTimeoutMs,
    workers: workers ?? undefined,
    crossoverPatterns: exactScanLimit ?? undefined,
  });
  return startRegistry(config, starting, log);
}
