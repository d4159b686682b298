import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Queryable } from './database.ts';
import { ServiceError } from './errors.ts';

export interface Migration {
  readonly name: string;
  readonly sha256: string;
  readonly sql: string;
  /** Runs on servers only: the file's name ends in `.server.sql`. */
  readonly serverOnly: boolean;
}

/** Any number of ours; taken as a lock by every process that migrates the same server. */
const MIGRATION_LOCK = 7_305_116_219;

const LEDGER = `
  create table if not exists migration (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`;

export function readMigrations(folder = join(import.meta.dirname, 'migrations')): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8');
      const sha256 = createHash('sha256').update(sql).digest('hex');
      return { name, sha256, sql, serverOnly: name.endsWith('.server.sql') };
    });
}

/**
 * Brings the database to the newest schema: forward only, each file in a transaction of its own. Returns the names of
 * those applied. Throws `migration-altered` when a file differs from what was applied under its name, `database-newer`
 * when the database knows a migration that this version does not.
 */
export async function migrate(database: Database, migrations = readMigrations()): Promise<readonly string[]> {
  await locked(database, (tx) => tx.execute(LEDGER));
  const wanted = migrations.filter(({ serverOnly }) => !serverOnly || database.kind === 'server');
  const applied: string[] = [];
  await checkLedger(database, wanted);
  for (const migration of wanted) {
    const isNew = await locked(database, (tx) => applyOnce(tx, migration));
    if (isNew) applied.push(migration.name);
  }
  return applied;
}

/** Names of the migrations that the database has, in order. */
export async function readAppliedMigrations(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ name: string }>('select name from migration order by name');
  return rows.map(({ name }) => name);
}

function locked<T>(database: Database, work: (tx: Queryable) => Promise<T>): Promise<T> {
  return database.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    return work(tx);
  });
}

async function applyOnce(tx: Queryable, { name, sha256, sql }: Migration): Promise<boolean> {
  const present = await tx.query('select name from migration where name = $1', [name]);
  if (present.length > 0) return false;
  await tx.execute(sql);
  await tx.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
  return true;
}

async function checkLedger(database: Database, wanted: readonly Migration[]): Promise<void> {
  const rows = await database.query<{ name: string; sha256: string }>(
    'select name, sha256 from migration order by name',
  );
  const known = new Map(wanted.map((migration) => [migration.name, migration.sha256]));
  for (const { name, sha256 } of rows) {
    const expected = known.get(name);
    if (expected === undefined)
      throw new ServiceError('database-newer', {
        expected: 'a database of this version or an older one',
        received: `one that migration ${name} was applied to, which this version does not have`,
        remedy: 'Run the version of Selvedge that wrote it, or a newer one.',
      });
    if (expected !== sha256)
      throw new ServiceError('migration-altered', {
        expected: `migration ${name} as it was applied (SHA-256 ${sha256.slice(0, 12)}…)`,
        received: `a file with SHA-256 ${expected.slice(0, 12)}…`,
        remedy: 'Put the original file back; change the schema by a new migration.',
      });
  }
}
