import { openSession } from '../../api/services/accounts/sessions.ts';
import type { Registry } from '../../api/services/registry.ts';
import { keepSetting } from '../../api/store/settings.ts';
import type { Fingerprint } from '../../engine/index.ts';
import { fillLibrary } from '../fill-library.ts';

/** Of ten users one pair of hands is an examiner's. */
const EXAMINERS_SHARE = 0.2;

/** Titles are two of these and a number of their own: a word stands in some 8,000 of 100,000 titles, two of them in some 160. */
export const MOTIFS = [
  ...[
    '牡丹',
    '缠枝莲',
    '宝相花',
    '团龙',
    '云雷',
    '海水江崖',
    '卷草',
    '回纹',
    '万字',
    '喜鹊登梅',
    '石榴',
    '葡萄',
    '联珠',
  ],
  ...['方胜', '如意', '蝙蝠', '仙鹤', '锦鸡', '鱼藻', '竹石', '兰草', '菊蝶', '波点', '格子', '条纹'],
];

/** Somebody who has signed in, with a firm of his own. */
export interface User {
  readonly account: string;
  readonly party: string;
  readonly isExaminer: boolean;
  /** The secret of his session. */
  readonly session: string;
}

/** Ids as the registry has them, but in the order of their numbers. */
const idOf = (prefix: string, number: string): string =>
  `'${prefix}-' || lpad(upper(to_hex(${number}::bigint)), 26, '0')`;

/**
 * A registry of `records` registrations, each with its record in the library, and users with open sessions. Rows are written as
 * the services write them, many to a statement.
 */
export async function populate(
  registry: Registry,
  bases: readonly Fingerprint[],
  { records, users }: { readonly records: number; readonly users: number },
): Promise<readonly User[]> {
  await fillLibrary(registry, bases, records);
  const { store } = registry;
  const now = new Date();
  const firstRun = await keepSetting(store, 'bench-population', { users, records });
  if (firstRun.users !== users || firstRun.records !== records)
    throw new Error(`This registry was made for ${JSON.stringify(firstRun)}: remove its folder.`);
  await store.transaction(async (tx) => {
    const [present] = await tx.query('select id from tenant limit 1');
    if (present !== undefined) return;
    await tx.query(
      `insert into tenant (id, name, region, contact, created_at) values (${idOf('TN', '1')}, '浙江省版权局', '33', 'office@example.org', $1)`,
      [now],
    );
    await tx.query(
      `insert into account (id, email, name, language, tenant_id, status, created_at)
       select ${idOf('AC', 'n')}, 'user' || n || '@example.org', 'User ' || n, 'zh', ${idOf('TN', '1')}, 'active', $2::timestamptz
       from generate_series(1, $1::int) as n`,
      [users, now],
    );
    await tx.query(
      `insert into party (id, kind, name, tenant_id, region, verification, created_at, created_by)
       select ${idOf('PT', 'n')}, 'firm', 'Mill ' || n, ${idOf('TN', '1')}, '33', 'verified', $2::timestamptz, ${idOf('AC', 'n')}
       from generate_series(1, $1::int) as n`,
      [users, now],
    );
    await tx.query(
      `insert into membership (party_id, account_id, manages, since)
       select ${idOf('PT', 'n')}, ${idOf('AC', 'n')}, true, $2::timestamptz from generate_series(1, $1::int) as n`,
      [users, now],
    );
    await tx.query(
      `insert into role_grant (account_id, role, tenant_id, granted_at, granted_by)
       select ${idOf('AC', 'n')}, 'examiner', ${idOf('TN', '1')}, $2::timestamptz, 'benchmark' from generate_series(1, $1::int) as n`,
      [Math.ceil(users * EXAMINERS_SHARE), now],
    );
    // A statement for a hundred thousand rows takes longer than one of the registry's may.
    await tx.execute('set local statement_timeout = 0');
    await insertRegistrations(tx, users, now);
  });
  const population: User[] = [];
  for (let n = 1; n <= users; n++) {
    const number = n.toString(16).toUpperCase().padStart(26, '0');
    const account = `AC-${number}`;
    population.push({
      account,
      party: `PT-${number}`,
      isExaminer: n <= Math.ceil(users * EXAMINERS_SHARE),
      session: await openSession(registry, account, { secondFactor: true }),
    });
  }
  return population;
}

async function insertRegistrations(
  tx: Parameters<Parameters<Registry['store']['transaction']>[0]>[0],
  users: number,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into application (id, tenant_id, applicant_party_id, filed_by, kind, state, form, title, lane, region, clock, due_on,
       family, priority_on, number, created_at, updated_at, submitted_at, decided_at)
     select ${idOf('AP', 'p.key')}, ${idOf('TN', '1')}, ${idOf('PT', 'p.key % $1::int + 1')}, ${idOf('AC', 'p.key % $1::int + 1')}, 'works',
       'registered', jsonb_build_object('kind', 'works', 'title', p.words || p.title, 'lane', 'ordinary', 'owners', jsonb_build_array(
         jsonb_build_object('name', 'Mill ' || (p.key % $1::int + 1), 'share', '1/1'))),
       p.words || p.title, 'ordinary', '33', 'notice', to_char($2::timestamptz + interval '20 days', 'YYYY-MM-DD'),
       ${idOf('AP', 'p.key')}, '2026-01-05', '浙作登字-2026-' || lpad(p.key::text, 8, '0'), $2::timestamptz, $2::timestamptz, $2::timestamptz, $2::timestamptz
     from (select *, ($3::text[])[(key % ${MOTIFS.length}) + 1] || ($3::text[])[(key / ${MOTIFS.length} % ${MOTIFS.length}) + 1] || ' ' as words from pattern) as p`,
    [users, now, MOTIFS],
  );
  await tx.query(
    `insert into application_picture (application_key, ordinal, sha256, role, file_name, media_format, width_px, height_px, pattern_id)
     select a.key, 0, p.sha256, 'flat-design', p.file_name, 'jpeg', p.width_px, p.height_px, p.id
     from pattern p join application a on a.id = ${idOf('AP', 'p.key')}`,
  );
  await tx.query(
    `insert into application_event (application_key, ordinal, at, actor, event, from_state, to_state)
     select a.key, 0, $1::timestamptz, a.filed_by, 'submit', 'pre-checked', 'submitted' from application a
     union all
     select a.key, 1, $1::timestamptz, 'benchmark', 'register', 'proposed-grant', 'registered' from application a`,
    [now],
  );
  await tx.query(
    `insert into notification (account_id, application_id, event, state, at)
     select a.filed_by, a.id, 'register', 'registered', $1::timestamptz from application a`,
    [now],
  );
  await tx.execute('analyze');
}
