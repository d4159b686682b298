import { expect, it } from 'vitest';
import { cancel, correct } from '../../../api/services/applications/amend.ts';
import { readCase } from '../../../api/services/applications/desk.ts';
import {
  beginSecondReview,
  confirmProposal,
  propose,
  releaseCase,
  requestSupplement,
  saveExaminationNote,
  takeCase,
  takeOverCase,
} from '../../../api/services/applications/examine.ts';
import { decide, object } from '../../../api/services/applications/objections.ts';
import { appeal, concludePanel, inviteOpinions, submitOpinion } from '../../../api/services/applications/opinions.ts';
import { recordTransfer } from '../../../api/services/applications/title.ts';
import { agreed, type Desk, grant, judged, refusal } from './desk.ts';
import { filed, worksForm } from './office.ts';

/** Recusal (回避): nobody decides in a matter of his own, or works on a case that a colleague works on without knowing. */
export function recusalContract(desk: Desk): void {
  const { examiner, mill, office, registered, registry, second } = desk;
  const isRecused = { code: 'recused' };
  const grounds = { reason: 'earlier-right', statement: 'Mine.', evidence: [] };

  it('lets an examiner who finds himself tied only put the case down', async () => {
    const { id } = await filed(registry, mill, 'recusal: found out', worksForm('柯桥织造'));
    const cousin = await office.staff('examiner');
    await takeCase(registry, cousin, id);
    await office.link(cousin.account, mill.party);
    for (const deed of [
      () => propose(registry, cousin, id, grant),
      () => propose(registry, cousin, id, { ...refusal, judgements: [] }),
      () => requestSupplement(registry, cousin, id, { reason: 'dates-unproven', note: 'When?' }),
      () => saveExaminationNote(registry, cousin, id, { note: 'x' }),
    ])
      await expect(deed()).rejects.toMatchObject(isRecused);
    expect(await releaseCase(registry, cousin, id)).toMatchObject({ state: 'submitted' });
    await expect(takeCase(registry, cousin, id)).rejects.toMatchObject(isRecused);
  });

  it('counts ties to the owner of an earlier work found, and membership that is over', async () => {
    const owner = await office.designer('Earlier Owner');
    const work = await registered('recusal: earlier work', worksForm('Earlier Owner'), owner);
    const { id } = await filed(registry, mill, 'recusal: earlier work|copy', worksForm('柯桥织造'));
    const former = await office.staff('examiner');
    await registry.store.query(
      'insert into membership (party_id, account_id, manages, since, until) values ($1, $2, false, $3, $3)',
      [owner.party, former.account, registry.clock()],
    );
    await expect(takeCase(registry, former, id)).rejects.toMatchObject(isRecused);
    await takeCase(registry, examiner, id);
    await expect(takeOverCase(registry, former, id, 'Give it to me.')).rejects.toMatchObject(isRecused);
    const decision = { ...refusal, judgements: [judged(work.patternId!)] };
    await propose(registry, examiner, id, decision);
    await expect(beginSecondReview(registry, former, id)).rejects.toMatchObject(isRecused);
    await beginSecondReview(registry, second, id);
    await office.link(second.account, owner.party);
    await expect(confirmProposal(registry, second, id, agreed)).rejects.toMatchObject(isRecused);
    await registry.store.query('update party_link set ended_at = $2 where account_id = $1', [
      second.account,
      registry.clock(),
    ]);
    expect(await confirmProposal(registry, second, id, agreed)).toMatchObject({ state: 'refused' });
  });

  it('keeps a registrar out of whatever concerns a party that he is tied to, objectors included', async () => {
    const { id, form, version } = await registered('recusal: registrar');
    const tied = await office.staff('registrar');
    await office.link(tied.account, mill.party);
    const buyer = await office.designer('Recusal Buyer');
    const transfer = {
      event: 'transfer',
      effectiveOn: '2026-03-02',
      from: mill.party,
      to: [{ holder: buyer.party, share: '1/1' }],
      basis: 'contract',
      evidence: [],
    } as const;
    for (const deed of [
      () => correct(registry, tied, id, { version, form, reason: 'clerical-error', note: 'x' }),
      () => cancel(registry, tied, id, { reason: 'registered-in-error', note: 'x' }),
      () => recordTransfer(registry, tied, id, transfer),
    ])
      await expect(deed()).rejects.toMatchObject(isRecused);
    const objector = await office.designer('Recusal Objector');
    const { objection } = await object(registry, objector, id, grounds);
    const partial = await office.staff('registrar');
    await office.link(partial.account, objector.party);
    const rejected = { objection, outcome: 'rejected', reason: 'not-proven', note: 'No.' } as const;
    for (const actor of [tied, partial])
      await expect(decide(registry, actor, id, rejected)).rejects.toMatchObject(isRecused);
    expect(await decide(registry, desk.registrar, id, rejected)).toMatchObject({ state: 'registered' });
    // The new holder is a party from then on.
    await recordTransfer(registry, mill, id, transfer);
    const friend = await office.staff('registrar');
    await office.link(friend.account, buyer.party);
    await expect(cancel(registry, friend, id, { reason: 'registered-in-error', note: 'x' })).rejects.toMatchObject(
      isRecused,
    );
  });

  it('asks no tied person for an opinion, and takes none from who conceals a tie', async () => {
    const { id } = await filed(registry, mill, 'recusal: panel', worksForm('柯桥织造'));
    await takeCase(registry, examiner, id);
    await propose(registry, examiner, id, { ...refusal, reason: 'title-not-shown', judgements: [] });
    await beginSecondReview(registry, second, id);
    await confirmProposal(registry, second, id, agreed);
    await appeal(registry, mill, id, 'It is ours.');
    const [open, hidden, tied] = await Promise.all([0, 1, 2].map(() => office.staff('expert-panellist')));
    await office.link(tied!.account, mill.party);
    const invitation = { capacity: 'expert-panel', accounts: [open!.account, hidden!.account] } as const;
    const registrar = await office.staff('registrar');
    await office.link(registrar.account, mill.party);
    await expect(inviteOpinions(registry, registrar, id, invitation)).rejects.toMatchObject(isRecused);
    await expect(
      inviteOpinions(registry, desk.registrar, id, { ...invitation, accounts: [tied!.account] }),
    ).rejects.toMatchObject({ code: 'requirement-missing' });
    await inviteOpinions(registry, desk.registrar, id, invitation);
    for (const panellist of [open!, hidden!]) await office.link(panellist.account, mill.party);
    const opinion = { capacity: 'expert-panel', vote: 'grant', statement: 'Seen.' } as const;
    await expect(submitOpinion(registry, hidden!, id, { ...opinion, conflict: false })).rejects.toMatchObject(
      isRecused,
    );
    await submitOpinion(registry, open!, id, { ...opinion, conflict: true, conflictNote: 'My cousin’s mill.' });
    await expect(concludePanel(registry, registrar, id, 'Heard.')).rejects.toMatchObject(isRecused);
  });

  it('shows whoever opens a case which colleagues have typed something about it', async () => {
    const { id } = await filed(registry, mill, 'at work', worksForm('柯桥织造'));
    await saveExaminationNote(registry, second, id, { note: 'Looks familiar.' });
    await takeCase(registry, examiner, id);
    await saveExaminationNote(registry, examiner, id, { note: 'Mine.' });
    const { staff } = await readCase(registry, examiner, id);
    expect(staff).toMatchObject({ note: { note: 'Mine.' }, atWork: [{ account: second.account }] });
    desk.travel('2026-03-12T02:00:00Z');
    expect((await readCase(registry, examiner, id)).staff?.atWork).toEqual([]);
    desk.travel('2026-03-02T02:00:00Z');
  });
}
