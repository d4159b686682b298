import { expect, it } from 'vitest';
import { runClocks } from '../../../api/services/applications/clocks.ts';
import { saveDraft, withdraw } from '../../../api/services/applications/drafts.ts';
import { propose, requestSupplement, takeCase } from '../../../api/services/applications/examine.ts';
import { submit } from '../../../api/services/applications/submit.ts';
import { readTitle } from '../../../api/services/applications/title.ts';
import { type Desk, grant } from './desk.ts';
import { draftOf, EXAMPLES, filed, worksForm } from './office.ts';

/** What applicants do: drafts, submission, supplements, withdrawal, pre-registration, folk works. */
export function filingContract(desk: Desk): void {
  const { by, examiner, mill, office, registered, registry, rowOf } = desk;

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
    desk.travel('2026-03-06T02:00:00Z');
    const { version, form } = await rowOf(id);
    await saveDraft(registry, mill, id, { version, form: { ...form, title: 'With dates' } });
    expect(await submit(registry, id, by(mill))).toMatchObject({
      state: 'in-examination',
      title: 'With dates',
      clock: 'examination',
      dueOn: '2026-03-13',
    });
    desk.travel('2026-03-17T02:00:00Z');
    await expect(submit(registry, late.id, by(mill))).rejects.toMatchObject({
      details: { faults: [{ field: 'clock-running' }] },
    });
    expect(await runClocks(registry)).toBe(1);
    expect(await rowOf(late.id)).toMatchObject({ state: 'lapsed', clock: null });
    expect(await runClocks(registry)).toBe(0);
    desk.travel('2026-03-02T02:00:00Z');
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
    desk.travel('2026-04-01T02:00:00Z');
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
    desk.travel('2026-12-01T02:00:00Z');
    await runClocks(registry);
    expect(await rowOf(left.id)).toMatchObject({ state: 'lapsed' });
    desk.travel('2026-03-02T02:00:00Z');
  });

  it('files folk works under numbers of their own', async () => {
    const { id } = await filed(registry, mill, 'folk', EXAMPLES[2]!.form as unknown as Record<string, unknown>);
    await takeCase(registry, examiner, id);
    expect((await propose(registry, examiner, id, grant)).number).toBe('浙民文备字-2026-00000001');
    expect((await readTitle(registry, mill, id)).holders).toEqual([
      { holder: '三江侗族自治县侗族群体', name: '三江侗族自治县侗族群体', share: '1/1' },
    ]);
  });
}
