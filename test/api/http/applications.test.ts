import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateInChina } from '../../../api/registration/calendar/dates.ts';
import type { CaseFileView, StatisticsView } from '../../../api/schemas/application.ts';
import { propose, takeCase } from '../../../api/services/applications/examine.ts';
import { CRITERIA } from '../../../engine/index.ts';
import { filed, type Office, openOffice, worksForm } from '../applications/office.ts';
import { motifPng } from './motif-png.ts';
import { problemOf, type RunningServer, startServer } from './running-server.ts';

let server: RunningServer;
let office: Office;
beforeAll(async () => {
  server = await startServer({ SELVEDGE_CHECKS_PER_MINUTE: '0' });
  office = await openOffice(server.context.services);
});
afterAll(() => server.close());

/** Somebody with a session, asking as a browser does from our own page. */
async function person(account: string) {
  const cookie = `selvedge-session=${await office.session(account)}`;
  const send = (method: string, path: string, body?: object) =>
    server.fetch(path, {
      method,
      headers: {
        cookie,
        'sec-fetch-site': 'same-origin',
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
  return {
    send,
    /** Expects success and gives the body. */
    async ask<T = { id: string; version: number; state: string; number: string | null }>(
      method: string,
      path: string,
      body?: object,
    ): Promise<T> {
      const response = await send(method, path, body);
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (response.status === 204 ? undefined : await response.json()) as T;
    },
  };
}

function pictureForm(bytes: Uint8Array, details: object = {}): FormData {
  const form = new FormData();
  form.append('picture', new Blob([new Uint8Array(bytes)]), 'design.png');
  form.append('details', JSON.stringify(details));
  return form;
}

const decision = { reason: 'nothing-earlier-found', note: 'Nothing earlier was found.' };

describe('an application over HTTP', () => {
  it('goes from draft to public notice, with a designer, two examiners and the public', async () => {
    const millActor = await office.designer('柯桥织造');
    const mill = await person(millActor.account);
    const examiner = await person((await office.staff('examiner')).account);
    const second = await person((await office.staff('examiner')).account);

    const draft = await mill.ask('POST', '/v1/applications', {
      party: millActor.party,
      kind: 'works',
      form: { title: 'half' },
    });
    const saved = await mill.ask('POST', `/v1/applications/${draft.id}/form`, {
      version: draft.version,
      form: worksForm('柯桥织造'),
    });
    const stale = await mill.send('POST', `/v1/applications/${draft.id}/form`, {
      version: draft.version,
      form: { title: 'from another window' },
    });
    expect(stale.status).toBe(409);
    expect(await stale.json()).toMatchObject({
      code: 'stale-edit',
      typed: { title: 'from another window' },
      current: { version: saved.version, title: '缠枝莲' },
    });
    expect((await problemOf(await mill.send('POST', `/v1/applications/${draft.id}/submission`))).errors).toEqual([
      { in: 'body', name: 'pictures', detail: 'Expected at least one picture of the flat design.' },
    ]);
    await mill.ask(
      'POST',
      `/v1/applications/${draft.id}/pictures`,
      pictureForm(motifPng(11, 512), { repeatMm: { width: 320, height: 640 } }),
    );
    await mill.ask('POST', `/v1/applications/${draft.id}/pre-check`);
    expect(await mill.ask('POST', `/v1/applications/${draft.id}/submission`)).toMatchObject({ state: 'submitted' });
    expect((await problemOf(await mill.send('POST', `/v1/applications/${draft.id}/submission`))).code).toBe(
      'step-not-possible',
    );

    const queue = await examiner.ask<{ cases: { application: { id: string } }[] }>('GET', '/v1/examination-queue');
    expect(queue.cases.map(({ application }) => application.id)).toEqual([draft.id]);
    await examiner.ask('POST', `/v1/applications/${draft.id}/claim`);
    await examiner.ask('POST', `/v1/applications/${draft.id}/examination-note`, { note: 'half a sentence' });
    const file = await examiner.ask<CaseFileView>('GET', `/v1/applications/${draft.id}`);
    expect(file.staff).toMatchObject({ queue: 'clear', note: { note: 'half a sentence' } });
    expect(file.checks[0]?.result.versions.engine).toBe(server.context.services.engine.versions.engine);
    const registered = await examiner.ask('POST', `/v1/applications/${draft.id}/proposal`, {
      ...decision,
      outcome: 'grant',
      judgements: [],
    });
    expect(registered).toMatchObject({ state: 'registered' });

    // The same drawing by somebody else: refused by two.
    const copierActor = await office.designer('Copier');
    const copier = await person(copierActor.account);
    const copy = await copier.ask('POST', '/v1/applications', {
      party: copierActor.party,
      kind: 'works',
      form: worksForm('Copier'),
    });
    await copier.ask('POST', `/v1/applications/${copy.id}/pictures`, pictureForm(motifPng(11, 512, [2, 0, 1])));
    await copier.ask('POST', `/v1/applications/${copy.id}/submission`);
    await second.ask('POST', `/v1/applications/${copy.id}/claim`);
    const found = await second.ask<CaseFileView>('GET', `/v1/applications/${copy.id}`);
    expect(found.staff).toMatchObject({ queue: 'duplicate-review', strongFinding: true });
    const result = found.checks[0]!.result;
    if (result.status !== 'checked') throw new Error('not checked');
    const [candidate] = result.candidates;
    expect(candidate).toMatchObject({ registrationNumber: registered.number });
    expect(candidate!.criteria.map(({ criterion }) => criterion)).toEqual([...CRITERIA]);
    const judgements = [
      {
        work: candidate!.id,
        conclusion: 'derived',
        criteria: CRITERIA.map((criterion) => ({ criterion, judgement: 'similar', reason: 'Seen.' })),
      },
    ];
    await second.ask('POST', `/v1/applications/${copy.id}/proposal`, {
      reason: 'earlier-substantially-similar-work',
      note: 'The same drawing, recoloured.',
      outcome: 'refusal',
      judgements,
    });
    expect((await problemOf(await second.send('POST', `/v1/applications/${copy.id}/second-review`))).code).toBe(
      'requirement-missing',
    );
    await examiner.ask('POST', `/v1/applications/${copy.id}/second-review`);
    expect(
      await examiner.ask('POST', `/v1/applications/${copy.id}/confirmation`, {
        reason: 'agrees-with-proposal',
        note: 'So it is.',
      }),
    ).toMatchObject({ state: 'refused' });
    const toldCopier = await copier.ask<CaseFileView>('GET', `/v1/applications/${copy.id}`);
    expect(toldCopier.staff).toBeNull();
    expect(toldCopier.events.map(({ event, reason }) => [event, reason])).toContainEqual([
      'propose-refusal',
      'earlier-substantially-similar-work',
    ]);
    expect(toldCopier.events.every(({ actor }) => actor === '')).toBe(true);
    expect(await copier.ask('GET', '/v1/notifications')).toMatchObject({
      notifications: [{ event: 'confirm-refusal', state: 'refused', read: false }],
    });

    // The public, without signing in.
    const board = await (await server.fetch(`/v1/notices?text=${encodeURIComponent(registered.number!)}`)).json();
    expect(board).toMatchObject({
      notices: [{ id: draft.id, number: registered.number, owners: ['柯桥织造'], state: 'registered' }],
    });
    expect((await server.fetch(`/v1/notices/${draft.id}/pictures/0`)).headers.get('content-type')).toBe('image/webp');
    const search = new FormData();
    search.append('picture', new Blob([new Uint8Array(motifPng(11, 512))]), 'p.png');
    expect(await (await server.fetch('/v1/notice-searches', { method: 'POST', body: search })).json()).toMatchObject({
      notices: [{ id: draft.id }],
    });
    expect(await (await server.fetch(`/v1/notices/${draft.id}/title`)).json()).toMatchObject({
      holders: [{ name: '柯桥织造', share: '1/1' }],
    });
    for (const hidden of [copy.id, 'AP-00000000000000000000000000'])
      expect((await server.fetch(`/v1/notices/${hidden}`)).status).toBe(404);
    expect((await server.fetch(`/v1/applications/${draft.id}`)).status).toBe(401);
    expect((await copier.send('GET', `/v1/applications/${draft.id}/pictures/0`)).status).toBe(200);
    const other = await person((await office.designer('Other')).account);
    expect((await other.send('GET', `/v1/applications/${copy.id}`)).status).toBe(404);
    expect((await other.send('GET', `/v1/applications/${copy.id}/pictures/0`)).status).toBe(404);
  });

  it('gives figures that equal their recomputation, as JSON and CSV', async () => {
    const examiner = await person((await office.staff('registrar')).account);
    const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
    const figures = await examiner.ask<StatisticsView>('GET', `/v1/statistics?from=${month}&to=${month}`);
    const rows = await server.context.services.store.query<{ state: string; submitted: boolean }>(
      `select state, submitted_at is not null as submitted from application where tenant_id = $1`,
      [office.tenant],
    );
    const submitted = rows.filter((row) => row.submitted);
    expect(figures.applications).toBe(submitted.length);
    const states = [...new Set(submitted.map(({ state }) => state))].sort();
    expect(figures.byState).toEqual(
      states.map((group) => ({ group, count: submitted.filter(({ state }) => state === group).length })),
    );
    expect(figures.refusalsByReason).toEqual([{ group: 'earlier-substantially-similar-work', count: 1 }]);
    expect(figures.strongFindingsByEdit).toContainEqual({ group: 'recoloured', count: 1 });
    expect(figures.workingDaysToDecision).toMatchObject({ decided: 2, median: 0 });
    const csv = await (await examiner.send('GET', `/v1/statistics.csv?from=${month}&to=${month}`)).text();
    expect(csv.split('\r\n')).toEqual(
      expect.arrayContaining([
        'figure,group,value',
        `applications,,${submitted.length}`,
        'refusalsByReason,earlier-substantially-similar-work,1',
      ]),
    );
    const designer = await person((await office.designer('Curious')).account);
    expect((await designer.send('GET', `/v1/statistics?from=${month}&to=${month}`)).status).toBe(403);
  });

  it('names all faults of a manifest of 500 rows at once, and takes the rest or nothing, as asked', async () => {
    const actor = await office.designer('Bulk');
    const bulk = await person(actor.account);
    const lines = Array.from({ length: 500 }, (_, i) =>
      JSON.stringify({
        ...worksForm('Bulk', { title: `Design ${i}` }),
        ...(i % 17 === 0 ? { created: { date: '2026-02-30', place: 'x', evidence: [] } } : {}),
        picture: `${i}.png`,
      }),
    );
    const batch = { party: actor.party, format: 'jsonl', text: lines.join('\n') };
    const count = async () =>
      (
        await server.context.services.store.query('select 1 as one from application where applicant_party_id = $1', [
          actor.party,
        ])
      ).length;
    const refused = await bulk.ask<{ rows: { status: string; faults: { field: string }[] }[] }>(
      'POST',
      '/v1/application-batches',
      { ...batch, mode: 'all-or-nothing' },
    );
    expect(refused.rows.filter(({ status }) => status === 'rejected')).toHaveLength(30);
    expect(refused.rows.filter(({ status }) => status === 'left-out')).toHaveLength(470);
    expect(refused.rows.flatMap(({ faults }) => faults.map(({ field }) => field))).toEqual(
      Array(30).fill('created.date'),
    );
    expect(await count()).toBe(0);
    const taken = await bulk.ask<{ rows: { status: string; application?: string; picture: string }[] }>(
      'POST',
      '/v1/application-batches',
      { ...batch, mode: 'rest' },
    );
    expect(taken.rows.filter(({ status }) => status === 'accepted')).toHaveLength(470);
    expect(await count()).toBe(470);
    const [, first] = taken.rows;
    const [, , without] = taken.rows;
    await bulk.ask('POST', `/v1/applications/${first!.application}/pictures`, pictureForm(motifPng(31, 512)));
    const applications = [first!.application, without!.application];
    expect(await bulk.ask('POST', '/v1/application-batch-submissions', { applications })).toMatchObject({
      results: [
        { status: 'submitted' },
        { status: 'rejected', code: 'requirement-missing', faults: [{ field: 'pictures' }] },
      ],
    });
    const own = await bulk.ask<{ applications: { id: string }[] }>('GET', '/v1/own-data');
    expect(own.applications).toHaveLength(470);
  });

  it('reads manifests in CSV, with Chinese headings too', async () => {
    const actor = await office.designer('表格');
    const bulk = await person(actor.account);
    const header =
      '类别,作品名称,图片,办理方式,作品类型,创作阶段,作者,authors.0.entity,著作权人,owners.0.entity,地区,owners.0.basis,owners.0.share,创作完成日期,创作完成地点,titleEvidence,jurisdictionGround,channel,declaration.statementsTrue,declaration.originClass,declaration.generator.used';
    const row =
      'works,"莲,一",1.png,fast,fine-art,final-artwork,林,natural-person,表格,legal-person,33,employment,1/1,2026-01-05,绍兴,contract;platform,owner-place,online,true,original,false';
    const text = `\ufeff${header}\r\n${row}\r\n${row.replace('fast', 'faster')}\r\n`;
    const result = await bulk.ask('POST', '/v1/application-batches', {
      party: actor.party,
      format: 'csv',
      text,
      mode: 'rest',
    });
    expect(result).toMatchObject({
      rows: [
        { row: 1, status: 'accepted', picture: '1.png', faults: [] },
        { row: 2, status: 'rejected', faults: [{ field: 'lane' }] },
      ],
    });
  });

  it('loses nothing typed when the session ends in the middle of a form', async () => {
    const actor = await office.designer('Interrupted');
    const before = await person(actor.account);
    const draft = await before.ask('POST', '/v1/applications', {
      party: actor.party,
      kind: 'works',
      form: { title: 'first half' },
    });
    await before.send('DELETE', '/v1/session');
    const typed = { version: draft.version, form: { title: 'first half, second half' } };
    const refused = await problemOf(await before.send('POST', `/v1/applications/${draft.id}/form`, typed));
    expect(refused).toMatchObject({ code: 'sign-in-required', status: 401 });
    const after = await person(actor.account);
    const kept = await after.ask<CaseFileView>('GET', `/v1/applications/${draft.id}`);
    expect(kept.application).toMatchObject({ title: 'first half', version: draft.version });
    // The very request that was refused goes through after signing in again.
    expect(await after.ask('POST', `/v1/applications/${draft.id}/form`, typed)).toMatchObject({
      title: 'first half, second half',
    });
  });

  it('refuses bad input with what was expected, and keeps what was stored', async () => {
    const actor = await office.designer('Careless');
    const careless = await person(actor.account);
    const draft = await careless.ask('POST', '/v1/applications', {
      party: actor.party,
      kind: 'works',
      form: { title: 'kept' },
    });
    const codeOf = async (method: string, path: string, body?: object) =>
      (await problemOf(await careless.send(method, path, body))).code;
    expect(
      await codeOf('POST', `/v1/applications/${draft.id}/form`, {
        version: draft.version,
        form: { story: 'x'.repeat(70_000) },
      }),
    ).toBe('request-too-large');
    expect(await codeOf('POST', `/v1/applications/${draft.id}/form`, { version: 0, form: {} })).toBe('invalid-field');
    expect(
      await codeOf('POST', '/v1/applications', { party: (await office.designer('Not his')).party, kind: 'works' }),
    ).toBe('forbidden');
    expect(await codeOf('POST', `/v1/applications/${draft.id}/claim`)).toBe('forbidden');
    expect(await codeOf('POST', `/v1/applications/${draft.id}/pictures`, pictureForm(new Uint8Array([1, 2, 3])))).toBe(
      'unsupported-format',
    );
    expect(await codeOf('POST', `/v1/applications/${draft.id}/withdrawal`, { note: '\u0000' })).toBe('invalid-field');
    const file = await careless.ask<CaseFileView>('GET', `/v1/applications/${draft.id}`);
    expect(file.application).toMatchObject({ title: 'kept', state: 'draft', version: draft.version });
    await careless.ask('POST', `/v1/applications/${draft.id}/withdrawal`, { note: 'No more.' });
    expect(await codeOf('POST', `/v1/applications/${draft.id}/withdrawal`, { note: 'Again.' })).toBe(
      'step-not-possible',
    );
  });

  it('tells a later holder, who is not the applicant, nothing of what evidences its dates', async () => {
    const seller = await office.designer('Seller');
    const buyerActor = await office.designer('Buyer');
    const examiner = await office.staff('examiner');
    const { services } = server.context;
    const deed = { title: 'Notarial deed', reference: '2026-17' };
    const created = { date: '2026-01-05', place: '绍兴', evidence: [deed] };
    const { id } = await filed(services, seller, motifPng(23, 512), worksForm('Seller', { created }));
    await takeCase(services, examiner, id);
    await propose(services, examiner, id, { ...decision, outcome: 'grant', judgements: [] });
    const evidenceFor = async (account: string, act: string, body: object) => {
      const { form } = await (await person(account)).ask<{ form: object }>(
        'POST',
        `/v1/applications/${id}/${act}`,
        body,
      );
      return Reflect.get(form, 'created') as object;
    };
    const dated = { effectiveOn: dateInChina(services.clock()), basis: 'contract 7' };
    const sale = { ...dated, event: 'transfer', from: seller.party, to: [{ holder: buyerActor.party, share: '1/1' }] };
    const licence = { ...dated, from: buyerActor.party, licensee: 'Curtains Ltd', exclusive: false, extent: 'EU' };
    expect(await evidenceFor(seller.account, 'transfer', sale)).toMatchObject({ evidence: [deed] });
    expect(await evidenceFor(buyerActor.account, 'licence', licence)).toEqual({ ...created, evidence: [] });
  });
});
