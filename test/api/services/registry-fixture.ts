import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceActor } from '../../../api/services/access/actor.ts';
import { silentLog } from '../../../api/services/log.ts';
import type { StorageLocation } from '../../../api/services/open-storage.ts';
import { type Registry, startRegistry } from '../../../api/services/registry.ts';
import { placeDatabase } from '../store/prepared-database.ts';
import { createPlainEngine } from './plain-engine.ts';

export const ACTOR = serviceActor('test', 'all');

export async function makeDataDir(): Promise<{ readonly dataDir: string; dispose(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'selvedge-data-'));
  return { dataDir, dispose: () => rm(dataDir, { recursive: true, force: true }) };
}

export function openPlain(location: StorageLocation, version?: string, clock?: () => Date): Promise<Registry> {
  placeDatabase(location);
  return startRegistry(location, Promise.resolve(createPlainEngine(version)), silentLog, clock);
}

/** A picture for the plain engine: alike when the first 32 characters are. */
export const pictureOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.padEnd(40, '.')));
