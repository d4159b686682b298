import { expect, it } from 'vitest';
import { type Actor, ANONYMOUS } from '../../../api/services/access/actor.ts';
import { readCase } from '../../../api/services/applications/desk.ts';
import { beginSecondReview, confirmProposal, propose, takeCase } from '../../../api/services/applications/examine.ts';
import { appeal, inviteOpinions, readOpinionSummary } from '../../../api/services/applications/opinions.ts';
import { checkPicture } from '../../../api/services/check-picture.ts';
import { comparePictures } from '../../../api/services/compare-pictures.ts';
import { importPattern } from '../../../api/services/import-pattern.ts';
import { getPattern, listPatterns, readPicture, readThumbnail } from '../../../api/services/patterns.ts';
import { orderReport } from '../../../api/services/reports/order.ts';
import { ACTOR } from '../services/registry-fixture.ts';
import { agreed, type Designer, type Desk, judged, refusal } from './desk.ts';
import { designOf, filed, worksForm } from './office.ts';

/** More than the places that records have which somebody may not see. */
const CROWD = 12;

/** Works that are not public: that they crowd nobody out, are lost for nobody who may see them, and are told of to nobody else. */
export function hiddenWorksContract(desk: Desk): void {
  const { examiner, office, registrar, registry, second } = desk;

  const ownersOf = ({ party }: Designer) => [
    { name: party, entity: 'legal-person', region: '33', basis: 'employment', share: '1/1' },
  ];
  const file = (designer: Designer, picture: string, changes: object = {}) =>
    filed(registry, designer, picture, worksForm('X', { owners: ownersOf(designer), ...changes }));
  const published = async (picture: string) => {
    const added = await importPattern(
      registry,
      { picture: designOf(picture), fileName: 'p.png', details: { title: `Public ${picture}` } },
      { actor: { ...ACTOR, tenant: office.tenant } },
    );
    if (added.status !== 'added') throw new Error(added.status);
    return added.id;
  };
  const checked = async (picture: string, actor: Actor, limit = 10) => {
    const result = await checkPicture(registry, designOf(picture), { actor, limit });
    if (result.status !== 'checked') throw new Error(result.status);
    return result;
  };
  const alike = <Found extends { readonly grade: string }>(found: readonly Found[]) =>
    found.filter(({ grade }) => grade === 'identical');

  it('lets no number of hidden near-duplicates push a public work out of a check, nor out of one’s own', async () => {
    const keeper = await office.designer('Crowd Keeper');
    const own = await office.designer('Crowd Owner');
    for (let i = 0; i < CROWD; i++) await file(keeper, `a crowded rose|variant ${i}`);
    const mine = await file(own, 'a crowded rose|my own');
    const open = await published('a crowded rose|public');
    const stranger = await office.designer('Crowd Stranger');
    for (const actor of [ANONYMOUS, stranger]) {
      const result = await checked('a crowded rose', actor);
      expect(alike(result.candidates).map(({ id }) => id)).toEqual([open]);
    }
    const owner = await checked('a crowded rose', own);
    expect(new Set(alike(owner.candidates).map(({ id }) => id))).toEqual(new Set([open, mine.patternId]));
    // Who keeps them all sees them all, the public one among them.
    const all = await checked('a crowded rose', keeper, CROWD + 1);
    expect(alike(all.candidates)).toHaveLength(CROWD + 1);
    expect(all.candidates.map(({ id }) => id)).toContain(open);
    // On the machine of the data nothing is hidden.
    expect(alike((await checked('a crowded rose', ACTOR, 50)).candidates)).toHaveLength(CROWD + 2);
    // A stranger is told of as many as there is room for, and of no more.
    const told = (await checked('a crowded rose', stranger)).restricted ?? [];
    expect(told).toHaveLength(8);
    expect(new Set(told.map(({ grade }) => grade))).toEqual(new Set(['identical']));
  });

  it('shows the examiner of a case every hidden work that was found, and the public ones beside them', async () => {
    const keeper = await office.designer('Crowded Case');
    const ids = [];
    for (let i = 0; i < CROWD - 2; i++) ids.push((await file(keeper, `a crowded case|variant ${i}`)).patternId!);
    const open = await published('a crowded case|public');
    const later = await office.designer('Crowded Applicant');
    const { id } = await file(later, 'a crowded case|copied');
    const seenBy = async (actor: Actor) => {
      const { result } = (await readCase(registry, actor, id)).checks[0]!;
      return result.status === 'checked' ? alike(result.candidates).map((found) => found.id) : [];
    };
    for (const actor of [later, examiner, registrar]) expect(await seenBy(actor)).toEqual([open]);
    await takeCase(registry, examiner, id);
    expect(new Set(await seenBy(examiner))).toEqual(new Set([...ids, open]));
    expect(await seenBy(second)).toEqual([open]);
  });

  it('tells of a hidden work to its owner and the examiners of the case alone: not to panel, registrar or anybody else', async () => {
    // After whatever else the log has by now, so that reports can be made.
    desk.travel('2031-01-10T02:00:00Z');
    const keeper = await office.designer('Kept Secret Ltd');
    const { patternId } = await file(keeper, 'a secret rose', { title: 'Secret Rose' });
    const hidden = patternId!;
    const applicant = await office.designer('Appeals');
    const { id } = await file(applicant, 'a secret rose|again', { title: 'Another Rose' });
    await takeCase(registry, examiner, id);
    await propose(registry, examiner, id, { ...refusal, judgements: [judged(hidden)] });
    await beginSecondReview(registry, second, id);
    await confirmProposal(registry, second, id, agreed);
    await appeal(registry, applicant, id, 'The drawing is ours.');
    const panel = [await office.staff('expert-panellist'), await office.staff('technical-investigator')] as const;
    const invite = (capacity: 'expert-panel' | 'technical-investigator', account: string) =>
      inviteOpinions(registry, registrar, id, { capacity, accounts: [account] });
    await invite('expert-panel', panel[0].account);
    await invite('technical-investigator', panel[1].account);

    const agent: Actor = {
      ...(await office.designer('Agent of the Keeper')),
      parties: [{ party: keeper.party, role: 'agent', manages: false }],
    };
    const seeing: Record<string, Actor> = { keeper, agent, examiner, second };
    const notSeeing: Record<string, Actor> = {
      applicant,
      registrar,
      panellist: panel[0],
      investigator: panel[1],
      'panellist who was not asked': await office.staff('expert-panellist'),
      'lay panellist': await office.staff('lay-panellist'),
      'another examiner': await office.staff('examiner'),
      administrator: await office.staff('administrator'),
      'court officer': await office.staff('court-officer'),
      mediator: await office.staff('mediator'),
      notary: await office.staff('notary'),
      stranger: await office.designer('Stranger'),
      'an examiner whose second factor was not shown': { ...examiner, secondFactor: false },
      anonymous: ANONYMOUS,
    };
    const secrets = [hidden, 'Secret Rose', 'Kept Secret', keeper.party];
    const picture = designOf('a secret rose|looked for');
    /** Every surface that could speak of it; a refusal is an answer too. */
    const surfaces: Record<string, (actor: Actor) => Promise<unknown>> = {
      record: (actor) => getPattern(registry, hidden, actor),
      picture: (actor) => readPicture(registry, hidden, actor),
      thumbnail: (actor) => readThumbnail(registry, hidden, actor),
      list: (actor) => listPatterns(registry, { limit: 200 }, actor),
      'search by text': (actor) => listPatterns(registry, { limit: 50, text: 'Secret Rose' }, actor),
      comparison: (actor) => comparePictures(registry, { id: hidden }, { picture }, { actor }),
      check: (actor) => checkPicture(registry, picture, { actor, limit: 10 }),
      case: (actor) => readCase(registry, actor, id),
      opinions: (actor) => readOpinionSummary(registry, actor, id),
      report: (actor) => orderReport(registry, picture, {}, { actor }),
      'report that names it': (actor) => orderReport(registry, picture, { records: [hidden] }, { actor }),
    };
    const answerOf = (name: string, actor: Actor) =>
      surfaces[name]!(actor).then(
        (answer) => JSON.stringify(answer, (_, value) => (value instanceof Uint8Array ? 'bytes' : value)),
        (error: { code?: string; message: string }) => `refused: ${error.code} ${error.message.replaceAll(hidden, '')}`,
      );
    for (const [who, actor] of Object.entries(notSeeing))
      for (const surface of Object.keys(surfaces)) {
        const answer = await answerOf(surface, actor);
        for (const secret of secrets) expect(answer, `${surface} to ${who}`).not.toContain(secret);
        expect(answer, `${surface} to ${who}`).not.toContain('refused: undefined');
      }
    for (const [who, actor] of Object.entries(seeing)) {
      for (const surface of ['record', 'picture', 'thumbnail', 'comparison'])
        expect(await answerOf(surface, actor), `${surface} to ${who}`).not.toContain('refused');
      expect(await getPattern(registry, hidden, actor), who).toMatchObject({ title: 'Secret Rose' });
    }
    for (const actor of [examiner, second]) expect(await answerOf('case', actor)).toContain('Secret Rose');
    for (const actor of [keeper, agent])
      for (const surface of ['check', 'list', 'search by text'])
        expect(await answerOf(surface, actor), surface).toContain('Secret Rose');
    const report = await orderReport(registry, picture, {}, { actor: keeper });
    const content = await registry.blobs.read({ kind: 'report', sha256: report.contentSha256 });
    expect(Buffer.from(content!).toString()).toContain('Secret Rose');
    for (const actor of [applicant, notSeeing.stranger!]) {
      const { contentSha256 } = await orderReport(registry, picture, {}, { actor });
      const told = Buffer.from((await registry.blobs.read({ kind: 'report', sha256: contentSha256 }))!).toString();
      for (const secret of secrets) expect(told).not.toContain(secret);
    }
    desk.travel('2026-03-02T02:00:00Z');
  });
}
