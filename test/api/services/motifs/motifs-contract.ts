import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedSchema } from '../../../../api/schemas/check-result.ts';
import { motifSchema } from '../../../../api/schemas/motif.ts';
import { ANONYMOUS, serviceActor } from '../../../../api/services/access/actor.ts';
import { checkPicture } from '../../../../api/services/check-picture.ts';
import { runDoctor } from '../../../../api/services/doctor.ts';
import { importPattern } from '../../../../api/services/import-pattern.ts';
import { addMotif, listMotifs, readMotifPicture, removeMotif } from '../../../../api/services/motifs/motifs.ts';
import type { StorageLocation } from '../../../../api/services/open-storage.ts';
import { removePattern } from '../../../../api/services/patterns.ts';
import type { Registry } from '../../../../api/services/registry.ts';
import { readAudit } from '../../../../api/store/audit-trail.ts';
import { ACTOR, openPlain, pictureOf } from '../registry-fixture.ts';

const by = { actor: ACTOR };
const KAWUNG = { name: 'Kawung', people: 'Javanese', meaning: 'Purity and justice', rights: 'public-domain' } as const;

/** The motif library of a registry whose data lie at the place that `locate` makes. */
export function motifsContract(name: string, locate: () => Promise<StorageLocation>): void {
  describe(`the known motifs on ${name}`, () => {
    let location: StorageLocation;
    let registry: Registry;
    let id: string;

    beforeAll(async () => {
      location = await locate();
      registry = await openPlain(location);
    });
    afterAll(() => registry?.close());

    const checked = async (text: string) =>
      checkedSchema.parse(await checkPicture(registry, pictureOf(text), { ...by, limit: 3 }));

    it('take a motif with all that is told of it, once', async () => {
      const motif = motifSchema.parse(await addMotif(registry, { picture: pictureOf('kawung'), details: KAWUNG }, by));
      expect(motif).toMatchObject({ ...KAWUNG, story: null, source: null, origin: null });
      id = motif.id;
      expect(await listMotifs(registry, ACTOR)).toEqual([motif]);
      await expect(addMotif(registry, { picture: pictureOf('kawung'), details: KAWUNG }, by)).rejects.toMatchObject({
        code: 'already-exists',
      });
      const { bytes } = await readMotifPicture(registry, id, ANONYMOUS);
      expect(Buffer.from(bytes)).toEqual(Buffer.from(pictureOf('kawung')));
    });

    it('are named and located in the next check, and weighed apart in what it finds', async () => {
      await importPattern(registry, { picture: pictureOf('something else'), fileName: 'e.png' }, by);
      const result = await checked('kawung');
      expect(result.motifs).toMatchObject([{ id, name: 'Kawung', rights: 'public-domain', logOdds: 3 }]);
      // The plain engine sees it in the upper half.
      expect(result.onlyKnownMotifs).toBe(false);
      for (const candidate of result.candidates) expect(candidate.motifShare).toBe(0);
      const other = await checked('no motif at all');
      expect(other).not.toHaveProperty('motifs');
      expect(other).not.toHaveProperty('onlyKnownMotifs');
    });

    it('are staff’s to change, and whoever may read the library may see them', async () => {
      const reader = serviceActor('reader', ['patterns:read']);
      expect(await listMotifs(registry, reader)).toHaveLength(1);
      for (const actor of [reader, ANONYMOUS]) {
        const refused = { code: actor === reader ? 'forbidden' : 'sign-in-required' };
        await expect(removeMotif(registry, id, 'x', actor)).rejects.toMatchObject(refused);
        const upload = { picture: pictureOf('parang'), details: { ...KAWUNG, name: 'Parang' } };
        await expect(addMotif(registry, upload, { actor })).rejects.toMatchObject(refused);
      }
    });

    it('refuse a picture without anything to compare', async () => {
      const blank = new Uint8Array(Buffer.from('blank'));
      await expect(addMotif(registry, { picture: blank, details: KAWUNG }, by)).rejects.toMatchObject({
        code: 'not-comparable',
      });
    });

    it('keep their files when a pattern of the same picture goes, and are no orphans to doctor', async () => {
      const { id: pattern } = await importPattern(registry, { picture: pictureOf('kawung'), fileName: 'k.png' }, by);
      await removePattern(registry, pattern!, 'withdrawn', ACTOR);
      expect((await readMotifPicture(registry, id, ACTOR)).bytes).toHaveLength(40);
      const findings = await runDoctor(registry, { repair: true });
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect((await checked('kawung')).motifs).toHaveLength(1);
    });

    it('are seen by a new version of the engine too', async () => {
      await registry.close();
      registry = await openPlain(location, 'plain-2');
      await registry.recomputed;
      expect((await checked('kawung')).motifs).toMatchObject([{ id, name: 'Kawung' }]);
    });

    it('are seen after a restore, which brings no features', async () => {
      const [{ sha256 }] = (await registry.store.query('select sha256 from motif')) as [{ sha256: string }];
      await registry.blobs.remove({ kind: 'features', sha256, version: 'plain-2' });
      await registry.close();
      registry = await openPlain(location, 'plain-2');
      await registry.recomputed;
      expect((await checked('kawung')).motifs).toMatchObject([{ id, name: 'Kawung' }]);
    });

    it('go when they are removed, but for the trail of it', async () => {
      await removeMotif(registry, id, 'drawn wrongly', ACTOR);
      expect(await listMotifs(registry, ACTOR)).toEqual([]);
      expect(await checked('kawung')).not.toHaveProperty('motifs');
      await expect(removeMotif(registry, id, 'again', ACTOR)).rejects.toMatchObject({ code: 'not-found' });
      await expect(readMotifPicture(registry, id, ACTOR)).rejects.toMatchObject({ code: 'not-found' });
      expect((await readAudit(registry.store, 'motif', id)).map(({ action, reason }) => [action, reason])).toEqual([
        ['add-motif', null],
        ['remove-motif', 'drawn wrongly'],
      ]);
      const again = await addMotif(registry, { picture: pictureOf('kawung'), details: KAWUNG }, by);
      expect(again.id).not.toBe(id);
      expect((await checked('kawung')).motifs).toMatchObject([{ id: again.id }]);
    });
  });
}
