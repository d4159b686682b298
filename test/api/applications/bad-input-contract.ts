import { expect, it } from 'vitest';
import { createDraft, saveDraft, withdraw } from '../../../api/services/applications/drafts.ts';
import { addPicture, readApplicationPicture, removePicture } from '../../../api/services/applications/pictures.ts';
import { preCheck, submit } from '../../../api/services/applications/submit.ts';
import { readEvents } from '../../../api/store/applications/case-rows.ts';
import { sha256Of } from '../../../api/store/blob-store.ts';
import type { Desk } from './desk.ts';
import { designOf, draftOf, filed, worksForm } from './office.ts';
import { expectSound } from './sound-cases.ts';

/** What people do wrong, or too fast: nothing of it leaves a case half changed. */
export function badInputContract(desk: Desk): void {
  const { by, mill, office, registry, rowOf } = desk;

  it('refuses dates that do not exist, lie ahead or contradict each other, each by its field', async () => {
    const impossible = [
      [{ created: { date: '2026-02-30', place: 'x', evidence: [] } }, 'created.date'],
      [{ created: { date: '2027-01-01', place: 'x', evidence: [] } }, 'created.date'],
      [{ firstPublished: { date: '2025-01-01', place: 'x', evidence: [] } }, 'firstPublished.date'],
      [{ created: { date: '01/02/2026', place: 'x', evidence: [] } }, 'created.date'],
    ] as const;
    for (const [i, [changes, field]] of impossible.entries()) {
      const { id } = await draftOf(registry, mill, `impossible date ${i}`, worksForm('柯桥织造', changes));
      const refused = await submit(registry, id, by(mill)).catch((error: unknown) => error);
      expect(refused, field).toMatchObject({ code: 'form-incomplete' });
      const { faults } = (refused as { details: { faults: { field: string }[] } }).details;
      expect(faults.map((fault) => fault.field)).toContain(field);
      expect(await rowOf(id)).toMatchObject({ state: 'draft' });
    }
  });

  it('files an application once when it is submitted twice at the same moment', async () => {
    const { id, key } = await draftOf(registry, mill, 'submitted twice', worksForm('柯桥织造'));
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => submit(registry, id, by(mill))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason.code).toMatch(/^(stale-edit|step-not-possible)$/);
    expect((await readEvents(registry.store, key)).filter(({ event }) => event === 'submit')).toHaveLength(1);
    await expectSound(registry, id);
  });

  it('keeps one of two edits made at the same moment, and gives the other back', async () => {
    const { id, version } = await draftOf(registry, mill, 'edited twice', worksForm('柯桥织造'));
    const saved = await Promise.all(
      ['one', 'other'].map((title) => saveDraft(registry, mill, id, { version, form: { title } })),
    );
    expect(saved.map((outcome) => outcome.saved).sort()).toEqual([false, true]);
    const lost = saved.find((outcome) => !outcome.saved);
    expect(lost).toHaveProperty('typed.title');
    expect(await rowOf(id)).toMatchObject({ version: version + 1 });
  });

  it('misses a picture that was taken out, and holds on to those of a case that was withdrawn', async () => {
    const { id } = await draftOf(registry, mill, 'taken out', worksForm('柯桥织造'));
    await preCheck(registry, id, by(mill));
    await removePicture(registry, mill, id, 0);
    await expect(submit(registry, id, by(mill))).rejects.toMatchObject({
      code: 'requirement-missing',
      details: { faults: [{ field: 'pictures' }] },
    });
    const kept = await filed(registry, mill, 'withdrawn file', worksForm('柯桥织造'));
    await withdraw(registry, mill, kept.id, 'No more.');
    const { bytes } = await readApplicationPicture(registry, mill, kept.id, 0);
    expect(sha256Of(bytes)).toBe(sha256Of(designOf('withdrawn file')));
    await expect(removePicture(registry, mill, kept.id, 0)).rejects.toMatchObject({ code: 'step-not-possible' });
    const upload = { bytes: designOf('too late'), fileName: 'l.png', role: 'flat-design' } as const;
    await expect(addPicture(registry, kept.id, upload, by(mill))).rejects.toMatchObject({ code: 'step-not-possible' });
  });

  it('says that a picture is lost rather than file a case without it', async () => {
    const { id } = await draftOf(registry, mill, 'lost file', worksForm('柯桥织造'));
    await registry.blobs.remove({ kind: 'picture', sha256: sha256Of(designOf('lost file')) });
    await expect(submit(registry, id, by(mill))).rejects.toMatchObject({ code: 'picture-lost' });
    expect(await rowOf(id)).toMatchObject({ state: 'draft', submittedAt: null });
  });

  it('sees two owners who claim one picture, whichever files first', async () => {
    const [one, two] = [await office.designer('Owner One'), await office.designer('Owner Two')];
    const first = await draftOf(registry, one, 'one picture, two owners', worksForm('Owner One'));
    await filed(registry, two, 'one picture, two owners', worksForm('Owner Two'));
    expect(await submit(registry, first.id, by(one))).toMatchObject({ queue: 'duplicate-review', strongFinding: true });
  });

  it('takes no draft in the name of a party that is not one’s own, or does not exist', async () => {
    const other = await office.designer('Not His');
    for (const party of [other.party, 'PT-00000000000000000000000000'])
      await expect(createDraft(registry, mill, { party, kind: 'works', form: {} })).rejects.toMatchObject({
        code: 'forbidden',
      });
  });
}
