import type { Queryable } from './database.ts';

/** Any number of ours: held while a backup copies pictures. */
const BACKUP_LOCK = 7_305_116_220;

/** Until the transaction ends, no process deletes pictures. */
export async function holdDeletions(tx: Queryable): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [BACKUP_LOCK]);
}

/** Whether pictures may be deleted now; until the transaction ends, no backup begins to copy. */
export async function mayDelete(tx: Queryable): Promise<boolean> {
  const [row] = await tx.query<{ free: boolean }>('select pg_try_advisory_xact_lock_shared($1) as free', [BACKUP_LOCK]);
  return row!.free;
}
