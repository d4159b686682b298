import { expect, it } from 'vitest';
import { earliestOfWork } from '../../../api/schemas/work-dates.ts';
import { ANONYMOUS } from '../../../api/services/access/actor.ts';
import { readCase } from '../../../api/services/applications/desk.ts';
import { withdraw } from '../../../api/services/applications/drafts.ts';
import { propose, takeCase } from '../../../api/services/applications/examine.ts';
import { addPicture } from '../../../api/services/applications/pictures.ts';
import { submit } from '../../../api/services/applications/submit.ts';
import { checkPicture } from '../../../api/services/check-picture.ts';
import { importPattern } from '../../../api/services/import-pattern.ts';
import { getPattern } from '../../../api/services/patterns.ts';
import { ACTOR } from '../services/registry-fixture.ts';
import { type Desk, grant, judged } from './desk.ts';
import { designOf, draftOf, filed, worksForm } from './office.ts';

/** Versions from draft to finished cloth, which a check shows as one. */
export function familiesContract(desk: Desk): void {
  const { examiner, office, registered, registry } = desk;

  const found = async (picture: string, actor: typeof ACTOR | Awaited<ReturnType<typeof office.designer>> = ACTOR) => {
    const result = await checkPicture(registry, designOf(picture), { actor, limit: 10 });
    if (result.status !== 'checked') throw new Error(result.status);
    return { ...result, candidates: result.candidates.filter(({ grade }) => grade !== 'no-match') };
  };

  it('shows the versions of one work as one candidate that names the others', async () => {
    const firm = await office.designer('Family Firm');
    const draft = await registered('one family', worksForm('Family Firm', { title: 'As drawn' }), firm);
    const cloth = await registered(
      'one family|cloth',
      worksForm('Family Firm', { title: 'As woven', stage: 'finished-cloth', earlierVersion: draft.id }),
      firm,
    );
    const { candidates } = await found('one family');
    expect(candidates).toMatchObject([
      { id: draft.patternId, otherVersions: [{ id: cloth.patternId, title: 'As woven', grade: 'identical' }] },
    ]);
    // And so does the record of each.
    const { patternId } = cloth;
    expect(await getPattern(registry, draft.patternId!, ANONYMOUS)).toMatchObject({
      otherVersions: [{ id: patternId, title: 'As woven' }],
    });
    expect(await getPattern(registry, patternId!, ANONYMOUS)).toMatchObject({ otherVersions: [{ title: 'As drawn' }] });
    // Of another's work that looks the same nothing is put together: likeness makes no family.
    const other = await office.designer('Other Family');
    const alike = await filed(registry, other, 'one family|alike', worksForm('Other Family'));
    expect((await found('one family', other)).candidates.map(({ id }) => id).sort()).toEqual(
      [draft.patternId, alike.patternId].sort(),
    );
    // An examiner judges the work, not each of its versions.
    await takeCase(registry, examiner, alike.id);
    const { checks } = await readCase(registry, examiner, alike.id);
    const result = checks[0]!.result;
    if (result.status !== 'checked') throw new Error(result.status);
    expect(result.candidates.filter(({ grade }) => grade !== 'no-match')).toMatchObject([{ otherVersions: [{}] }]);
    const decision = { ...grant, reason: 'differences-suffice', judgements: [judged(cloth.patternId!)] };
    expect(await propose(registry, examiner, alike.id, decision)).toMatchObject({ state: 'proposed-grant' });
  });

  it('counts the earliest evidence among the versions of a work, whichever of them is most alike', async () => {
    const [firm, other] = [await office.designer('Early Family'), await office.designer('Between')];
    const form = (owner: string, changes: object) => worksForm(owner, changes);
    desk.travel('2026-03-02T02:00:00Z');
    const drawn = await registered('early family', form('Early Family', { title: 'Drawn first' }), firm);
    const woven = await registered(
      'early family|cloth',
      form('Early Family', { title: 'Woven later', stage: 'finished-cloth', earlierVersion: drawn.id }),
      firm,
    );
    const details = (date: string) => ({
      dates: [{ kind: 'registered' as const, date, evidence: 'registration' as const }],
    });
    const upload = (picture: string, date: string) => ({
      picture: designOf(picture),
      fileName: 'x.png',
      details: { title: 'Between', ...details(date) },
    });
    const actor = { ...ACTOR, tenant: office.tenant };
    const between = await importPattern(registry, upload('early family|between', '2021-06-01'), { actor });
    if (between.status !== 'added') throw new Error(between.status);
    // The version recorded first, by its key, is shown; the one with the early date stands beside it.
    await registry.store.query(
      `update dated_fact set date = '2019-01-01' where evidence = 'registration'
       and pattern_key = (select key from pattern where id = $1)`,
      [woven.patternId],
    );
    const { candidates } = await found('early family', other);
    expect(candidates.map(({ title }) => title)).toHaveLength(2);
    expect(candidates[0]).toMatchObject({ otherVersions: [{}] });
    expect(earliestOfWork(candidates[0]!)).toMatchObject({
      fact: { date: '2019-01-01', evidence: 'registration' },
      version: { id: woven.patternId },
    });
    expect(candidates[1]!.id).toBe(between.id);
    // The same of works that somebody may not see: the date he is told is that of the earliest version.
    const hide = "update pattern set visibility = 'restricted', owner_party_id = $2 where id = any($1::text[])";
    await registry.store.query(hide, [[drawn.patternId!, woven.patternId!], firm.party]);
    expect((await found('early family', other)).restricted).toMatchObject([{ date: '2019-01-01' }]);
  });

  it('tells of a hidden family once, and not at all beside a version of it that is seen', async () => {
    const [firm, asker] = [await office.designer('Hidden Family'), await office.designer('Family Asker')];
    const first = await filed(registry, firm, 'hidden family', worksForm('Hidden Family'));
    const later = await filed(
      registry,
      firm,
      'hidden family|2',
      worksForm('Hidden Family', { earlierVersion: first.id }),
    );
    expect((await found('hidden family', asker)).restricted).toHaveLength(1);
    await takeCase(registry, examiner, first.id);
    await propose(registry, examiner, first.id, grant);
    const result = await found('hidden family', asker);
    expect(result.candidates).toMatchObject([{ id: first.patternId }]);
    expect(result.candidates[0]).not.toHaveProperty('otherVersions');
    expect(result).not.toHaveProperty('restricted');
    expect(await getPattern(registry, first.patternId!, asker)).not.toHaveProperty('otherVersions');
    expect(await getPattern(registry, first.patternId!, firm)).toMatchObject({
      otherVersions: [{ id: later.patternId }],
    });
    await withdraw(registry, firm, later.id, 'Not woven after all.');
    expect(await getPattern(registry, first.patternId!, firm)).not.toHaveProperty('otherVersions');
  });

  it('counts flat designs of one application as one work', async () => {
    const firm = await office.designer('Two Designs');
    const { id } = await draftOf(registry, firm, 'two designs', worksForm('Two Designs'));
    const upload = { bytes: designOf('two designs|b'), fileName: 'b.png', role: 'flat-design' } as const;
    await addPicture(registry, id, upload, { actor: firm });
    await submit(registry, id, { actor: firm });
    const { candidates } = await found('two designs', firm);
    expect(candidates).toHaveLength(1);
    expect(candidates[0]!.otherVersions).toHaveLength(1);
  });
}
