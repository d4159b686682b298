import type { Queryable } from './database.ts';

export interface WitnessedState {
  readonly size: number;
  /** Hexadecimal; null for a log that was never co-signed. */
  readonly root: string | null;
}

/** The latest co-signed state of a log, locked until the transaction ends, so that two requests cannot both go on from it. */
export async function lockWitnessed(tx: Queryable, origin: string): Promise<WitnessedState> {
  await tx.query('insert into witnessed_log (origin, size) values ($1, 0) on conflict do nothing', [origin]);
  const [row] = await tx.query<WitnessedState>('select size, root from witnessed_log where origin = $1 for update', [
    origin,
  ]);
  return row!;
}

/** When this witness last signed for anybody; undefined where it never did. */
export async function lastCosignedAt(db: Queryable): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>('select max(cosigned_at) as at from witnessed_log');
  return row?.at ?? undefined;
}

export async function keepWitnessed(tx: Queryable, origin: string, state: WitnessedState, at: Date): Promise<void> {
  await tx.query('update witnessed_log set size = $2, root = $3, cosigned_at = $4 where origin = $1', [
    origin,
    state.size,
    state.root,
    at,
  ]);
}
