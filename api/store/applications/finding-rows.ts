import type { Queryable } from '../database.ts';

/** Keeps the works that the check of a submission found. */
export async function keepFindings(
  tx: Queryable,
  key: number,
  works: readonly { readonly id: string; readonly strong: boolean }[],
): Promise<void> {
  for (const { id, strong } of works)
    await tx.query(
      `insert into case_finding as f (application_key, pattern_id, strong) values ($1, $2, $3)
       on conflict (application_key, pattern_id) do update set strong = f.strong or excluded.strong`,
      [key, id, strong],
    );
}

export async function readFindings(db: Queryable, key: number): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ id: string }>('select pattern_id as id from case_finding where application_key = $1', [
    key,
  ]);
  return new Set(rows.map(({ id }) => id));
}

/** The accounts that examine, or examined, a case in which this record turned up. */
export async function readExaminersOf(db: Queryable, patternId: string): Promise<readonly string[]> {
  const rows = await db.query<{ account: string }>(
    `select distinct account from case_finding f join application a on a.key = f.application_key
     cross join lateral unnest(array[a.examiner, a.second_examiner]) as list (account)
     where f.pattern_id = $1 and account is not null`,
    [patternId],
  );
  return rows.map(({ account }) => account);
}

/**
 * The parties that have a stake in a case: who applies, who holds or held the right, those for whom somebody objects, and the
 * owners of earlier works that a strong finding names, or the parties of whoever deposited them.
 */
export async function readPartiesWithStake(db: Queryable, key: number): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `select applicant_party_id as id from application where key = $1
     union select p.id from title_entry t cross join lateral jsonb_array_elements(t.to_holders) as holder
       join party p on p.id = holder ->> 'holder' where t.application_key = $1
     union select m.party_id from objection o join membership m on m.account_id = o.account_id and m.until is null
       where o.application_key = $1
     union select p.owner_party_id from case_finding f join pattern p on p.id = f.pattern_id
       where f.application_key = $1 and f.strong and p.owner_party_id is not null
     union select m.party_id from case_finding f join pattern p on p.id = f.pattern_id
       join membership m on m.account_id = p.owner_account and m.until is null where f.application_key = $1 and f.strong`,
    [key],
  );
  return rows.map(({ id }) => id);
}
