import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisionRecordSchema, importedRecordSchema } from '../../../api/proof/records.ts';
import { correct } from '../../../api/services/applications/amend.ts';
import { propose, takeCase } from '../../../api/services/applications/examine.ts';
import { importPattern } from '../../../api/services/import-pattern.ts';
import { decisionKey } from '../../../api/services/proof/decisions.ts';
import { currentCheckpoint, provenEntry } from '../../../api/services/proof/log-proofs.ts';
import { enterOlderRecords } from '../../../api/services/proof/older-records.ts';
import type { Registry } from '../../../api/services/registry.ts';
import { readApplicationRow } from '../../../api/store/applications/application-rows.ts';
import { readEvents } from '../../../api/store/applications/case-rows.ts';
import { filed, type Office, openOffice, worksForm } from '../applications/office.ts';
import { startPostgres } from '../postgres-server.ts';
import { verifiedEntry } from './log-fixture.ts';
import { ACTOR, makeDataDir, openPlain, pictureOf } from './registry-fixture.ts';

const postgres = await startPostgres();
afterAll(async () => {
  if ('server' in postgres) await postgres.server.dispose();
});

const databases: readonly (readonly [string, () => Promise<string | null>])[] = [
  ['the embedded database', async () => null],
  ...('server' in postgres ? [['a PostgreSQL server', () => postgres.server.createDatabase('logged')] as const] : []),
];

const grant = { outcome: 'grant', reason: 'nothing-earlier-found', note: 'Nothing.', judgements: [] } as const;

