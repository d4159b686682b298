import { expect, it } from 'vitest';
import { ANONYMOUS } from '../../../api/services/access/actor.ts';
import { runClocks } from '../../../api/services/applications/clocks.ts';
import { readCase } from '../../../api/services/applications/desk.ts';
import { withdraw } from '../../../api/services/applications/drafts.ts';
import {
  beginSecondReview,
  confirmProposal,
  propose,
  requestSupplement,
  takeCase,
} from '../../../api/services/applications/examine.ts';
import { listNotices, searchNotices } from '../../../api/services/applications/notices.ts';
import { addPicture, removePicture } from '../../../api/services/applications/pictures.ts';
import { readStatistics } from '../../../api/services/applications/statistics.ts';
import { preCheck, submit } from '../../../api/services/applications/submit.ts';
import { checkPicture } from '../../../api/services/check-picture.ts';
import { importPattern } from '../../../api/services/import-pattern.ts';
import { getPattern, listPatterns, readPicture, readThumbnail } from '../../../api/services/patterns.ts';
import type { ApplicationRow } from '../../../api/store/applications/application-rows.ts';
import { appendAudit } from '../../../api/store/audit-trail.ts';
import { findRecord } from '../../../api/store/pattern-rows.ts';
import { ACTOR } from '../services/registry-fixture.ts';
import { agreed, type Designer, type Desk, grant, refusal, type Staff } from './desk.ts';
import { designOf, draftOf, EXAMPLES, filed, worksForm } from './office.ts';

