import type { Queryable, SqlValue } from '../database.ts';

/** An application as it is stored. Calendar dates are texts. */
export interface ApplicationRow {
  readonly key: number;
  readonly id: string;
  readonly tenant: string;
  readonly applicantParty: string;
  readonly filedBy: string;
  readonly kind: string;
  readonly state: string;
  readonly version: number;
  readonly form: Readonly<Record<string, unknown>>;
  readonly title: string;
  readonly lane: string;
  readonly region: string | null;
  readonly clock: string | null;
  readonly dueOn: string | null;
  readonly dueProvisional: boolean;
  readonly daysLeft: number | null;
  readonly queue: string | null;
  readonly risk: number | null;
  readonly strongFinding: boolean;
  readonly examiner: string | null;
  readonly secondExaminer: string | null;
  readonly proposal: 'grant' | 'refusal' | null;
  readonly secondReviewReason: string | null;
  readonly family: string;
  readonly priorityOn: string | null;
  readonly number: string | null;
  /** The record of its first flat design; null before the submission, and where nothing in it can be compared. */
  readonly patternId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly submittedAt: Date | null;
  readonly decidedAt: Date | null;
}

/** What can be changed of a stored application. */
export type ApplicationChange = Partial<
  Omit<
    ApplicationRow,
    'key' | 'id' | 'tenant' | 'applicantParty' | 'filedBy' | 'version' | 'patternId' | 'createdAt' | 'updatedAt'
  >
>;

const COLUMNS = {
  key: 'key',
  id: 'id',
  tenant: 'tenant_id',
  applicantParty: 'applicant_party_id',
  filedBy: 'filed_by',
  kind: 'kind',
  state: 'state',
  version: 'version',
  form: 'form',
  title: 'title',
  lane: 'lane',
  region: 'region',
  clock: 'clock',
  dueOn: 'due_on',
  dueProvisional: 'due_provisional',
  daysLeft: 'days_left',
  queue: 'queue',
  risk: 'risk',
  strongFinding: 'strong_finding',
  examiner: 'examiner',
  secondExaminer: 'second_examiner',
  proposal: 'proposal',
  secondReviewReason: 'second_review_reason',
  family: 'family',
  priorityOn: 'priority_on',
  number: 'number',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  submittedAt: 'submitted_at',
  decidedAt: 'decided_at',
} as const satisfies Record<Exclude<keyof ApplicationRow, 'patternId'>, string>;

const SELECTED = [
  ...Object.entries(COLUMNS).map(([name, column]) => `a.${column} as "${name}"`),
  `(select p.pattern_id from application_picture p where p.application_key = a.key and p.pattern_id is not null
    order by p.ordinal limit 1) as "patternId"`,
].join(', ');

/** Applications that a condition lets through, in its order: `a` stands for the application in it. */
export function selectApplications(
  db: Queryable,
  condition: string,
  params: readonly SqlValue[],
): Promise<ApplicationRow[]> {
  return db.query<ApplicationRow>(`select ${SELECTED} from application a where ${condition}`, params);
}

export async function insertApplication(
  tx: Queryable,
  row: Pick<
    ApplicationRow,
    'id' | 'tenant' | 'applicantParty' | 'filedBy' | 'kind' | 'form' | 'title' | 'lane' | 'createdAt'
  >,
): Promise<number> {
  const [inserted] = await tx.query<{ key: number }>(
    `insert into application (id, tenant_id, applicant_party_id, filed_by, kind, state, form, title, lane, family, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 'draft', $6::jsonb, $7, $8, $1, $9, $9) returning key`,
    [
      row.id,
      row.tenant,
      row.applicantParty,
      row.filedBy,
      row.kind,
      JSON.stringify(row.form),
      row.title,
      row.lane,
      row.createdAt,
    ],
  );
  return inserted!.key;
}

export async function readApplicationRow(db: Queryable, id: string): Promise<ApplicationRow | undefined> {
  const [row] = await db.query<ApplicationRow>(`select ${SELECTED} from application a where a.id = $1`, [id]);
  return row;
}

/** As readApplicationRow, and nobody else can change it until the transaction ends. */
export async function lockApplication(tx: Queryable, id: string): Promise<ApplicationRow | undefined> {
  const [row] = await tx.query<ApplicationRow>(`select ${SELECTED} from application a where a.id = $1 for update`, [
    id,
  ]);
  return row;
}

/** Writes what changed and raises the version. */
export async function updateApplication(
  tx: Queryable,
  key: number,
  change: ApplicationChange,
  now: Date,
): Promise<void> {
  const entries = Object.entries(change) as [keyof ApplicationChange, SqlValue | object][];
  const sets = entries.map(([name], i) => `${COLUMNS[name]} = $${i + 3}${name === 'form' ? '::jsonb' : ''}`);
  const values = entries.map(([name, value]) => (name === 'form' ? JSON.stringify(value) : (value as SqlValue)));
  await tx.query(
    `update application set ${['version = version + 1', 'updated_at = $2', ...sets].join(', ')} where key = $1`,
    [key, now, ...values],
  );
}

