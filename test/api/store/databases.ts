import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../../api/store/database.ts';
import { openEmbeddedDatabase } from '../../../api/store/embedded-database.ts';
import { openServerDatabase } from '../../../api/store/server-database.ts';
import type { PostgresServer } from '../postgres-server.ts';

export interface TestDatabase {
  /** Opens, or opens again what is there. */
  open(): Promise<Database>;
  dispose(): Promise<void>;
}

export async function makeEmbedded(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-db-'));
  return {
    open: () => openEmbeddedDatabase(join(folder, 'database')),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

let databases = 0;

export async function makeOnServer(server: PostgresServer): Promise<TestDatabase> {
  const url = await server.createDatabase(`test_${process.pid}_${++databases}`);
  return { open: () => openServerDatabase(url), dispose: async () => undefined };
}
