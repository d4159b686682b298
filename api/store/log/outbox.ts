import { bytesToHex } from '../../proof/bytes.ts';
import { canonicalText, type Json } from '../../proof/canonical-json.ts';
import { makeSalt } from '../../proof/commitment.ts';
import { fromHex } from '../../proof/log-entry.ts';
import type { Queryable } from '../database.ts';
import type { JournalLine, LoggedAct } from './journal.ts';

/** An act that waits to be logged. */
export interface PendingAct extends LoggedAct {
  readonly id: number;
}

/** What the database remembers of the log: how far the acts of this database have gone into it. */
export interface LogHead {
  readonly size: number;
  /** Hexadecimal; null for the empty log. */
  readonly root: string | null;
}

export interface LoggedRow {
  readonly record: Json;
  readonly salt: Uint8Array;
  /** Position in the log; null while it waits. */
  readonly index: number | null;
}

/**
 * Puts an act into the outbox, in the transaction of the act itself, so that neither can be without the other. A key that is
 * there already is left as it is: a retry never logs twice. The salt is drawn here.
 */
export async function enterOutbox(tx: Queryable, key: string, record: Json, now: Date): Promise<void> {
  await tx.query(
    'insert into log_outbox (key, record, salt, entered_at) values ($1, $2, $3, $4) on conflict (key) do nothing',
    [key, canonicalText(record), bytesToHex(makeSalt()), now],
  );
}

/** Acts that are not logged yet, oldest first. */
export async function readPending(tx: Queryable, limit: number): Promise<PendingAct[]> {
  const rows = await tx.query<{ id: number; key: string; record: string; salt: string }>(
    'select id, key, record, salt from log_outbox where leaf_index is null order by id limit $1',
    [limit],
  );
  return rows.map(({ id, key, record, salt }) => ({ id, key, record: JSON.parse(record) as Json, salt: saltOf(salt) }));
}

export async function hasPending(db: Queryable): Promise<boolean> {
  return (await db.query('select id from log_outbox where leaf_index is null limit 1')).length > 0;
}

export async function readLoggedRow(db: Queryable, key: string): Promise<LoggedRow | undefined> {
  const [row] = await db.query<{ record: string; salt: string; index: number | null }>(
    'select record, salt, leaf_index as index from log_outbox where key = $1',
    [key],
  );
  return row && { record: JSON.parse(row.record) as Json, salt: saltOf(row.salt), index: row.index };
}

/** The head, locked until the transaction ends: whoever has it is the only one to append. */
export async function lockHead(tx: Queryable): Promise<LogHead> {
  const [head] = await tx.query<LogHead>('select size, root from log_head for update');
  return head!;
}

/** Says of acts where in the log they are. Rows that the database lost come back from the journal. */
export async function markLogged(tx: Queryable, lines: readonly JournalLine[], head: LogHead): Promise<void> {
  await tx.query(
    `insert into log_outbox (key, record, salt, entered_at, leaf_index)
     select e ->> 'key', e ->> 'record', e ->> 'salt', (e ->> 'at')::timestamptz, (e ->> 'index')::bigint
     from jsonb_array_elements($1::jsonb) as list (e)
     on conflict (key) do update set leaf_index = excluded.leaf_index`,
    [
      JSON.stringify(
        lines.map(({ key, record, salt, loggedAt, index }) => ({
          key,
          record: canonicalText(record),
          salt: bytesToHex(salt),
          at: loggedAt.toISOString(),
          index,
        })),
      ),
    ],
  );
  await tx.query('update log_head set size = $1, root = $2', [head.size, head.root]);
}

function saltOf(text: string): Uint8Array {
  const salt = fromHex(text, 32);
  if (salt === undefined) throw new Error('a salt of the outbox is not 32 bytes of hexadecimal');
  return salt;
}

/** Where in the log the database has these acts. */
export async function readPlaces(db: Queryable, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ key: string; index: number }>(
    'select key, leaf_index as index from log_outbox where key = any($1) and leaf_index is not null',
    [keys],
  );
  return new Map(rows.map(({ key, index }) => [key, index]));
}
