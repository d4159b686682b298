import type { Queryable } from './database.ts';

interface ExportedTable {
  readonly name: string;
  /** Columns of the primary key, with their types. */
  readonly key: readonly (readonly [column: string, type: 'bigint' | 'integer' | 'text' | 'boolean' | 'timestamptz'])[];
}

const PART_OF_APPLICATION: ExportedTable['key'] = [
  ['application_key', 'bigint'],
  ['ordinal', 'integer'],
];

/**
 * What a backup holds, each table after those it refers to. Left out: idempotency keys, sessions,
 * attempts, challenges and links, which concern what is under way, audits of the library, which can be made again, the texts of
 * the notice board, which the database makes of each application that is put in, and the migration ledger, which the manifest has.
 */
export const EXPORTED_TABLES: readonly ExportedTable[] = [
  { name: 'tenant', key: [['id', 'text']] },
  { name: 'account', key: [['id', 'text']] },
  { name: 'party', key: [['id', 'text']] },
  {
    name: 'membership',
    key: [
      ['party_id', 'text'],
      ['account_id', 'text'],
      ['since', 'timestamptz'],
    ],
  },
  {
    name: 'role_grant',
    key: [
      ['account_id', 'text'],
      ['role', 'text'],
      ['granted_at', 'timestamptz'],
    ],
  },
  { name: 'api_key', key: [['id', 'text']] },
  { name: 'totp', key: [['account_id', 'text']] },
  { name: 'passkey', key: [['credential_id', 'text']] },
  {
    name: 'recovery_code',
    key: [
      ['account_id', 'text'],
      ['code_sha256', 'text'],
    ],
  },
  { name: 'mail_outbox', key: [['entry', 'bigint']] },
  { name: 'document', key: [['id', 'text']] },
  { name: 'power_of_attorney', key: [['id', 'text']] },
  { name: 'party_link', key: [['id', 'text']] },
  { name: 'pattern', key: [['key', 'bigint']] },
  {
    name: 'dated_fact',
    key: [
      ['pattern_key', 'bigint'],
      ['ordinal', 'integer'],
    ],
  },
  { name: 'fingerprint', key: [['pattern_key', 'bigint']] },
  {
    name: 'pattern_view',
    key: [
      ['pattern_key', 'bigint'],
      ['ordinal', 'integer'],
    ],
  },
  { name: 'motif', key: [['key', 'bigint']] },
  { name: 'change_feed', key: [['position', 'bigint']] },
  { name: 'change_feed_head', key: [['one', 'boolean']] },
  { name: 'application', key: [['key', 'bigint']] },
  { name: 'application_picture', key: PART_OF_APPLICATION },
  { name: 'application_check', key: PART_OF_APPLICATION },
  { name: 'application_evidence', key: [['id', 'text']] },
  {
    name: 'case_finding',
    key: [
      ['application_key', 'bigint'],
      ['pattern_id', 'text'],
    ],
  },
  { name: 'application_event', key: PART_OF_APPLICATION },
  {
    name: 'examination_note',
    key: [
      ['application_key', 'bigint'],
      ['account_id', 'text'],
    ],
  },
  { name: 'opinion', key: [['id', 'text']] },
  { name: 'objection', key: [['id', 'text']] },
  { name: 'title_entry', key: PART_OF_APPLICATION },
  {
    name: 'certificate',
    key: [
      ['issued_at', 'timestamptz'],
      ['id', 'text'],
    ],
  },
  {
    name: 'similarity_report',
    key: [
      ['ordered_at', 'timestamptz'],
      ['id', 'text'],
    ],
  },
  {
    name: 'similarity_report_picture',
    key: [
      ['report_id', 'text'],
      ['ordinal', 'integer'],
    ],
  },
  {
    name: 'similarity_report_document',
    key: [
      ['report_id', 'text'],
      ['language', 'text'],
    ],
  },
  {
    name: 'evidence',
    key: [
      ['taken_at', 'timestamptz'],
      ['id', 'text'],
    ],
  },
  {
    name: 'evidence_custody',
    key: [
      ['evidence_id', 'text'],
      ['ordinal', 'integer'],
    ],
  },
  { name: 'number_series', key: [['series', 'text']] },
  { name: 'bad_faith_notice', key: PART_OF_APPLICATION },
  { name: 'notification', key: [['entry', 'bigint']] },
  { name: 'deposit', key: [['id', 'text']] },
  { name: 'open_deposit', key: [['id', 'text']] },
  {
    name: 'deposit_certificate',
    key: [
      ['issued_at', 'timestamptz'],
      ['id', 'text'],
    ],
  },
  { name: 'log_outbox', key: [['id', 'bigint']] },
  { name: 'log_head', key: [['one', 'boolean']] },
  {
    name: 'checkpoint_timestamp',
    key: [
      ['origin', 'text'],
      ['size', 'bigint'],
    ],
  },
  { name: 'witnessed_log', key: [['origin', 'text']] },
  {
    name: 'deadline_warning',
    key: [
      ['application_key', 'bigint'],
      ['clock', 'text'],
      ['due_on', 'text'],
      ['warning', 'text'],
    ],
  },
  { name: 'audit_trail', key: [['entry', 'bigint']] },
  { name: 'access_log', key: [['entry', 'bigint']] },
  { name: 'setting', key: [['name', 'text']] },
];

