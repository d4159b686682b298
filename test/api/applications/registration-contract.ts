import { expect, it } from 'vitest';
import { runClocks } from '../../../api/services/applications/clocks.ts';
import { readCase, readRegistrarQueue } from '../../../api/services/applications/desk.ts';
import { beginSecondReview, confirmProposal, propose, takeCase } from '../../../api/services/applications/examine.ts';
import { decide, object } from '../../../api/services/applications/objections.ts';
import {
  appeal,
  concludePanel,
  inviteOpinions,
  listAdvisers,
  readOpinionSummary,
  submitOpinion,
} from '../../../api/services/applications/opinions.ts';
import { noteLicence, readTitle, recordTransfer } from '../../../api/services/applications/title.ts';
import { agreed, type Desk, judged } from './desk.ts';
import { filed, worksForm } from './office.ts';

/** What follows a decision: objections, transfers, appeals. */
export function registrationContract(desk: Desk): void {
  const { examiner, mill, office, registered, registrar, registry, second } = desk;

  it('hears objections within the notice period; one upheld cancels, the last one rejected lets stand', async () => {
    const { id } = await registered('objected to');
    const objector = await office.designer('Objector');
    const grounds = { reason: 'earlier-right', statement: 'I drew it in 2019.', evidence: ['a post'] };
    await expect(object(registry, mill, id, grounds)).rejects.toMatchObject({ code: 'forbidden' });
    const one = await object(registry, objector, id, grounds);
    const two = await object(registry, await office.designer('Objector 2'), id, grounds);
    const waiting = async () => (await readRegistrarQueue(registry, registrar, 'objections')).rows.map((row) => row.id);
    expect(await waiting()).toEqual([id]);
    await expect(readRegistrarQueue(registry, examiner, 'objections')).rejects.toMatchObject({ code: 'forbidden' });
    const rejected = { outcome: 'rejected', reason: 'not-proven', note: 'The post is undated.' } as const;
    await expect(decide(registry, examiner, id, { ...rejected, objection: one.objection })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await decide(registry, registrar, id, { ...rejected, objection: one.objection })).toMatchObject({
      state: 'under-objection',
    });
    expect(await decide(registry, registrar, id, { ...rejected, objection: two.objection })).toMatchObject({
      state: 'registered',
    });
    expect(await waiting()).toEqual([]);
    const three = await object(registry, objector, id, grounds);
    expect(
      await decide(registry, registrar, id, {
        objection: three.objection,
        outcome: 'upheld',
        reason: 'earlier-right-proven',
        note: 'Proven.',
      }),
    ).toMatchObject({ state: 'cancelled', clock: null });
    const late = await registered('objected to too late');
    desk.travel('2026-03-31T02:00:00Z');
    await expect(object(registry, objector, late.id, grounds)).rejects.toMatchObject({
      details: { faults: [{ field: 'clock-running' }] },
    });
    desk.travel('2026-03-02T02:00:00Z');
  });

  it('lets a registration of a firm expire after the fiftieth year from publication, or else from creation', async () => {
    const on = (date: string) => ({ date, place: '绍兴', evidence: [] });
    const registrations = {
      'made in 1970, unpublished': { created: on('1970-01-05') },
      'made in 1970, published in 1975': { created: on('1970-01-05'), firstPublished: on('1975-12-31') },
      'made in 1970, published in 1976': { created: on('1970-01-05'), firstPublished: on('1976-01-01') },
      'made in 1976': { created: on('1976-01-01') },
    };
    const states = async () => {
      const rows = await Promise.all(Object.values(ids).map((id) => desk.rowOf(id)));
      return rows.map(({ state }) => state);
    };
    const ids: Record<string, string> = {};
    for (const [picture, dates] of Object.entries(registrations))
      ids[picture] = (await registered(picture, worksForm('柯桥织造', dates))).id;
    expect(await runClocks(registry)).toBe(2);
    expect(await states()).toEqual(['expired', 'expired', 'registered', 'registered']);
    expect(await runClocks(registry)).toBe(0);
    desk.travel('2027-01-01T02:00:00Z');
    await runClocks(registry);
    expect(await states()).toEqual(['expired', 'expired', 'expired', 'expired']);
    desk.travel('2026-03-02T02:00:00Z');
  });

  it('records transfers by the holder alone, and tells who held what on any day', async () => {
    const { id } = await registered('transferred');
    const buyer = await office.designer('Buyer');
    const transfer = {
      event: 'transfer',
      effectiveOn: '2026-03-02',
      from: mill.party,
      to: [{ holder: buyer.party, share: '1/2' }],
      basis: 'contract 7',
      evidence: ['contract 7'],
    } as const;
    await expect(recordTransfer(registry, buyer, id, { ...transfer, from: buyer.party })).rejects.toMatchObject({
      code: 'title-fault',
    });
    await expect(recordTransfer(registry, buyer, id, transfer)).rejects.toMatchObject({ code: 'title-fault' });
    await recordTransfer(registry, mill, id, transfer);
    await expect(
      recordTransfer(registry, mill, id, { ...transfer, to: [{ holder: buyer.party, share: '2/3' }] }),
    ).rejects.toMatchObject({ code: 'title-fault' });
    await noteLicence(registry, buyer, id, {
      from: buyer.party,
      licensee: 'Curtains Ltd',
      exclusive: false,
      effectiveOn: '2026-03-02',
      extent: 'curtains, EU, 3 years',
      basis: 'licence 2',
      evidence: [],
    });
    const title = await readTitle(registry, mill, id);
    expect(title.holders).toEqual([
      { holder: mill.party, name: '柯桥织造', share: '1/2' },
      { holder: buyer.party, name: 'Buyer', share: '1/2' },
    ]);
    expect(title.entries.map(({ event }) => event)).toEqual(['origin', 'transfer', 'licence']);
    expect((await readTitle(registry, mill, id, '2026-03-01')).holders).toEqual([]);
  });

  it('hears an appeal by experts, then by the lay public, blind until each panel is concluded', async () => {
    const { patternId } = await registered('appealed against');
    const other = await office.designer('Appellant');
    const { id } = await filed(registry, other, 'appealed against|yes', worksForm('Appellant'));
    await takeCase(registry, examiner, id);
    await propose(registry, examiner, id, {
      outcome: 'refusal',
      reason: 'earlier-identical-work',
      note: 'Same.',
      judgements: [judged(patternId!)],
    });
    await beginSecondReview(registry, second, id);
    await confirmProposal(registry, second, id, agreed);
    expect(await appeal(registry, other, id, 'Drawn from the same vase.')).toMatchObject({ state: 'expert-panel' });
    const experts = await Promise.all([0, 1, 2, 3].map(() => office.staff('expert-panellist')));
    const kin = await office.staff('expert-panellist');
    await office.link(kin.account, other.party);
    const known = await listAdvisers(registry, registrar, id, 'expert-panel');
    expect(known.filter(({ tied }) => tied).map(({ account }) => account)).toEqual([kin.account]);
    expect(known.map(({ account }) => account)).toEqual(expect.arrayContaining(experts.map(({ account }) => account)));
    await expect(listAdvisers(registry, other, id, 'expert-panel')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(readCase(registry, experts[0]!, id)).rejects.toMatchObject({ code: 'not-found' });
    await inviteOpinions(registry, registrar, id, {
      capacity: 'expert-panel',
      accounts: experts.map(({ account }) => account),
    });
    // Who is asked sees what the applicant was told, and nothing of who wrote it.
    const told = await readCase(registry, experts[0]!, id);
    expect({ checks: told.checks.length, staff: told.staff }).toEqual({ checks: 1, staff: null });
    expect(told.events.map(({ event, actor }) => [event, actor])).toContainEqual(['confirm-refusal', '']);
    const vote = (i: number, opinion: object) =>
      submitOpinion(registry, experts[i]!, id, {
        capacity: 'expert-panel',
        conflict: false,
        statement: 'Seen.',
        ...opinion,
      });
    await vote(0, { vote: 'refuse' });
    await vote(1, { vote: 'grant' });
    await expect(vote(1, { vote: 'refuse' })).rejects.toMatchObject({ code: 'step-not-possible' });
    await vote(2, { conflict: true, conflictNote: 'My pupil.', vote: 'grant' });
    await expect(concludePanel(registry, registrar, id, 'Heard.')).rejects.toMatchObject({
      details: { faults: [{ field: 'quorum' }] },
    });
    const blind = await readOpinionSummary(registry, experts[0]!, id);
    expect(
      blind.opinions
        .map(({ account, vote: shown }) => [account === experts[0]!.account, shown])
        .filter(([own, shown]) => own || shown !== null),
    ).toEqual([[true, 'refuse']]);
    expect(blind.panels['expert-panel']).toEqual({ given: 2, votes: null, majorityShare: null });
    await vote(3, { vote: 'refuse' });
    expect(await concludePanel(registry, registrar, id, 'Heard.')).toMatchObject({ state: 'lay-panel' });
    const seen = await readOpinionSummary(registry, registrar, id);
    expect(seen.opinions.map(({ signature }) => signature?.intact)).toEqual([true, true, true, true]);
    expect(seen.panels['expert-panel']).toMatchObject({ given: 3, votes: { grant: 1, refuse: 2 } });
    expect(
      experts
        .map(({ account }) => seen.opinions.find((one) => one.account === account))
        .map((one) => [one?.vote, one?.conflict]),
    ).toEqual([
      ['refuse', false],
      ['grant', false],
      [null, true],
      ['refuse', false],
    ]);
    const public5 = await Promise.all([0, 1, 2, 3, 4].map(() => office.staff('lay-panellist')));
    await inviteOpinions(registry, registrar, id, {
      capacity: 'lay-panel',
      accounts: public5.map(({ account }) => account),
    });
    for (const [i, member] of public5.entries())
      await submitOpinion(registry, member, id, {
        capacity: 'lay-panel',
        conflict: false,
        vote: i < 3 ? 'grant' : 'refuse',
        statement: 'Seen.',
      });
    expect(await concludePanel(registry, registrar, id, 'Heard.')).toMatchObject({ state: 'registered' });
  });
}