describe.each(databases)('what the log has of records on %s', (_, locate) => {
  let place: Awaited<ReturnType<typeof makeDataDir>>;
  let databaseUrl: string | null;
  let registry: Registry;
  let office: Office;
  const now = new Date('2026-03-02T02:00:00Z');

  const open = () => openPlain({ dataDir: place.dataDir, databaseUrl }, undefined, () => now);

  beforeAll(async () => {
    place = await makeDataDir();
    databaseUrl = await locate();
    registry = await open();
    office = await openOffice(registry);
  });
  afterAll(async () => {
    await registry?.close();
    await place.dispose();
  });

  async function registered(picture: string): Promise<string> {
    const mill = await office.designer('柯桥织造');
    const examiner = await office.staff('examiner');
    const { id } = await filed(registry, mill, picture, worksForm('柯桥织造'));
    await takeCase(registry, examiner, id);
    await propose(registry, examiner, id, grant);
    return id;
  }

  async function registrationEntry(id: string) {
    const { key, number, tenant } = (await readApplicationRow(registry.store, id))!;
    const ordinal = (await readEvents(registry.store, key)).findIndex(({ event }) => event === 'register');
    await registry.transparency.flush();
    return { entry: (await provenEntry(registry, decisionKey(id, ordinal)))!, number, tenant, ordinal };
  }

  const outboxKeys = async () =>
    (await registry.store.query<{ key: string }>('select key from log_outbox order by key')).map(({ key }) => key);

  it('proves a registration with number, owners and pictures, and nothing of what the examiner wrote', async () => {
    const id = await registered('proved');
    const { entry, number, tenant, ordinal } = await registrationEntry(id);
    expect(verifiedEntry(entry)).toBe(true);
    const record = decisionRecordSchema.parse(entry.record);
    expect(record).toMatchObject({
      application: id,
      ordinal,
      event: 'register',
      state: 'registered',
      at: now.toISOString(),
      office: tenant,
      noteSha256: null,
      registration: {
        number,
        kind: 'works',
        owners: [{ name: '柯桥织造', share: '1/1' }],
        pictures: [{ role: 'flat-design' }],
        createdOn: '2026-01-05',
        decidedOn: '2026-03-02',
      },
      entered: 'with-the-act',
    });
  });

  it('has a correction as an entry of its own, with what the record says from then on', async () => {
    const id = await registered('corrected');
    const before = (await readApplicationRow(registry.store, id))!;
    await correct(registry, await office.staff('registrar'), id, {
      version: before.version,
      form: { ...(before.form as object), title: '缠枝莲' },
      reason: 'clerical-error',
      note: 'A slip.',
    });
    const events = await readEvents(registry.store, before.key);
    await registry.transparency.flush();
    const entry = await provenEntry(registry, decisionKey(id, events.length - 1));
    const record = decisionRecordSchema.parse(entry?.record);
    expect(record).toMatchObject({ event: 'correct', registration: { title: '缠枝莲', number: before.number } });
    expect(record.noteSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(record)).not.toContain('A slip.');
  });

  it('has nothing of a decision that was rolled back', async () => {
    const examiner = await office.staff('examiner');
    const { id } = await filed(registry, await office.designer('Undone'), 'undone', worksForm('Undone'));
    await takeCase(registry, examiner, id);
    const keys = await outboxKeys();
    // The trigger stands for any failure after the act: the notices are the last thing that the act writes.
    await registry.store.execute(`
      create function refuse_notice() returns trigger language plpgsql as $$ begin raise exception 'no'; end; $$;
      create trigger refuse_notices before insert on notification for each row execute function refuse_notice();`);
    await expect(propose(registry, examiner, id, grant)).rejects.toThrow();
    await registry.store.execute('drop trigger refuse_notices on notification; drop function refuse_notice();');
    expect(await outboxKeys()).toEqual(keys);
    expect(await readApplicationRow(registry.store, id)).toMatchObject({ state: 'in-examination', number: null });
  });

  it('has an imported record once, however often it is imported', async () => {
    const upload = {
      picture: pictureOf('imported'),
      fileName: 'imported.png',
      details: {
        title: '旧登记',
        registrationNumber: '浙作登字-2019-F-1',
        dates: [{ kind: 'registered', date: '2019-05-06', evidence: 'registration' }],
      },
    } as const;
    const { id } = await importPattern(
      registry,
      { ...upload, details: { ...upload.details, dates: [...upload.details.dates] } },
      { actor: ACTOR },
    );
    await importPattern(registry, { picture: upload.picture, fileName: 'again.png' }, { actor: ACTOR });
    await registry.transparency.flush();
    const entry = (await provenEntry(registry, `pattern:${id}`))!;
    expect(verifiedEntry(entry)).toBe(true);
    expect(importedRecordSchema.parse(entry.record)).toMatchObject({
      id,
      title: '旧登记',
      dates: [{ kind: 'registered', date: '2019-05-06', evidence: 'registration' }],
      importedAt: now.toISOString(),
      entered: 'with-the-act',
    });
    expect((await outboxKeys()).filter((key) => key === `pattern:${id}`)).toHaveLength(1);
  });

  it('enters what is older than the log once, marked so, with the dates that it had', async () => {
    const id = await registered('older');
    const { ordinal } = await registrationEntry(id);
    const { id: pattern } = await importPattern(
      registry,
      { picture: pictureOf('older import'), fileName: 'older.png' },
      { actor: ACTOR },
    );
    const known = await outboxKeys();
    const { size } = await currentCheckpoint(registry);
    // As after the move to this version: the acts are there, their entries are not.
    await registry.store.query('delete from log_outbox where key = any($1)', [
      [decisionKey(id, ordinal), `pattern:${pattern}`],
    ]);
    await registry.store.execute('update log_head set older_entered_at = null');
    const stop = new AbortController();
    await enterOlderRecords(registry, stop.signal);
    await enterOlderRecords(registry, stop.signal);
    await registry.transparency.flush();
    expect(await outboxKeys()).toEqual(known);
    const decision = (await provenEntry(registry, decisionKey(id, ordinal)))!;
    expect(verifiedEntry(decision)).toBe(true);
    expect(decision.index).toBeGreaterThanOrEqual(size);
    expect(decision.record).toMatchObject({ event: 'register', at: now.toISOString(), entered: 'afterwards' });
    const imported = (await provenEntry(registry, `pattern:${pattern}`))!;
    expect(imported.record).toMatchObject({ importedAt: now.toISOString(), entered: 'afterwards' });
    await registry.close();
    registry = await open();
    await registry.transparency.flush();
    expect(await outboxKeys()).toEqual(known);
  });
});