const IDENTITIES = [
  ['pattern', 'key'],
  ['motif', 'key'],
  ['application', 'key'],
  ['notification', 'entry'],
  ['audit_trail', 'entry'],
  ['access_log', 'entry'],
  ['mail_outbox', 'entry'],
  ['log_outbox', 'id'],
] as const;

/** Rows read or written at once: a view has some 3 kB. */
const ROWS_PER_PAGE = 500;

/** Every row of a table as JSON text, in the order of its key. Exact: PostgreSQL writes the shortest text that reads back equal. */
export async function* exportRows(tx: Queryable, { name, key }: ExportedTable): AsyncGenerator<string> {
  const columns = key.map(([column]) => `t.${column}`).join(', ');
  const places = key.map(([, type], i) => `$${i + 1}::${type}`).join(', ');
  let last: (string | number | boolean | Date)[] = [];
  for (;;) {
    const after = last.length === 0 ? '' : `where (${columns}) > (${places})`;
    const rows = await tx.query<Record<string, string | number | boolean | Date> & { json_text: string }>(
      `select to_jsonb(t)::text as json_text, ${columns} from ${name} t ${after} order by ${columns} limit ${ROWS_PER_PAGE}`,
      last,
    );
    for (const row of rows) yield row.json_text;
    const end = rows.at(-1);
    if (end === undefined || rows.length < ROWS_PER_PAGE) return;
    last = key.map(([column]) => end[column]!);
  }
}

/** Fills a table of an empty registry with rows of exportRows, in place of what its migration put there. */
export async function importRows(tx: Queryable, { name }: ExportedTable, rows: AsyncIterable<string>): Promise<number> {
  await tx.query(`delete from ${name}`);
  let count = 0;
  let page: string[] = [];
  const write = async () => {
    await tx.query(
      `insert into ${name} overriding system value select * from jsonb_populate_recordset(null::${name}, $1::jsonb)`,
      [`[${page.join(',')}]`],
    );
    count += page.length;
    page = [];
  };
  for await (const row of rows) {
    page.push(row);
    if (page.length === ROWS_PER_PAGE) await write();
  }
  if (page.length > 0) await write();
  return count;
}

/** New records go on after the restored ones. Call at the end of an import. */
export async function advanceIdentities(tx: Queryable, tables: ReadonlySet<string>): Promise<void> {
  for (const [table, column] of IDENTITIES)
    if (tables.has(table))
      await tx.query(
        `select setval(pg_get_serial_sequence('${table}', '${column}'), greatest(1, (select max(${column}) from ${table})),
         exists (select 1 from ${table}))`,
      );
}
