import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPattern } from '../../../../api/services/import-pattern.ts';
import type { Registry } from '../../../../api/services/registry.ts';
import { orderCounterReport, orderReport } from '../../../../api/services/reports/order.ts';
import { readReport } from '../../../../api/services/reports/read.ts';
import { appendAudit, queryAudit } from '../../../../api/store/audit-trail.ts';
import { sha256Of } from '../../../../api/store/blob-store.ts';
import { designOf, filed, type Office, openOffice, worksForm } from '../../applications/office.ts';
import { ACTOR, makeDataDir, openPlain } from '../registry-fixture.ts';

const publicUrl = 'https://patterns.example';

let place: Awaited<ReturnType<typeof makeDataDir>>;
let registry: Registry;
let office: Office;
let now = new Date('2026-03-02T02:00:00Z');

beforeAll(async () => {
  place = await makeDataDir();
  registry = await openPlain({ dataDir: place.dataDir, databaseUrl: null }, undefined, () => now);
  office = await openOffice(registry);
}, 120_000);
afterAll(async () => {
  await registry?.close();
  await place.dispose();
});

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

describe('ordering a report', () => {
  it('is refused for a picture without anything to compare, and says why', async () => {
    const actor = await office.designer('Blank Firm');
    await expect(orderReport(registry, new Uint8Array(Buffer.from('blank')), {}, { actor })).rejects.toMatchObject({
      code: 'not-comparable',
      details: { received: 'one that is blank (3 × 2 pixels)' },
    });
    expect(await registry.store.query('select 1 from similarity_report where account = $1', [actor.name])).toEqual([]);
  });

  it('tells of several hidden versions of one work once', async () => {
    const [firm, asker] = [await office.designer('Version Firm'), await office.designer('Version Asker')];
    const first = await filed(registry, firm, 'hidden versions', worksForm('Version Firm'));
    const changes = { earlierVersion: first.id };
    await filed(registry, firm, 'hidden versions|2', worksForm('Version Firm', changes));
    await filed(registry, firm, 'hidden versions|3', worksForm('Version Firm', changes));
    const row = await orderReport(registry, designOf('hidden versions|4'), {}, { actor: asker });
    const { findings, attestation } = await readReport(registry, row, publicUrl);
    expect(findings.records).toEqual([]);
    expect(attestation.statement.restricted).toMatchObject([{ grade: 'identical', contact: 'office@example.org' }]);
    const told = await queryAudit(registry.store, {
      ...{ tenant: null, objectKind: 'pattern', objectId: null, actor: asker.name, from: null, until: null },
      ...{ before: null, limit: 100 },
    });
    expect(told.filter(({ action }) => action === 'learn-of-restricted')).toHaveLength(1);
    // Whoever may see them has them in his report.
    const own = await orderReport(registry, designOf('hidden versions|4'), {}, { actor: firm });
    const seen = await readReport(registry, own, publicUrl);
    expect(seen.findings.records).toHaveLength(3);
    expect(seen.attestation.statement.restricted).toEqual([]);
  });

  it('is refused where a picture went with its record meanwhile, and puts its own back', async () => {
    const actor = await office.designer('Late Firm');
    const upload = { picture: designOf('goes away|1'), fileName: 'g.png' };
    expect(await importPattern(registry, upload, { actor: ACTOR })).toMatchObject({ status: 'added' });
    // As a removal does that came in between.
    await registry.blobs.remove({ kind: 'picture', sha256: sha256Of(upload.picture) });
    const rows = () => registry.store.query('select id from similarity_report where account = $1', [actor.name]);
    expect(await code(orderReport(registry, designOf('goes away|2'), {}, { actor }))).toBe('not-now');
    expect(await rows()).toEqual([]);
    expect(await code(orderReport(registry, upload.picture, {}, { actor }))).toBe('done');
    expect(await registry.blobs.has({ kind: 'picture', sha256: sha256Of(upload.picture) })).toBe(true);
  });

  it('is possible sixty times an hour, counter-reports included, and again when the hour is over', async () => {
    const [actor, other] = [await office.designer('Many Reports'), await office.designer('Few Reports')];
    const row = await orderReport(registry, designOf('ordered often'), {}, { actor });
    await registry.store.query(
      `insert into similarity_report (id, account, tenant_id, ordered_at, grade, content_sha256, findings_sha256, inputs_sha256, counters)
       select 'SR-' || lpad(n::text, 26, '0'), account, tenant_id, ordered_at, grade, content_sha256, findings_sha256, inputs_sha256, id
       from similarity_report cross join generate_series(1, 58) n where id = $1`,
      [row.id],
    );
    const showing = { findingsSha256: row.findingsSha256 };
    expect(await code(orderCounterReport(registry, row.id, showing, { actor }))).toBe('done');
    expect(await code(orderCounterReport(registry, row.id, showing, { actor }))).toBe('too-many-attempts');
    await expect(orderReport(registry, designOf('ordered often'), {}, { actor })).rejects.toMatchObject({
      code: 'too-many-attempts',
      details: { expected: 'at most 60 orders of reports an hour', retryAfterS: 3_600 },
    });
    expect(await code(orderCounterReport(registry, row.id, showing, { actor: other }))).toBe('done');
    now = new Date('2026-03-02T03:00:01Z');
    expect(await code(orderCounterReport(registry, row.id, showing, { actor }))).toBe('done');
  });

  it('tells of hidden works no more than thirty times an hour', async () => {
    const [firm, asker] = [await office.designer('Hidden Firm'), await office.designer('Hidden Asker')];
    await filed(registry, firm, 'hidden from reports', worksForm('Hidden Firm'));
    for (let i = 0; i < 30; i++)
      await appendAudit(registry.store, { at: now, actor: asker.name, action: 'learn-of-restricted' });
    const order = () => orderReport(registry, designOf('hidden from reports|2'), {}, { actor: asker });
    await expect(order()).rejects.toMatchObject({
      code: 'too-many-attempts',
      details: { expected: 'at most 30 notices of restricted records an hour' },
    });
    expect(await registry.store.query('select 1 from similarity_report where account = $1', [asker.name])).toEqual([]);
  });
});
