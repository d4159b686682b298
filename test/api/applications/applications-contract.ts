import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../api/services/access/actor.ts';
import { runClocks } from '../../../api/services/applications/clocks.ts';
import { saveDraft, withdraw } from '../../../api/services/applications/drafts.ts';
import {
  beginSecondReview,
  confirmProposal,
  type Judgement,
  propose,
  requestSupplement,
  returnToExaminer,
  takeCase,
  takeOverCase,
} from '../../../api/services/applications/examine.ts';
import { decide, object } from '../../../api/services/applications/objections.ts';
import {
  appeal,
  concludePanel,
  inviteOpinions,
  readOpinionSummary,
  submitOpinion,
} from '../../../api/services/applications/opinions.ts';
import { submit } from '../../../api/services/applications/submit.ts';
import { noteLicence, readTitle, recordTransfer } from '../../../api/services/applications/title.ts';
import { checkPicture } from '../../../api/services/check-picture.ts';
import type { StorageLocation } from '../../../api/services/open-storage.ts';
import type { Registry } from '../../../api/services/registry.ts';
import { readApplicationRow } from '../../../api/store/applications/application-rows.ts';
import { readBadFaithNotices, readEvents, readLastChecks } from '../../../api/store/applications/case-rows.ts';
import { listNotifications } from '../../../api/store/applications/notification-rows.ts';
import { readAudit } from '../../../api/store/audit-trail.ts';
import { CRITERIA } from '../../../engine/index.ts';
import { openPlain } from '../services/registry-fixture.ts';
import { designOf, draftOf, EXAMPLES, filed, type Office, openOffice, worksForm } from './office.ts';

const grant = {
  outcome: 'grant',
  reason: 'nothing-earlier-found',
  note: 'Nothing earlier was found.',
  judgements: [],
} as const;
const agreed = { reason: 'agrees-with-proposal', note: 'I come to the same conclusion.' } as const;
const judged = (work: string): Judgement => ({
  work,
  conclusion: 'same-work',
  criteria: CRITERIA.map((criterion) => ({ criterion, judgement: 'same', reason: '' })),
});