/** Writes a form in which nobody typed: the version stays. */
export async function restateForm(tx: Queryable, key: number, form: ApplicationRow['form']): Promise<void> {
  await tx.query('update application set form = $2::jsonb where key = $1', [key, JSON.stringify(form)]);
}

/** A page of applications, newest first, of the parties or of the office given. */
export async function listApplicationRows(
  db: Queryable,
  filter: {
    readonly parties?: readonly string[] | undefined;
    readonly tenants?: readonly string[] | null | undefined;
    readonly states?: readonly string[] | undefined;
    readonly beforeKey?: number | undefined;
    readonly limit: number;
  },
): Promise<readonly ApplicationRow[]> {
  return db.query<ApplicationRow>(
    `select ${SELECTED} from application a
     where ($1::text[] is null or a.applicant_party_id = any($1::text[])) and ($2::text[] is null or a.tenant_id = any($2::text[]))
       and ($3::text[] is null or a.state = any($3::text[])) and ($4::bigint is null or a.key < $4)
     order by a.key desc limit $5`,
    [filter.parties ?? null, filter.tenants ?? null, filter.states ?? null, filter.beforeKey ?? null, filter.limit],
  );
}

/** What waits in the offices' queues: late first, then by risk, then by time left, then in the order of submission. */
export async function listQueueRows(
  db: Queryable,
  filter: {
    readonly tenants: readonly string[] | null;
    readonly states: readonly string[];
    readonly queue: string | null;
    readonly today: string;
    readonly limit: number;
  },
): Promise<readonly ApplicationRow[]> {
  return db.query<ApplicationRow>(
    `select ${SELECTED} from application a
     where ($1::text[] is null or a.tenant_id = any($1::text[])) and a.state = any($2::text[]) and ($3::text is null or a.queue = $3)
     order by (a.due_on < $4) desc nulls last, a.risk desc nulls last, a.due_on, a.key limit $5`,
    [filter.tenants, filter.states, filter.queue, filter.today, filter.limit],
  );
}

/** Cases whose clock has run out before `today`. */
export async function listRunOut(db: Queryable, today: string, clocks: readonly string[]): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    'select id from application where due_on < $1 and clock = any($2::text[]) order by key limit 500',
    [today, clocks],
  );
  return rows.map(({ id }) => id);
}

/** Cases whose term was counted before its year's holidays were known, and ends by `until`. */
export async function listProvisionalTerms(db: Queryable, until: string): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    'select id from application where clock is not null and due_provisional and due_on <= $1 order by key limit 500',
    [until],
  );
  return rows.map(({ id }) => id);
}

export async function readByNumber(db: Queryable, number: string): Promise<ApplicationRow | undefined> {
  const [row] = await db.query<ApplicationRow>(`select ${SELECTED} from application a where a.number = $1`, [number]);
  return row;
}

/** Numbers of cases in these states that name this deposit, of parties that the account belongs to: others may name what they like. */
export function listNamingDeposit(
  db: Queryable,
  {
    deposit,
    account,
    states,
  }: { readonly deposit: string; readonly account: string; readonly states: readonly string[] },
): Promise<readonly { readonly number: string; readonly application: string }[]> {
  return db.query(
    `select a.number, a.id as application from application a
     join membership m on m.party_id = a.applicant_party_id and m.account_id = $2 and m.until is null
     where a.form->>'depositReference' = $1 and a.number is not null and a.state = any($3::text[]) order by a.number`,
    [deposit, account, [...states]],
  );
}

export async function readApplicationByKey(db: Queryable, key: number): Promise<ApplicationRow | undefined> {
  const [row] = await db.query<ApplicationRow>(`select ${SELECTED} from application a where a.key = $1`, [key]);
  return row;
}

/** The latest application in one of these states that has this very picture. */
export async function readByPicture(
  db: Queryable,
  sha256: string,
  states: readonly string[],
): Promise<ApplicationRow | undefined> {
  const [row] = await db.query<ApplicationRow>(
    `select ${SELECTED} from application a
     where a.state = any($2::text[]) and exists (
       select 1 from application_picture p where p.application_key = a.key and p.sha256 = $1)
     order by a.key desc limit 1`,
    [sha256, states],
  );
  return row;
}

/** Takes the next running number of a series: without gap or double, whoever else takes one. */
export async function takeNumber(tx: Queryable, series: string): Promise<number> {
  const [row] = await tx.query<{ running: number }>(
    `insert into number_series as s (series, running) values ($1, 1)
     on conflict (series) do update set running = s.running + 1 returning running`,
    [series],
  );
  return row!.running;
}

export function readApplicationTitles(
  db: Queryable,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly title: string; readonly tenant: string; readonly party: string }[]> {
  return db.query(
    'select id, title, tenant_id as tenant, applicant_party_id as party from application where id = any($1::text[])',
    [ids],
  );
}
