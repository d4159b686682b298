import type { Queryable } from '../database.ts';

export interface ObjectionRow {
  readonly id: string;
  readonly account: string;
  readonly reason: string;
  readonly statement: string;
  readonly evidence: readonly string[];
  readonly madeAt: Date;
  readonly outcome: 'upheld' | 'rejected' | null;
  readonly outcomeReason: string | null;
  readonly outcomeNote: string | null;
  readonly decidedAt: Date | null;
}

export async function insertObjection(
  tx: Queryable,
  key: number,
  row: Pick<ObjectionRow, 'id' | 'account' | 'reason' | 'statement' | 'evidence' | 'madeAt'>,
): Promise<void> {
  await tx.query(
    `insert into objection (id, application_key, account_id, reason, statement, evidence, made_at) values ($1, $2, $3, $4, $5, $6::jsonb, $7)`,
    [row.id, key, row.account, row.reason, row.statement, JSON.stringify(row.evidence), row.madeAt],
  );
}

export function readObjections(db: Queryable, key: number): Promise<ObjectionRow[]> {
  return db.query<ObjectionRow>(
    `select id, account_id as account, reason, statement, evidence, made_at as "madeAt", outcome, outcome_reason as "outcomeReason",
       outcome_note as "outcomeNote", decided_at as "decidedAt"
     from objection where application_key = $1 order by id`,
    [key],
  );
}

export async function decideObjection(
  tx: Queryable,
  id: string,
  decision: {
    readonly outcome: 'upheld' | 'rejected';
    readonly reason: string;
    readonly note: string;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  await tx.query(
    'update objection set outcome = $2, outcome_reason = $3, outcome_note = $4, decided_by = $5, decided_at = $6 where id = $1',
    [id, decision.outcome, decision.reason, decision.note, decision.by, decision.at],
  );
}
