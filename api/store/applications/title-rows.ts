import type { Queryable } from '../database.ts';

export interface TitleRow {
  readonly event: 'origin' | 'transfer' | 'inheritance' | 'court-order' | 'licence';
  readonly effectiveOn: string;
  readonly fromHolder: string | null;
  readonly toHolders: readonly {
    readonly holder: string;
    readonly name: string;
    readonly share?: string;
    readonly extent?: string;
  }[];
  readonly basis: string;
  readonly evidence: readonly string[];
  readonly recordedAt: Date;
  readonly recordedBy: string;
}

export async function appendTitleEntry(tx: Queryable, key: number, row: TitleRow): Promise<void> {
  await tx.query(
    `insert into title_entry (application_key, ordinal, event, effective_on, from_holder, to_holders, basis, evidence, recorded_at, recorded_by)
     select $1, coalesce(max(ordinal) + 1, 0), $2, $3, $4, $5::jsonb, $6, $7::jsonb, $8, $9 from title_entry where application_key = $1`,
    [
      key,
      row.event,
      row.effectiveOn,
      row.fromHolder,
      JSON.stringify(row.toHolders),
      row.basis,
      JSON.stringify(row.evidence),
      row.recordedAt,
      row.recordedBy,
    ],
  );
}

export function readTitleEntries(db: Queryable, key: number): Promise<TitleRow[]> {
  return db.query<TitleRow>(
    `select event, effective_on as "effectiveOn", from_holder as "fromHolder", to_holders as "toHolders", basis, evidence,
       recorded_at as "recordedAt", recorded_by as "recordedBy"
     from title_entry where application_key = $1 order by ordinal`,
    [key],
  );
}

/** The parties with an account among those who hold or held the right. */
export async function readHolderParties(db: Queryable, key: number): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `select distinct p.id from title_entry t cross join lateral jsonb_array_elements(t.to_holders) as holder
     join party p on p.id = holder ->> 'holder' where t.application_key = $1 and t.event <> 'licence' order by p.id`,
    [key],
  );
  return rows.map(({ id }) => id);
}