/** Who sees what was submitted and is not yet registered. */
export function visibilityContract(desk: Desk): void {
  const { examiner, office, registrar, registry, rowOf, second } = desk;

  const file = (designer: Designer, picture: string, changes: object = {}) =>
    filed(registry, designer, picture, worksForm('X', { owners: ownersOf(designer), ...changes }));
  const ownersOf = ({ party }: Designer) => [
    { name: party, entity: 'legal-person', region: '33', basis: 'employment', share: '1/1' },
  ];
  const caseAs = async (actor: Designer | Staff, id: string) => {
    const file = await readCase(registry, actor, id);
    const result = file.checks[0]!.result;
    if (result.status !== 'checked') throw new Error(result.status);
    return { file, result };
  };
  const found = async (picture: string, actor = ACTOR) => {
    const result = await checkPicture(registry, designOf(picture), { actor, limit: 10 });
    return result.status === 'checked' ? result.candidates.filter(({ grade }) => grade !== 'no-match') : [];
  };

  it('finds a pending application by likeness, and shows it to the examiner of the case alone', async () => {
    const [first, later] = [await office.designer('First'), await office.designer('Later')];
    const pending = await file(first, 'a pending rose', { title: 'Unreleased Rose' });
    const { patternId } = pending;
    const copy = await file(later, 'a pending rose|recoloured');
    expect(copy).toMatchObject({ queue: 'duplicate-review', risk: 4, strongFinding: true });

    for (const reader of [later, registrar, examiner]) {
      const { file: seen, result } = await caseAs(reader, copy.id);
      expect(result).toMatchObject({
        grade: 'identical',
        restricted: [{ grade: 'identical', date: '2026-03-02', contact: 'office@example.org' }],
      });
      expect(result.candidates.filter(({ grade }) => grade !== 'no-match')).toEqual([]);
      const text = JSON.stringify(seen);
      for (const secret of [patternId!, pending.id, 'Unreleased Rose', first.party]) expect(text).not.toContain(secret);
      await expect(getPattern(registry, patternId!, reader)).rejects.toMatchObject({ code: 'not-found' });
    }
    expect(await found('a pending rose', ANONYMOUS as typeof ACTOR)).toEqual([]);

    await takeCase(registry, examiner, copy.id);
    const { result } = await caseAs(examiner, copy.id);
    expect(result.candidates[0]).toMatchObject({ id: patternId, grade: 'identical', title: 'Unreleased Rose' });
    expect(result).not.toHaveProperty('restricted');
    expect(await getPattern(registry, patternId!, examiner)).toMatchObject({ visibility: 'restricted' });
    expect((await readPicture(registry, patternId!, examiner)).isPublic).toBe(false);
    expect((await readThumbnail(registry, patternId!, examiner)).isPublic).toBe(false);
    // Not to a colleague, nor to the examiner of another case.
    await expect(getPattern(registry, patternId!, second)).rejects.toMatchObject({ code: 'not-found' });
    expect((await listPatterns(registry, { limit: 50 }, second)).patterns.map(({ id }) => id)).not.toContain(patternId);
    expect(await getPattern(registry, patternId!, first)).toMatchObject({ title: 'Unreleased Rose' });
  });

  it('keeps it off the notice board and its search, and publishes it with the registration', async () => {
    const firm = await office.designer('Board');
    const { id, patternId } = await file(firm, 'not yet on the board', { title: 'Board Lotus' });
    const board = async (actor: typeof ACTOR | Designer) =>
      (await searchNotices(registry, designOf('not yet on the board'), { actor })).map((notice) => notice.id);
    for (const actor of [ACTOR, firm]) expect(await board(actor)).toEqual([]);
    expect((await listNotices(registry, { text: 'Board Lotus', limit: 5 })).notices).toEqual([]);
    await takeCase(registry, examiner, id);
    const { number } = await propose(registry, examiner, id, grant);
    expect(await board(ACTOR)).toEqual([id]);
    expect(await getPattern(registry, patternId!, second)).toMatchObject({
      visibility: 'public',
      registrationNumber: number,
      dates: [{ kind: 'registered', date: '2026-03-02', evidence: 'registration' }, {}, {}],
    });
  });

  it('lets go of what was withdrawn, has lapsed, or was refused for good', async () => {
    const firm = await office.designer('Given Up');
    const withdrawn = await file(firm, 'given up: withdrawn');
    await withdraw(registry, firm, withdrawn.id, 'Sold.');
    const lapsed = await file(firm, 'given up: lapsed');
    await takeCase(registry, examiner, lapsed.id);
    await requestSupplement(registry, examiner, lapsed.id, { reason: 'dates-unproven', note: 'When?' });
    const refused = await file(firm, 'given up: refused');
    await takeCase(registry, examiner, refused.id);
    await propose(registry, examiner, refused.id, { ...refusal, reason: 'title-not-shown', judgements: [] });
    await beginSecondReview(registry, second, refused.id);
    await confirmProposal(registry, second, refused.id, agreed);
    // As long as an appeal is possible it still stands against others.
    expect(await found('given up: refused')).toHaveLength(1);
    desk.travel('2026-04-30T02:00:00Z');
    await runClocks(registry);
    desk.travel('2026-03-02T02:00:00Z');
    await registry.feed.catchUp();
    for (const { id, state } of [withdrawn, lapsed, refused]) {
      const row = await rowOf(id);
      expect(row.state, state).toMatch(/^(withdrawn|lapsed|final)$/);
      expect(await findRecord(registry.store, row.patternId!)).toMatchObject({ removed: true });
      expect((await readCase(registry, firm, id)).pictures).toHaveLength(1);
    }
    expect(await found('given up: withdrawn')).toEqual([]);
    const other = await office.designer('Comes After');
    expect(await file(other, 'given up: withdrawn|again')).toMatchObject({ queue: 'clear', strongFinding: false });
  });

  it('gives each who claims one picture a record of his own', async () => {
    const [one, two] = [await office.designer('Claims'), await office.designer('Claims Too')];
    const first = await file(one, 'claimed by both');
    const other = await file(two, 'claimed by both');
    expect(other.patternId).not.toBe(first.patternId);
    expect(await found('claimed by both')).toHaveLength(2);
    await withdraw(registry, two, other.id, 'A mistake.');
    await registry.feed.catchUp();
    expect((await found('claimed by both')).map(({ id }) => id)).toEqual([first.patternId]);
    // Nor does bringing the same picture into the library tell of it, or hang on it.
    const upload = { picture: designOf('claimed by both'), fileName: 'c.png' };
    const added = await importPattern(registry, upload, { actor: { ...ACTOR, tenant: office.tenant } });
    expect(added.status).toBe('added');
    await withdraw(registry, one, first.id, 'A mistake too.');
    await registry.feed.catchUp();
    expect((await found('claimed by both')).map(({ id }) => id)).toEqual([added.id]);
  });

  it('keeps a pre-registered sketch as long as the application that came of it stands', async () => {
    const firm = await office.designer('Sketcher');
    const sketch = await filed(registry, firm, 'an early sketch', {
      ...EXAMPLES[3]!.form,
      created: { date: '2026-01-05', place: 'x', evidence: [] },
    });
    const full = await file(firm, 'the finished cloth', { preRegistration: sketch.number });
    expect(full.family).toBe(sketch.id);
    expect(await found('an early sketch')).toHaveLength(1);
    await withdraw(registry, firm, full.id, 'No more.');
    await registry.feed.catchUp();
    expect([...(await found('an early sketch')), ...(await found('the finished cloth'))]).toEqual([]);
  });

  it('follows the pictures that a supplement changes', async () => {
    const firm = await office.designer('Changes Pictures');
    const { id } = await file(firm, 'the wrong picture');
    await takeCase(registry, examiner, id);
    await requestSupplement(registry, examiner, id, { reason: 'picture-unclear', note: 'The design itself.' });
    const upload = { bytes: designOf('the right picture'), fileName: 'r.png', role: 'flat-design' } as const;
    await addPicture(registry, id, upload, { actor: firm });
    await removePicture(registry, firm, id, 0);
    await submit(registry, id, { actor: firm });
    expect(await found('the wrong picture')).toEqual([]);
    expect(await found('the right picture')).toHaveLength(1);
    // On being checked again a case does not find itself.
    expect((await rowOf(id)).strongFinding).toBe(false);
  });

  it('tells of hidden works no more than thirty times an hour, and holds up no submission for it', async () => {
    const [keeper, asker] = [await office.designer('Keeper'), await office.designer('Asker')];
    const asked: ApplicationRow[] = [];
    for (const picture of ['kept 1', 'kept 2']) {
      await file(keeper, picture);
      asked.push(await file(asker, `${picture}|mine`));
    }
    // He has learned of twenty-nine others within the hour.
    for (let i = 0; i < 29; i++)
      await appendAudit(registry.store, { at: registry.clock(), actor: asker.account, action: 'learn-of-restricted' });
    const toldOf = async () => {
      const told = [];
      for (const { id } of asked) told.push((await caseAs(asker, id)).result.restricted?.length ?? 0);
      return told;
    };
    expect((await toldOf()).reduce((sum, count) => sum + count)).toBe(1);
    // What he knows he is told again; the rest an hour later.
    expect((await toldOf()).reduce((sum, count) => sum + count)).toBe(1);
    desk.travel('2026-03-02T03:00:01Z');
    expect((await toldOf()).reduce((sum, count) => sum + count)).toBe(2);
    desk.travel('2026-03-02T02:00:00Z');
  });

  it('keeps nothing of a pre-check in the library', async () => {
    const firm = await office.designer('Only Looks');
    const { id } = await draftOf(registry, firm, 'only looked at', worksForm('Only Looks'));
    await preCheck(registry, id, { actor: firm });
    expect((await rowOf(id)).patternId).toBeNull();
    expect(await found('only looked at')).toEqual([]);
  });

  it('counts for a registrar his own office alone, whatever else he does in another one', async () => {
    await file(await office.designer('Counted'), 'a counted rose');
    const year = { from: '2026-01', to: '2026-12' };
    const counted = async (actor: Staff) => (await readStatistics(registry, actor, year)).applications;
    expect(await counted(registrar)).toBeGreaterThan(0);
    const elsewhere: Staff = {
      ...registrar,
      staff: [
        { role: 'registrar', tenant: 'elsewhere' },
        ...registrar.staff.map(({ tenant }) => ({ role: 'expert-panellist' as const, tenant })),
      ],
    };
    expect(await counted(elsewhere)).toBe(0);
    const panellist: Staff = { ...elsewhere, staff: [{ role: 'expert-panellist', tenant: null }] };
    await expect(counted(panellist)).rejects.toMatchObject({ code: 'forbidden' });
  });
}
