import { expect, it } from 'vitest';
import {
  beginSecondReview,
  confirmProposal,
  propose,
  returnToExaminer,
  takeCase,
  takeOverCase,
} from '../../../api/services/applications/examine.ts';
import { readTitle } from '../../../api/services/applications/title.ts';
import { checkPicture } from '../../../api/services/check-picture.ts';
import { readBadFaithNotices, readEvents, readLastChecks } from '../../../api/store/applications/case-rows.ts';
import { listNotifications } from '../../../api/store/applications/notification-rows.ts';
import { readAudit } from '../../../api/store/audit-trail.ts';
import { agreed, type Desk, grant, judged, refusal } from './desk.ts';
import { designOf, filed, openOffice, worksForm } from './office.ts';

/** What examiners do: from the claim to a decision by one or two of them. */
export function examinationContract(desk: Desk): void {
  const { by, examiner, mill, office, registered, registry, rowOf, second } = desk;

  it('leads from a draft to a registration with number, title and a record that checks find', async () => {
    const { id, dueOn, queue, risk, priorityOn } = await filed(registry, mill, 'first of all', worksForm('柯桥织造'));
    expect({ dueOn, queue, risk, priorityOn }).toEqual({
      dueOn: '2026-03-09',
      queue: 'clear',
      risk: 0,
      priorityOn: '2026-03-02',
    });
    expect(await takeCase(registry, examiner, id)).toMatchObject({
      state: 'in-examination',
      examiner: examiner.account,
    });
    const row = await propose(registry, examiner, id, grant);
    expect(row).toMatchObject({
      state: 'registered',
      number: '浙作登字-2026-00000001',
      clock: 'notice',
      dueOn: '2026-03-30',
    });
    const check = await checkPicture(registry, designOf('first of all'), { ...by(mill), limit: 3 });
    expect(check).toMatchObject({
      grade: 'identical',
      candidates: [{ id: row.patternId, registrationNumber: row.number, owner: '柯桥织造' }],
    });
    expect((await readTitle(registry, mill, id)).holders).toEqual([
      { holder: mill.party, name: '柯桥织造', share: '1/1' },
    ]);
    expect((await readEvents(registry.store, row.key)).map(({ event }) => event)).toEqual([
      'pre-check',
      'pre-check',
      'submit',
      'take',
      'propose-grant',
      'register',
    ]);
    expect((await readAudit(registry.store, 'application', id)).map(({ action }) => action)).toEqual([
      'case-create',
      'case-pre-check',
      'case-pre-check',
      'case-submit',
      'case-take',
      'case-propose-grant',
      'case-register',
    ]);
    expect((await listNotifications(registry.store, mill.account, 5)).map(({ event }) => event)).toEqual(['register']);
    const checks = await readLastChecks<{ versions: object }>(registry.store, row.key);
    expect(checks[0]).toMatchObject({ purpose: 'submission', result: { versions: registry.engine.versions } });
  });

  it('sends a copy of an earlier work to duplicate review, where refusal takes two examiners', async () => {
    const { patternId } = await registered('a copied work');
    const copier = await office.designer('Copier');
    const { id, queue, risk, key, strongFinding } = await filed(
      registry,
      copier,
      'a copied work|again',
      worksForm('Copier', { created: { date: '2026-03-02', place: 'x', evidence: [] } }),
    );
    expect({ queue, risk, strongFinding }).toEqual({ queue: 'duplicate-review', risk: 4, strongFinding: true });
    await takeCase(registry, examiner, id);
    await expect(propose(registry, examiner, id, { ...refusal, judgements: [] })).rejects.toMatchObject({
      code: 'requirement-missing',
      details: { faults: [{ field: 'judgements' }] },
    });
    const proposed = await propose(registry, examiner, id, { ...refusal, judgements: [judged(patternId!)] });
    expect(proposed).toMatchObject({ state: 'proposed-refusal', secondReviewReason: 'refusal' });
    await expect(beginSecondReview(registry, examiner, id)).rejects.toMatchObject({
      details: { faults: [{ field: 'another-examiner' }] },
    });
    await expect(confirmProposal(registry, second, id, agreed)).rejects.toMatchObject({
      code: 'step-not-possible',
    });
    await beginSecondReview(registry, second, id);
    await expect(confirmProposal(registry, examiner, id, agreed)).rejects.toMatchObject({
      details: { faults: [{ field: 'another-examiner' }, { field: 'claim' }] },
    });
    expect(await confirmProposal(registry, second, id, agreed)).toMatchObject({
      state: 'refused',
      number: null,
      clock: 'appeal',
    });
    expect((await readEvents(registry.store, key)).find(({ event }) => event === 'propose-refusal')?.detail).toEqual({
      judgements: [judged(patternId!)],
    });
  });

  it('needs a second examiner for a grant against a strong finding, who may send it back', async () => {
    const { patternId } = await registered('granted against a finding');
    const other = await office.designer('Other');
    const { id } = await filed(registry, other, 'granted against a finding|but', worksForm('Other'));
    await takeCase(registry, examiner, id);
    const decision = { ...grant, reason: 'differences-suffice', judgements: [judged(patternId!)] };
    expect(await propose(registry, examiner, id, decision)).toMatchObject({
      state: 'proposed-grant',
      secondReviewReason: 'strong-finding',
      number: null,
    });
    await beginSecondReview(registry, second, id);
    expect(
      await returnToExaminer(registry, second, id, { reason: 'reasons-insufficient', note: 'Say why.' }),
    ).toMatchObject({ state: 'in-examination', examiner: examiner.account, secondExaminer: null });
    await propose(registry, examiner, id, decision);
    await beginSecondReview(registry, second, id);
    expect(await confirmProposal(registry, second, id, agreed)).toMatchObject({ state: 'registered' });
  });

  it('counts a family of one designer as one, and raises a notice where others had it earlier', async () => {
    const { id: firstVersion } = await registered('a family');
    desk.travel('2026-03-03T02:00:00Z');
    const later = worksForm('柯桥织造', {
      earlierVersion: firstVersion,
      stage: 'finished-cloth',
      created: { date: '2026-03-03', place: 'x', evidence: [] },
    });
    const own = await filed(registry, mill, 'a family|on cloth', later);
    expect(own).toMatchObject({ queue: 'clear', risk: 0, strongFinding: false, family: firstVersion });
    expect(await readBadFaithNotices(registry.store, own.key)).toEqual([]);
    const stranger = await office.designer('Stranger');
    const taken = await filed(
      registry,
      stranger,
      'a family|taken',
      worksForm('Stranger', { created: { date: '2026-03-03', place: 'x', evidence: [] } }),
    );
    expect(taken).toMatchObject({ queue: 'duplicate-review', risk: 5 });
    expect(await readBadFaithNotices(registry.store, taken.key)).toMatchObject([
      { grade: 'identical', evidence: 'registration', owner: '柯桥织造' },
    ]);
    desk.travel('2026-03-02T02:00:00Z');
  });

  it('sees one picture claimed by two', async () => {
    const [one, other] = [await office.designer('One'), await office.designer('Two')];
    expect(await filed(registry, one, 'claimed twice', worksForm('One'))).toMatchObject({ queue: 'clear' });
    expect(await filed(registry, other, 'claimed twice', worksForm('Two'))).toMatchObject({
      queue: 'duplicate-review',
      risk: 4,
    });
  });

  it('keeps whoever is tied to a party away from its case', async () => {
    const { id } = await filed(registry, mill, 'recusal', worksForm('柯桥织造'));
    const cousin = await office.staff('examiner');
    await office.link(cousin.account, mill.party);
    await expect(takeCase(registry, cousin, id)).rejects.toMatchObject({ code: 'recused' });
    const elsewhere = await openOffice(registry, '江苏省版权局');
    await expect(takeCase(registry, await elsewhere.staff('examiner'), id)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(takeCase(registry, mill, id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('lets two examiners never work on one case unawares', async () => {
    const { id } = await filed(registry, mill, 'claim', worksForm('柯桥织造'));
    const outcomes = await Promise.allSettled([takeCase(registry, examiner, id), takeCase(registry, second, id)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const holder = (await rowOf(id)).examiner === examiner.account ? examiner : second;
    const colleague = holder === examiner ? second : examiner;
    await expect(propose(registry, colleague, id, grant)).rejects.toMatchObject({
      details: { faults: [{ field: 'claim' }] },
    });
    await takeOverCase(registry, colleague, id, 'On leave.');
    expect(await listNotifications(registry.store, holder.account, 1)).toMatchObject([
      { event: 'take-over', applicationId: id },
    ]);
    await expect(propose(registry, holder, id, grant)).rejects.toMatchObject({
      details: { faults: [{ field: 'claim' }] },
    });
  });
}