/** The life of applications on a registry whose data lie at the place that `locate` makes. */
export function applicationsContract(name: string, locate: () => Promise<StorageLocation>): void {
  describe(`applications on ${name}`, () => {
    let registry: Registry;
    let office: Office;
    let now = new Date('2026-03-02T02:00:00Z');
    let mill: Awaited<ReturnType<Office['designer']>>;
    let examiner: Awaited<ReturnType<Office['staff']>>;
    let second: Awaited<ReturnType<Office['staff']>>;
    let registrar: Awaited<ReturnType<Office['staff']>>;

    beforeAll(async () => {
      registry = await openPlain(await locate(), undefined, () => now);
      office = await openOffice(registry);
      mill = await office.designer('柯桥织造');
      examiner = await office.staff('examiner');
      second = await office.staff('examiner');
      registrar = await office.staff('registrar');
    });
    afterAll(() => registry?.close());

    const by = (actor: Actor) => ({ actor });
    const rowOf = async (id: string) => (await readApplicationRow(registry.store, id))!;
    const registered = async (picture: string, form = worksForm('柯桥织造'), designer = mill) => {
      const { id } = await filed(registry, designer, picture, form);
      await takeCase(registry, examiner, id);
      const row = await propose(registry, id, grant, by(examiner));
      expect(row.state).toBe('registered');
      return row;
    };

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
      const row = await propose(registry, id, grant, by(examiner));
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
      expect((await listNotifications(registry.store, mill.account, 5)).map(({ event }) => event)).toEqual([
        'register',
      ]);
      const checks = await readLastChecks<{ versions: object }>(registry.store, row.key);
      expect(checks[0]).toMatchObject({ purpose: 'submission', result: { versions: registry.engine.versions } });
    });

    it('saves drafts as typed, and refuses a stale edit with both versions, nothing lost', async () => {
      const { id, version } = await draftOf(registry, mill, 'draft', {
        kind: 'works',
        title: 'x',
        created: { date: '31 February' },
      });
      const saved = await saveDraft(registry, mill, id, {
        version,
        form: { title: '缠枝', created: { date: 'soon' } },
      });
      expect(saved).toMatchObject({
        saved: true,
        application: { version: version + 1, title: '缠枝', form: { created: { date: 'soon' } } },
      });
      const stale = await saveDraft(registry, mill, id, { version, form: { title: 'mine' } });
      expect(stale).toMatchObject({ saved: false, typed: { title: 'mine' }, application: { form: { title: '缠枝' } } });
      await expect(submit(registry, id, by(mill))).rejects.toMatchObject({ code: 'form-incomplete' });
      expect(await rowOf(id)).toMatchObject({ state: 'draft', title: '缠枝' });
    });

    it('names every fault of a form at once', async () => {
      const { id } = await draftOf(
        registry,
        mill,
        'faults',
        worksForm('柯桥织造', {
          title: '',
          titleEvidence: [],
          created: { date: '2026-02-30', place: 'x', evidence: [] },
        }),
      );
      const error = await submit(registry, id, by(mill)).catch((refused: unknown) => refused);
      expect((error as { details: { faults: { field: string }[] } }).details.faults.map(({ field }) => field)).toEqual([
        'title',
        'titleEvidence',
        'created.date',
      ]);
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
      const refusal = { outcome: 'refusal', reason: 'earlier-identical-work', note: 'The same drawing.' } as const;
      await expect(propose(registry, id, { ...refusal, judgements: [] }, by(examiner))).rejects.toMatchObject({
        code: 'requirement-missing',
        details: { faults: [{ field: 'judgements' }] },
      });
      const proposed = await propose(registry, id, { ...refusal, judgements: [judged(patternId!)] }, by(examiner));
      expect(proposed).toMatchObject({ state: 'proposed-refusal', secondReviewReason: 'refusal' });
      await expect(beginSecondReview(registry, examiner, id)).rejects.toMatchObject({
        details: { faults: [{ field: 'another-examiner' }] },
      });
      await expect(confirmProposal(registry, id, agreed, by(second))).rejects.toMatchObject({
        code: 'step-not-possible',
      });
      await beginSecondReview(registry, second, id);
      await expect(confirmProposal(registry, id, agreed, by(examiner))).rejects.toMatchObject({
        details: { faults: [{ field: 'claim' }, { field: 'another-examiner' }] },
      });
      expect(await confirmProposal(registry, id, agreed, by(second))).toMatchObject({
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
      expect(await propose(registry, id, decision, by(examiner))).toMatchObject({
        state: 'proposed-grant',
        secondReviewReason: 'strong-finding',
        number: null,
      });
      await beginSecondReview(registry, second, id);
      expect(
        await returnToExaminer(registry, second, id, { reason: 'reasons-insufficient', note: 'Say why.' }),
      ).toMatchObject({ state: 'in-examination', examiner: examiner.account, secondExaminer: null });
      await propose(registry, id, decision, by(examiner));
      await beginSecondReview(registry, second, id);
      expect(await confirmProposal(registry, id, agreed, by(second))).toMatchObject({ state: 'registered' });
    });

    it('counts a family of one designer as one, and raises a notice where others had it earlier', async () => {
      const { id: firstVersion } = await registered('a family');
      now = new Date('2026-03-03T02:00:00Z');
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
      now = new Date('2026-03-02T02:00:00Z');
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
      await expect(takeCase(registry, cousin, id)).rejects.toMatchObject({
        details: { faults: [{ field: 'no-link-to-a-party' }] },
      });
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
      await expect(propose(registry, id, grant, by(colleague))).rejects.toMatchObject({
        details: { faults: [{ field: 'claim' }] },
      });
      await takeOverCase(registry, colleague, id, 'On leave.');
      expect(await listNotifications(registry.store, holder.account, 1)).toMatchObject([
        { event: 'take-over', applicationId: id },
      ]);
      await expect(propose(registry, id, grant, by(holder))).rejects.toMatchObject({
        details: { faults: [{ field: 'claim' }] },
      });
    });

    it('pauses for a supplement, goes on with the days left, and lapses when it comes too late', async () => {
      const { id } = await filed(registry, mill, 'supplement', worksForm('柯桥织造'));
      const late = await filed(registry, mill, 'too late', worksForm('柯桥织造'));
      for (const one of [id, late.id]) {
        await takeCase(registry, examiner, one);
        await requestSupplement(registry, examiner, one, { reason: 'dates-unproven', note: 'Show when.' });
      }
      expect(await rowOf(id)).toMatchObject({
        state: 'supplement-requested',
        clock: 'supplement',
        dueOn: '2026-03-16',
        daysLeft: 5,
      });
      now = new Date('2026-03-06T02:00:00Z');
      const { version, form } = await rowOf(id);
      await saveDraft(registry, mill, id, { version, form: { ...form, title: 'With dates' } });
      expect(await submit(registry, id, by(mill))).toMatchObject({
        state: 'in-examination',
        title: 'With dates',
        clock: 'examination',
        dueOn: '2026-03-13',
      });
      now = new Date('2026-03-17T02:00:00Z');
      await expect(submit(registry, late.id, by(mill))).rejects.toMatchObject({
        details: { faults: [{ field: 'clock-running' }] },
      });
      expect(await runClocks(registry)).toBe(1);
      expect(await rowOf(late.id)).toMatchObject({ state: 'lapsed', clock: null });
      expect(await runClocks(registry)).toBe(0);
      now = new Date('2026-03-02T02:00:00Z');
    });

    it('withdraws before a decision and not after', async () => {
      const { id } = await filed(registry, mill, 'withdrawn', worksForm('柯桥织造'));
      expect(await withdraw(registry, mill, id, 'Sold.')).toMatchObject({ state: 'withdrawn' });
      await expect(takeCase(registry, examiner, id)).rejects.toMatchObject({ code: 'step-not-possible' });
      const { id: stands } = await registered('not withdrawn');
      await expect(withdraw(registry, mill, stands, 'Too late.')).rejects.toMatchObject({ code: 'step-not-possible' });
    });

    it('keeps the date of a pre-registration, or lets it lapse', async () => {
      const form = { ...EXAMPLES[3]!.form, created: { date: '2026-01-05', place: 'x', evidence: [] } };
      const provisional = await filed(registry, mill, 'sketch', form);
      expect(provisional).toMatchObject({
        state: 'provisional',
        number: '浙预登字-2026-00000001',
        priorityOn: '2026-03-02',
        clock: 'pre-registration',
      });
      const left = await filed(registry, mill, 'sketch that is left', form);
      now = new Date('2026-04-01T02:00:00Z');
      const full = await filed(
        registry,
        mill,
        'sketch, finished',
        worksForm('柯桥织造', { preRegistration: provisional.number }),
      );
      expect(full).toMatchObject({ state: 'submitted', priorityOn: '2026-03-02' });
      expect(await rowOf(provisional.id)).toMatchObject({ state: 'converted' });
      const again = await draftOf(
        registry,
        mill,
        'sketch, twice',
        worksForm('柯桥织造', { preRegistration: provisional.number }),
      );
      await expect(submit(registry, again.id, by(mill))).rejects.toMatchObject({ code: 'step-not-possible' });
      const stolen = await draftOf(
        registry,
        await office.designer('Thief'),
        'stolen',
        worksForm('Thief', { preRegistration: left.number }),
      );
      const thief = (await rowOf(stolen.id)).filedBy;
      expect(thief).not.toBe(mill.account);
      now = new Date('2026-12-01T02:00:00Z');
      await runClocks(registry);
      expect(await rowOf(left.id)).toMatchObject({ state: 'lapsed' });
      now = new Date('2026-03-02T02:00:00Z');
    });

    it('files folk works under numbers of their own', async () => {
      const { id } = await filed(registry, mill, 'folk', EXAMPLES[2]!.form as unknown as Record<string, unknown>);
      await takeCase(registry, examiner, id);
      expect((await propose(registry, id, grant, by(examiner))).number).toBe('浙民文备字-2026-00000001');
      expect((await readTitle(registry, mill, id)).holders).toEqual([
        { holder: '三江侗族自治县侗族群体', name: '三江侗族自治县侗族群体', share: '1/1' },
      ]);
    });

    it('hears objections within the notice period; one upheld cancels, the last one rejected lets stand', async () => {
      const { id } = await registered('objected to');
      const objector = await office.designer('Objector');
      const grounds = { reason: 'earlier-right', statement: 'I drew it in 2019.', evidence: ['a post'] };
      await expect(object(registry, mill, id, grounds)).rejects.toMatchObject({ code: 'forbidden' });
      const one = await object(registry, objector, id, grounds);
      const two = await object(registry, await office.designer('Objector 2'), id, grounds);
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
      now = new Date('2026-03-31T02:00:00Z');
      await expect(object(registry, objector, late.id, grounds)).rejects.toMatchObject({
        details: { faults: [{ field: 'clock-running' }] },
      });
      now = new Date('2026-03-02T02:00:00Z');
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
      await propose(
        registry,
        id,
        { outcome: 'refusal', reason: 'earlier-identical-work', note: 'Same.', judgements: [judged(patternId!)] },
        by(examiner),
      );
      await beginSecondReview(registry, second, id);
      await confirmProposal(registry, id, agreed, by(second));
      expect(await appeal(registry, other, id, 'Drawn from the same vase.')).toMatchObject({ state: 'expert-panel' });
      const experts = await Promise.all([0, 1, 2, 3].map(() => office.staff('expert-panellist')));
      await inviteOpinions(registry, registrar, id, {
        capacity: 'expert-panel',
        accounts: experts.map(({ account }) => account),
      });
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
      await expect(concludePanel(registry, id, 'Heard.', by(registrar))).rejects.toMatchObject({
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
      expect(await concludePanel(registry, id, 'Heard.', by(registrar))).toMatchObject({ state: 'lay-panel' });
      const seen = await readOpinionSummary(registry, registrar, id);
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
      expect(await concludePanel(registry, id, 'Heard.', by(registrar))).toMatchObject({ state: 'registered' });
    });
  });
}
