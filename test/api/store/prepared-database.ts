import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openEmbeddedDatabase } from '../../../api/store/embedded-database.ts';
import { migrate, readMigrations } from '../../../api/store/migrations.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const CACHE_DIR = join(ROOT, '.cache');

/** Kept under what it follows from: the migrations, and the releases of all packages. */
function preparedDir(): string {
  const hash = createHash('sha256').update(JSON.stringify(readMigrations()));
  hash.update(readFileSync(join(ROOT, 'package-lock.json')));
  return join(CACHE_DIR, `prepared-database-${hash.digest('hex').slice(0, 16)}`);
}

/** Makes an embedded database with all migrations and nothing in it, once; that takes several seconds, to copy it a tenth of one. */
export async function prepareDatabase(): Promise<void> {
  const target = preparedDir();
  if (existsSync(target)) return;
  mkdirSync(CACHE_DIR, { recursive: true });
  // Made aside and renamed, so that nobody meets a half-made one.
  const folder = mkdtempSync(join(CACHE_DIR, 'database-in-preparation-'));
  try {
    const database = await openEmbeddedDatabase(join(folder, 'database'));
    await migrate(database);
    await database.close();
    if (!existsSync(target)) renameSync(join(folder, 'database'), target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Gives a data folder that has no embedded database yet, and is to have one, a copy of the prepared one. */
export function placeDatabase({ dataDir, databaseUrl = null }: DataPlace): void {
  const target = join(dataDir, 'database');
  if (databaseUrl !== null || existsSync(target)) return;
  cpSync(preparedDir(), target, { recursive: true });
}

interface DataPlace {
  readonly dataDir: string;
  readonly databaseUrl?: string | null;
}
