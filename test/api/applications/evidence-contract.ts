import { expect, it } from 'vitest';
import type { Actor } from '../../../api/services/access/actor.ts';
import { erasePerson } from '../../../api/services/accounts/erase-person.ts';
import { createBatch } from '../../../api/services/applications/bulk.ts';
import { readCase } from '../../../api/services/applications/desk.ts';
import { saveDraft, withdraw } from '../../../api/services/applications/drafts.ts';
import { addEvidence, readEvidenceFile, removeEvidence } from '../../../api/services/applications/evidence.ts';
import {
  beginSecondReview,
  confirmProposal,
  propose,
  requestSupplement,
  takeCase,
} from '../../../api/services/applications/examine.ts';
import { exportOwnData } from '../../../api/services/applications/own-data.ts';
import { preCheck, submit } from '../../../api/services/applications/submit.ts';
import { readEvents } from '../../../api/store/applications/case-rows.ts';
import { sha256Of } from '../../../api/store/blob-store.ts';
import { agreed, type Desk, grant, refusal } from './desk.ts';
import { draftOf, worksForm } from './office.ts';

const pdf = (text: string): Uint8Array => new Uint8Array(Buffer.from(`%PDF-1.7 ${text}`));

/** Files that evidence the dates of an application. */
export function evidenceContract(desk: Desk): void {
  const { examiner, office, registrar, registry, second } = desk;
  const contract = (text: string, changes: object = {}) => ({
    about: 'creation' as const,
    title: 'Printing contract',
    fileName: 'contract.pdf',
    bytes: pdf(text),
    ...changes,
  });
  const drafted = async (name: string) => {
    const firm = await office.designer(name);
    return { firm, id: (await draftOf(registry, firm, `evidenced ${name}`, worksForm(name))).id };
  };

  it('keeps a file sealed under its SHA-256, and shows it to the applicant and the examiners of the case alone', async () => {
    const { firm, id } = await drafted('Evident');
    const bytes = pdf('of the fifth of January');
    const { id: evidence, sha256 } = await addEvidence(registry, firm, id, contract('', { bytes }));
    expect(sha256).toBe(sha256Of(bytes));
    const stored = await registry.blobs.read({ kind: 'document', sha256 });
    expect(Buffer.from(stored!).includes(Buffer.from('fifth of January'))).toBe(false);
    await preCheck(registry, id, { actor: firm });
    await submit(registry, id, { actor: firm });

    const read = (actor: Actor) => readEvidenceFile(registry, actor, id, evidence);
    const listed = async (actor: Actor) => (await readCase(registry, actor, id)).evidence.map((one) => one.id);
    const stranger = await office.designer('Stranger to it');
    const administrator = await office.staff('administrator');
    const panellist = await office.staff('expert-panellist');
    for (const actor of [examiner, second, registrar, administrator, panellist, stranger])
      await expect(read(actor), actor.name).rejects.toMatchObject({ code: 'not-found' });
    for (const actor of [examiner, registrar, administrator]) expect(await listed(actor)).toEqual([]);
    expect(Buffer.from((await read(firm)).bytes)).toEqual(Buffer.from(bytes));

    await takeCase(registry, examiner, id);
    expect(await listed(examiner)).toEqual([evidence]);
    expect(Buffer.from((await read(examiner)).bytes)).toEqual(Buffer.from(bytes));
    await propose(registry, examiner, id, { ...refusal, reason: 'title-not-shown', judgements: [] });
    await expect(read(second)).rejects.toMatchObject({ code: 'not-found' });
    await beginSecondReview(registry, second, id);
    expect(Buffer.from((await read(second)).bytes)).toEqual(Buffer.from(bytes));
    // Whoever turns out to be tied to a party reads nothing more of it.
    await office.link(second.account, firm.party);
    await expect(read(second)).rejects.toMatchObject({ code: 'recused' });
    const readings = await registry.store.query<{ actor: string; after: object }>(
      "select actor, after from audit_trail where action = 'read-date-evidence' and object_id = $1 order by entry",
      [id],
    );
    expect(readings.map(({ actor }) => actor)).toEqual([firm.name, examiner.name, second.name]);
    expect(readings[0]!.after).toEqual({ evidence, about: 'creation', sha256 });
    await registry.store.query('delete from party_link where account_id = $1', [second.account]);
    await confirmProposal(registry, second, id, agreed);
    // The decision names what it rests on, and with it the log does.
    const [row] = await registry.store.query<{ key: number }>('select key from application where id = $1', [id]);
    const events = await readEvents(registry.store, row!.key);
    const filed = [{ id: evidence, about: 'creation', title: 'Printing contract', sha256, byteLength: bytes.length }];
    for (const name of ['submit', 'confirm-refusal'])
      expect(events.find(({ event }) => event === name)!.detail, name).toMatchObject({ evidence: filed });
    // Nothing of it reaches who is not staff.
    expect(JSON.stringify((await readCase(registry, firm, id)).events)).not.toContain(sha256);
  });

  it('can be taken back until it is handed in, and not afterwards; a supplement adds to it', async () => {
    const firm = await office.designer('Takes Back');
    const firstPublished = { date: '2026-02-01', place: 'Shanghai', evidence: [] };
    const form = worksForm('Takes Back', { firstPublished });
    const { id } = await draftOf(registry, firm, 'evidenced and taken back', form);
    const wrong = await addEvidence(registry, firm, id, contract('the wrong one'));
    const right = await addEvidence(registry, firm, id, contract('the right one', { about: 'first-publication' }));
    await removeEvidence(registry, firm, id, wrong.id);
    expect(await registry.blobs.has({ kind: 'document', sha256: wrong.sha256 })).toBe(false);
    expect((await readCase(registry, firm, id)).evidence.map((one) => one.id)).toEqual([right.id]);
    await preCheck(registry, id, { actor: firm });
    await submit(registry, id, { actor: firm });
    for (const attempt of [
      () => removeEvidence(registry, firm, id, right.id),
      () => addEvidence(registry, firm, id, contract('too late')),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'step-not-possible' });
    await takeCase(registry, examiner, id);
    await requestSupplement(registry, examiner, id, { reason: 'dates-unproven', note: 'Show when.' });
    await expect(removeEvidence(registry, firm, id, right.id)).rejects.toMatchObject({ code: 'step-not-possible' });
    const later = await addEvidence(registry, firm, id, contract('what was asked for'));
    await submit(registry, id, { actor: firm });
    const { evidence, events } = await readCase(registry, examiner, id);
    const both = [right.id, later.id].sort();
    expect(evidence.map((one) => one.id).sort()).toEqual(both);
    expect(evidence.every(({ handedInAt }) => handedInAt !== null)).toBe(true);
    const { detail } = events.find(({ event }) => event === 'supplement')!;
    expect((detail as { evidence: { id: string }[] }).evidence.map((one) => one.id).sort()).toEqual(both);
    const data = await exportOwnData(registry, firm);
    expect(data.applications[0]!.evidence.map((one) => one.sha256).sort()).toEqual([right.sha256, later.sha256].sort());
    // It stays with the case, whatever becomes of that.
    await withdraw(registry, firm, id, 'Given up.');
    expect((await readEvidenceFile(registry, firm, id, right.id)).bytes).toHaveLength(right.byteLength);
  });

  it('takes PDF, JPEG and PNG by their content, at most 20 MB each and 20 files, and each file once for a date', async () => {
    const { firm, id } = await drafted('Limits');
    const add = (changes: object) => addEvidence(registry, firm, id, contract('x', changes));
    const large = new Uint8Array(20 * 1024 * 1024 + 1);
    large.set(pdf('large'));
    for (const bytes of [new Uint8Array(Buffer.from('<svg onload="x">')), new Uint8Array(), large])
      await expect(add({ bytes, fileName: 'contract.pdf' })).rejects.toMatchObject({ code: 'unfit-document' });
    await add({});
    await expect(add({})).rejects.toMatchObject({ code: 'already-exists' });
    await add({ about: 'first-publication' });
    for (let i = 2; i < 20; i++) await add({ bytes: pdf(`number ${i}`) });
    await expect(add({ bytes: pdf('one more') })).rejects.toMatchObject({
      code: 'unfit-document',
      message: expect.stringContaining('Take back'),
    });
    const stranger = await office.designer('Meddles');
    await expect(addEvidence(registry, stranger, id, contract('y'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is stated in the form by its digest, whatever is saved over it, until it is taken back', async () => {
    const { firm, id } = await drafted('States');
    const { sha256, ...file } = await addEvidence(registry, firm, id, contract('stated'));
    const statement = { title: 'Printing contract', sha256 };
    const elsewhere = { title: 'Notarial record', reference: '(2026) 浙绍证 12' };
    const stored = async () => (await readCase(registry, firm, id)).row;
    const { form, version } = await stored();
    expect(form.created).toMatchObject({ date: '2026-01-05', evidence: [statement] });
    // What is typed leaves the files alone, and may state what is kept elsewhere.
    const typed = worksForm('States', { created: { date: '2026-01-05', place: 'x', evidence: [elsewhere] } });
    expect((await saveDraft(registry, firm, id, { version, form: typed })).saved).toBe(true);
    expect((await stored()).form.created).toMatchObject({ evidence: [elsewhere, statement] });
    await removeEvidence(registry, firm, id, file.id);
    expect((await stored()).form.created).toMatchObject({ evidence: [elsewhere] });
    const published = await addEvidence(registry, firm, id, contract('later', { about: 'first-publication' }));
    expect((await stored()).form.firstPublished).toEqual({
      evidence: [{ title: 'Printing contract', sha256: published.sha256 }],
    });
    await expect(submit(registry, id, { actor: firm })).rejects.toMatchObject({
      details: { faults: expect.arrayContaining([expect.objectContaining({ field: 'firstPublished.date' })]) },
    });
    await removeEvidence(registry, firm, id, published.id);
    expect((await stored()).form.firstPublished).toBeUndefined();
  });

  it('is asked for by an imported form that states it, is frozen with the submission, and is exported with the form', async () => {
    const firm = await office.designer('Imports');
    const bytes = pdf('imported');
    const evidence = [{ title: 'Sales contract', sha256: sha256Of(bytes) }];
    const imported = worksForm('Imports', { created: { date: '2026-01-05', place: 'x', evidence } });
    const { id } = await draftOf(registry, firm, 'imported with evidence', imported);
    await expect(submit(registry, id, { actor: firm })).rejects.toMatchObject({
      code: 'form-incomplete',
      details: { faults: [expect.objectContaining({ field: 'created.evidence.0.sha256' })] },
    });
    await addEvidence(registry, firm, id, contract('', { bytes, title: 'The same, named otherwise' }));
    await submit(registry, id, { actor: firm });
    await takeCase(registry, examiner, id);
    const { events, row } = await readCase(registry, examiner, id);
    const stated = { form: { created: { evidence } }, evidence: [{ sha256: sha256Of(bytes) }] };
    expect(events.find(({ event }) => event === 'submit')!.detail).toMatchObject(stated);
    expect(row.form).toMatchObject(stated.form);
    expect((await exportOwnData(registry, firm)).applications[0]!.form).toMatchObject(stated.form);
    const csv = `kind,created.date,created.evidence.0.title,created.evidence.0.sha256\nworks,2026-01-05,Sales contract,${sha256Of(bytes)}`;
    const [listed] = await createBatch(registry, firm, { party: firm.party, format: 'csv', text: csv, mode: 'rest' });
    expect(listed!.faults.filter(({ field }) => field.startsWith('created.evidence'))).toEqual([]);
  });

  it('belongs to a date that forms of its kind have', async () => {
    const firm = await office.designer('Provisional Evidence');
    const { id } = await draftOf(registry, firm, 'provisional evidence', {
      ...worksForm('Provisional Evidence'),
      kind: 'pre-registration',
    });
    const about = 'first-publication';
    await expect(addEvidence(registry, firm, id, contract('y', { about }))).rejects.toMatchObject({
      details: { faults: [expect.objectContaining({ field: 'about' })] },
    });
  });

  it('goes with the drafts of a person whose data are erased, unless somebody else holds the same file', async () => {
    const { firm, id } = await drafted('Leaves');
    const other = await drafted('Stays');
    await registry.store.query("update party set kind = 'person' where id = $1", [firm.party]);
    const alone = await addEvidence(registry, firm, id, contract('his alone'));
    const shared = await addEvidence(registry, firm, id, contract('held by both'));
    const kept = await addEvidence(registry, other.firm, other.id, contract('held by both'));
    await erasePerson(registry, { ...firm, secondFactor: true }, firm.account, 'wishes to leave');
    expect(await registry.blobs.has({ kind: 'document', sha256: alone.sha256 })).toBe(false);
    expect(await registry.blobs.has({ kind: 'document', sha256: shared.sha256 })).toBe(true);
    expect((await readEvidenceFile(registry, other.firm, other.id, kept.id)).bytes).toHaveLength(kept.byteLength);
  });

  it('goes with a registration into what the log has of it', async () => {
    const { firm, id } = await drafted('Registered With It');
    const { sha256 } = await addEvidence(registry, firm, id, contract('of a registration'));
    await preCheck(registry, id, { actor: firm });
    await submit(registry, id, { actor: firm });
    await takeCase(registry, examiner, id);
    const { state } = await propose(registry, examiner, id, grant);
    expect(state).toBe('registered');
    const { events } = await readCase(registry, registrar, id);
    expect(events.at(-1)).toMatchObject({ event: 'register', detail: { evidence: [{ sha256 }] } });
    expect(JSON.stringify(await readCase(registry, await office.designer('Public'), id))).not.toContain(sha256);
  });
}
