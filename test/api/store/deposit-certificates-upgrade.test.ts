import { afterAll, describe, expect, it } from 'vitest';
import { listDepositCertificates } from '../../../api/store/deposit-certificate-rows.ts';
import { migrate, readMigrations } from '../../../api/store/migrations.ts';
import { startPostgres } from '../postgres-server.ts';
import { makeEmbedded, makeOnServer, type TestDatabase } from './databases.ts';

const postgres = await startPostgres();
afterAll(async () => {
  if ('server' in postgres) await postgres.server.dispose();
});

const id = (prefix: string, digit: string) => `${prefix}-${digit.repeat(26)}`;
const AT = new Date('2026-01-02T03:04:05Z');

function upgradeContract(name: string, make: () => Promise<TestDatabase>): void {
  it(`makes certificates of deposits that were issued before known, on ${name}`, { timeout: 240_000 }, async () => {
    const place = await make();
    const db = await place.open();
    await migrate(
      db,
      readMigrations().filter((migration) => migration.name < '0036'),
    );
    const deposit = id('SD', '1');
    await db.query('insert into deposit values ($1, $2, $3, $4)', [deposit, 'a'.repeat(64), id('AC', '1'), AT]);
    for (const [digit, about] of [
      ['1', deposit],
      ['2', id('AP', '1')],
    ] as const) {
      const record = { id: id('CE', digit), sha256: digit.repeat(64), about };
      await db.query('insert into log_outbox (key, record, salt, entered_at) values ($1, $2, $3, $4)', [
        `certificate:${record.id}`,
        JSON.stringify(record),
        'b'.repeat(64),
        AT,
      ]);
      await db.query(
        `insert into audit_trail (at, actor, action, object_kind, object_id, after)
         values ($1, $2, 'issue-certificate', $3, $4, $5::jsonb)`,
        [
          AT,
          id('AC', '1'),
          about === deposit ? 'deposit' : 'application',
          about,
          JSON.stringify({ certificate: record.id, language: 'en' }),
        ],
      );
    }
    await migrate(db);
    expect(await listDepositCertificates(db, deposit)).toEqual([
      {
        id: id('CE', '1'),
        depositId: deposit,
        language: 'en',
        sha256: '1'.repeat(64),
        replaces: null,
        issuedAt: AT,
        issuedBy: id('AC', '1'),
      },
    ]);
    expect(await db.query('select id from deposit_certificate')).toHaveLength(1);
    await db.close();
    await place.dispose();
  });
}

describe('an upgrade', () => {
  upgradeContract('the embedded database', makeEmbedded);
  if ('server' in postgres) upgradeContract('a PostgreSQL server', () => makeOnServer(postgres.server));
});
