import { loadConfig } from '../config/config.ts';
import type { Config, Language } from '../config/settings.ts';
import { createLogger } from '../http/logger.ts';
import { type Actor, serviceActor } from '../services/access/actor.ts';
import { checkPicture } from '../services/check-picture.ts';
import { comparePictures } from '../services/compare-pictures.ts';
import { importPattern } from '../services/import-pattern.ts';
import type { Log } from '../services/log.ts';
import { openRegistry } from '../services/open-registry.ts';
import { openStorage } from '../services/open-storage.ts';
import { getPattern, listPatterns, readPicture, removePattern } from '../services/patterns.ts';
import type { Backend, ComparisonSide, RecordReader } from './backend.ts';
import { refusingIn } from './refusing.ts';

/** Whoever can open the data folder or the database may do all of it; so audit trail and access log name. */
export const ACTOR: Actor = serviceActor('command-line', 'all');

export function loadLocalConfig(environment: NodeJS.ProcessEnv): Config {
  return loadConfig({ env: environment, workingDir: process.cwd() }).config;
}

/** Warnings only, unless a level was asked for: standard error belongs to progress and refusals. */
export function commandLog(environment: NodeJS.ProcessEnv, config: Config): Log {
  return createLogger(environment.SELVEDGE_LOG_LEVEL ? config.logLevel : 'warn');
}

/** The registry of this machine, opened in this process. */
export async function openLocalBackend(environment: NodeJS.ProcessEnv, language: Language): Promise<Backend> {
  const config = loadLocalConfig(environment);
  const refusing = refusingIn(language);
  const registry = await refusing(openRegistry(config, commandLog(environment, config)));
  const side = (of: ComparisonSide) => ('id' in of ? { id: of.id } : { picture: of.bytes });
  return {
    // One picture is decoded or verified on each worker, another waits behind it, so that none is idle.
    concurrency: 2 * registry.engine.workers,
    check: (picture, limit) => refusing(checkPicture(registry, picture.bytes, { limit, actor: ACTOR })),
    compare: (first, second) => refusing(comparePictures(registry, side(first), side(second), { actor: ACTOR })),
    importPattern: ({ fileName, bytes }, details) =>
      refusing(importPattern(registry, { picture: bytes, fileName, details }, { actor: ACTOR })),
    list: (query) => refusing(listPatterns(registry, query, ACTOR)),
    show: (id) => refusing(getPattern(registry, id, ACTOR)),
    remove: (id, reason) => refusing(removePattern(registry, id, reason, ACTOR)),
    readPicture: (id) => refusing(readPicture(registry, id, ACTOR).then((picture) => picture.bytes)),
    close: () => registry.close(),
  };
}

/** The records of this machine's registry, without the engine. */
export async function openLocalReader(environment: NodeJS.ProcessEnv, language: Language): Promise<RecordReader> {
  const config = loadLocalConfig(environment);
  const refusing = refusingIn(language);
  const storage = await refusing(openStorage(config, commandLog(environment, config)));
  return {
    list: (query) => refusing(listPatterns(storage, query, ACTOR)),
    show: (id) => refusing(getPattern(storage, id, ACTOR)),
    readPicture: (id) => refusing(readPicture(storage, id, ACTOR).then((picture) => picture.bytes)),
    close: () => storage.close(),
  };
}
