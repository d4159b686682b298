import { expect, it } from 'vitest';
import { runClocks } from '../../../api/services/applications/clocks.ts';
import { readDeadlines } from '../../../api/services/applications/deadlines.ts';
import {
  beginSecondReview,
  confirmProposal,
  propose,
  requestSupplement,
  takeCase,
} from '../../../api/services/applications/examine.ts';
import { markRead, readNotifications } from '../../../api/services/applications/notifications.ts';
import { decide, object } from '../../../api/services/applications/objections.ts';
import { inviteOpinions } from '../../../api/services/applications/opinions.ts';
import { submit } from '../../../api/services/applications/submit.ts';
import { recordTransfer } from '../../../api/services/applications/title.ts';
import { warnOfDeadlines } from '../../../api/services/applications/warnings.ts';
import type { ServiceErrorCode } from '../../../api/services/errors.ts';
import { readAudit } from '../../../api/store/audit-trail.ts';
import { agreed, type Desk, refusal } from './desk.ts';
import { draftOf, filed, openOffice, worksForm } from './office.ts';

interface Mail {
  readonly subject: string;
  readonly body: string;
}

/** Who is told of what: in the application and by mail. */
export function noticesContract(desk: Desk): void {
  const { by, examiner, office, registered, registrar, registry, second } = desk;
  const { store } = registry;

  const eventsTo = async (actor: typeof examiner | typeof desk.mill, id: string) =>
    (await readNotifications(registry, actor, { limit: 100 })).notifications
      .filter(({ applicationId }) => applicationId === id)
      .map(({ event }) => event)
      .reverse();
  const mailsTo = (account: string) =>
    store.query<Mail>(
      `select m.subject, m.body from mail_outbox m join account a on a.email = m.recipient where a.id = $1 order by m.entry`,
      [account],
    );

  it('tells the applicant of each step that concerns him, in the application and by mail in his language', async () => {
    const firm = await office.designer('Told Firm');
    await store.query(`update account set language = 'en' where id = $1`, [firm.account]);
    const { id } = await filed(registry, firm, 'told', worksForm('Told Firm', { title: 'A secret title' }));
    await takeCase(registry, examiner, id);
    await requestSupplement(registry, examiner, id, { reason: 'dates-unproven', note: 'Show when.' });
    await submit(registry, id, by(firm));
    await propose(registry, examiner, id, { ...refusal, judgements: [] });
    await beginSecondReview(registry, second, id);
    await confirmProposal(registry, second, id, agreed);
    expect(await eventsTo(firm, id)).toEqual(['request-supplement', 'confirm-refusal']);
    expect(await eventsTo(examiner, id)).toEqual(['supplement', 'confirm-refusal']);
    expect(await eventsTo(second, id)).toEqual([]);
    const mails = await mailsTo(firm.account);
    expect(mails.map(({ subject }) => subject)).toEqual([
      `The examiner asks for a supplement, by 2026-03-16. (${id})`,
      `The application was refused. An appeal is possible until 2026-03-23. (${id})`,
    ]);
    // Titles of what is not public do not leave by mail, and there is nothing to click on.
    expect(JSON.stringify(mails)).not.toMatch(/secret|http/);
    const chinese = await mailsTo(examiner.account);
    expect(chinese.at(-1)?.subject).toBe(`申请被驳回。可在 2026-03-23 前提出复审请求。 (${id})`);
  });

  it('tells those who manage the firm and not the one who acted, nor anybody whose account is closed by mail', async () => {
    const firm = await office.designer('Two Managers');
    const partner = await office.designer('Partner');
    await store.query('insert into membership (party_id, account_id, manages, since) values ($1, $2, true, $3)', [
      firm.party,
      partner.account,
      registry.clock(),
    ]);
    const { id } = await filed(registry, firm, 'two managers', worksForm('Two Managers'));
    expect(await eventsTo(firm, id)).toEqual([]);
    expect(await eventsTo(partner, id)).toEqual(['submit']);
    await store.query(`update account set status = 'disabled' where id = $1`, [partner.account]);
    const before = (await mailsTo(partner.account)).length;
    await takeCase(registry, examiner, id);
    await requestSupplement(registry, examiner, id, { reason: 'dates-unproven', note: 'Show when.' });
    expect((await mailsTo(partner.account)).length).toBe(before);
    expect(await eventsTo(firm, id)).toEqual(['request-supplement']);
  });

  it('tells registrars of objections, and whoever objected or bought of their outcome', async () => {
    const { id, applicantParty } = await registered('objected to, and told');
    const [objector, buyer] = [await office.designer('Told Objector'), await office.designer('Told Buyer')];
    await recordTransfer(registry, desk.mill, id, {
      event: 'transfer',
      effectiveOn: '2026-03-02',
      from: applicantParty,
      to: [{ holder: buyer.party, share: '1/1' }],
      basis: 'contract',
      evidence: [],
    });
    expect(await eventsTo(buyer, id)).toEqual(['transfer']);
    const { objection } = await object(registry, objector, id, {
      reason: 'earlier-right',
      statement: 'Mine.',
      evidence: [],
    });
    expect(await eventsTo(registrar, id)).toEqual(['object']);
    await decide(registry, registrar, id, { objection, outcome: 'rejected', reason: 'not-proven', note: 'No.' });
    expect(await eventsTo(objector, id)).toEqual(['reject-objection']);
    expect(await eventsTo(buyer, id)).toEqual(['transfer', 'object', 'reject-objection']);
  });

  it('tells whoever is asked for an opinion', async () => {
    const { id } = await filed(registry, desk.mill, 'opinion asked', worksForm('柯桥织造'));
    await takeCase(registry, examiner, id);
    const investigator = await office.staff('technical-investigator');
    await inviteOpinions(registry, registrar, id, {
      capacity: 'technical-investigator',
      accounts: [investigator.account],
    });
    expect(await eventsTo(investigator, id)).toEqual(['invite-opinion']);
  });

  it('counts what is unread, pages, and marks as read up to one notice, of the own account alone', async () => {
    const firm = await office.designer('Reader');
    const partner = await office.designer('Reading Partner');
    await store.query('insert into membership (party_id, account_id, manages, since) values ($1, $2, true, $3)', [
      firm.party,
      partner.account,
      registry.clock(),
    ]);
    for (const picture of ['read 1', 'read 2', 'read 3']) await filed(registry, firm, picture, worksForm('Reader'));
    const page = await readNotifications(registry, partner, { limit: 2 });
    expect(page).toMatchObject({ unread: 3, notifications: [{ read: false }, { read: false }] });
    const rest = await readNotifications(registry, partner, { limit: 2, before: page.nextBefore });
    expect(rest.notifications).toHaveLength(1);
    expect(rest.nextBefore).toBeUndefined();
    await markRead(registry, firm, page.notifications[0]!.entry);
    expect((await readNotifications(registry, partner, { limit: 2 })).unread).toBe(3);
    await markRead(registry, partner, page.notifications[1]!.entry);
    expect(await readNotifications(registry, partner, { limit: 3 })).toMatchObject({
      unread: 1,
      notifications: [{ read: false }, { read: true }, { read: true }],
    });
    const program = { ...firm, credential: 'service', account: null } as const;
    await expect(readNotifications(registry, program, { limit: 1 })).rejects.toMatchObject({
      code: 'sign-in-required' satisfies ServiceErrorCode,
    });
  });

  it('warns once of a term that ends soon, and once when an examination is overdue', async () => {
    const firm = await office.designer('Warned');
    const other = await (await openOffice(registry, '福建省版权局')).staff('examiner');
    const waiting = await filed(registry, firm, 'waits untaken', worksForm('Warned'));
    const asked = await filed(registry, firm, 'asked for more', worksForm('Warned'));
    await takeCase(registry, examiner, asked.id);
    await requestSupplement(registry, examiner, asked.id, { reason: 'dates-unproven', note: 'Show when.' });
    await warnOfDeadlines(registry);
    expect(await eventsTo(second, waiting.id)).toEqual([]);
    // The fast lane has five days, to 9 March; the supplement ten, to 16 March.
    desk.travel('2026-03-06T02:00:00Z');
    expect(await warnOfDeadlines(registry)).toBeGreaterThan(0);
    expect(await warnOfDeadlines(registry)).toBe(0);
    // Nobody has taken it: everybody at the desk of that office is told.
    expect(await eventsTo(examiner, waiting.id)).toEqual(['due-soon']);
    expect(await eventsTo(second, waiting.id)).toEqual(['due-soon']);
    expect(await eventsTo(other, waiting.id)).toEqual([]);
    expect(await eventsTo(firm, asked.id)).toEqual(['request-supplement']);
    desk.travel('2026-03-12T02:00:00Z');
    await warnOfDeadlines(registry);
    expect(await eventsTo(registrar, waiting.id)).toEqual(['overdue']);
    expect(await eventsTo(firm, asked.id)).toEqual(['request-supplement', 'due-soon']);
    expect((await mailsTo(firm.account)).at(-1)?.subject).toBe(`期限将至，截止日期为 2026-03-16。 (${asked.id})`);
    desk.travel('2026-03-17T02:00:00Z');
    await runClocks(registry);
    await warnOfDeadlines(registry);
    expect(await eventsTo(firm, asked.id)).toEqual(['request-supplement', 'due-soon', 'lapse']);
    desk.travel('2026-03-02T02:00:00Z');
  });

  it('counts a provisional term anew when the holidays of its year are known, and keeps the day it had in the audit trail', async () => {
    const { id } = await filed(registry, await office.designer('Recounted'), 'recounted', worksForm('Recounted'));
    // Forty weekdays into 2026, as it was counted before the holidays of 2026 were published. With them: 21 in January, 16 in February, 3 in March.
    await store.query(`update application set due_on = '2026-02-25', due_provisional = true where id = $1`, [id]);
    await runClocks(registry);
    expect(await desk.rowOf(id)).toMatchObject({ clock: 'examination', dueOn: '2026-03-04', dueProvisional: false });
    const recounted = (await readAudit(store, 'application', id)).filter(
      ({ action }) => action === 'case-recount-term',
    );
    expect(recounted).toMatchObject([{ before: { dueOn: '2026-02-25' }, after: { dueOn: '2026-03-04' } }]);
    await runClocks(registry);
    expect(await desk.rowOf(id)).toMatchObject({ dueOn: '2026-03-04' });
  });

  it('lists the deadlines of own cases and of those in hand, with holidays, and says when the calendar runs out', async () => {
    const firm = await office.designer('Deadlines');
    const { id } = await filed(registry, firm, 'deadlines', worksForm('Deadlines'));
    const draft = await draftOf(registry, firm, 'no deadline', worksForm('Deadlines'));
    const clerk = await office.staff('examiner');
    await takeCase(registry, clerk, id);
    const mine = { applicationId: id, clock: 'examination', dueOn: '2026-03-09', workingDaysLeft: 5 };
    expect((await readDeadlines(registry, clerk, 90)).deadlines).toMatchObject([{ ...mine, mine: true }]);
    const own = await readDeadlines(registry, firm, 90);
    expect(own.deadlines).toMatchObject([{ ...mine, mine: false, punctuality: 'in-time' }]);
    expect(own.deadlines.map(({ applicationId }) => applicationId)).not.toContain(draft.id);
    expect(own.specialDays).toContainEqual({ date: '2026-04-05', working: false, name: '清明节' });
    expect(own.specialDays).toContainEqual({ date: '2026-05-09', working: true, name: null });
    expect(own).toMatchObject({ calendarKnownUntil: '2026-12-31', calendarRunsOut: false });
    await requestSupplement(registry, clerk, id, { reason: 'dates-unproven', note: 'Show when.' });
    expect((await readDeadlines(registry, firm, 90)).deadlines).toMatchObject([{ clock: 'supplement', mine: true }]);
    expect((await readDeadlines(registry, clerk, 90)).deadlines).toMatchObject([{ clock: 'supplement', mine: false }]);
    expect((await readDeadlines(registry, await office.designer('Stranger to it'), 90)).deadlines).toEqual([]);
    desk.travel('2026-12-20T02:00:00Z');
    expect(await readDeadlines(registry, firm, 10)).toMatchObject({
      calendarRunsOut: true,
      deadlines: [{ punctuality: 'late' }],
    });
    desk.travel('2026-03-02T02:00:00Z');
  });
}
