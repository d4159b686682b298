import type { Queryable } from '../database.ts';

export interface StampRow {
  readonly origin: string;
  readonly size: number;
  /** Signed note: the very text that the token is on. */
  readonly checkpoint: string;
  /** RFC 3161, DER. */
  readonly token: Uint8Array;
  readonly authority: string;
  readonly stampedAt: Date;
}

/** Keeps the first timestamp of a state. */
export async function keepStamp(db: Queryable, row: StampRow): Promise<void> {
  await db.query(
    `insert into checkpoint_timestamp (origin, size, checkpoint, token, authority, stamped_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [row.origin, row.size, row.checkpoint, row.token, row.authority, row.stampedAt],
  );
}

/** The earliest timestamped state that has at least `size` entries. */
export async function findStamp(db: Queryable, origin: string, size: number): Promise<StampRow | undefined> {
  const [row] = await db.query<StampRow>(
    `select origin, size, checkpoint, token, authority, stamped_at as "stampedAt" from checkpoint_timestamp
     where origin = $1 and size >= $2 order by size limit 1`,
    [origin, size],
  );
  return row;
}
