import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkResultSchema, comparisonResultSchema } from '../../../api/schemas/check-result.ts';
import { importOutcomeSchema } from '../../../api/schemas/import-outcome.ts';
import { patternPageSchema, patternSchema } from '../../../api/schemas/pattern.ts';
import { checkPicture } from '../../../api/services/check-picture.ts';
import { comparePictures } from '../../../api/services/compare-pictures.ts';
import { runDoctor } from '../../../api/services/doctor.ts';
import { importPattern } from '../../../api/services/import-pattern.ts';
import type { StorageLocation } from '../../../api/services/open-storage.ts';
import { getPattern, listPatterns, readPicture, readThumbnail, removePattern } from '../../../api/services/patterns.ts';
import type { Registry } from '../../../api/services/registry.ts';
import { sumAccess } from '../../../api/store/access-log.ts';
import { readAudit } from '../../../api/store/audit-trail.ts';
import { ACTOR, openPlain, pictureOf } from './registry-fixture.ts';

const by = { actor: ACTOR };

async function countFiles({ blobs }: Registry): Promise<number> {
  let count = 0;
  for await (const _ of blobs.walk()) count++;
  return count;
}

/** The services, on a registry whose data lie at the place that `locate` makes. */
export function servicesContract(name: string, locate: () => Promise<StorageLocation>): void {
  describe(`the registry's services on ${name}`, () => {
    let location: StorageLocation;
    let registry: Registry;
    let now = new Date('2026-01-01T00:00:00Z');
    const clock = () => now;

    beforeAll(async () => {
      location = await locate();
      registry = await openPlain(location, undefined, clock);
    });
    afterAll(() => registry?.close());

    async function add(text: string, details = {}, fileName = `${text}.png`): Promise<string> {
      const outcome = await importPattern(registry, { picture: pictureOf(text), fileName, details }, by);
      expect(importOutcomeSchema.parse(outcome).status).toBe('added');
      return outcome.id!;
    }

    it('adds a pattern once, and says of the same bytes that they are there', async () => {
      const id = await add('roses');
      const again = await importPattern(registry, { picture: pictureOf('roses'), fileName: 'other name.png' }, by);
      expect(again).toEqual({ file: 'other name.png', id, status: 'already-present' });
      expect((await readAudit(registry.store, 'pattern', id)).map(({ action }) => action)).toEqual(['import']);
    });

    it('stores the same picture once however many send it at the same time', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, () => importPattern(registry, { picture: pictureOf('race'), fileName: 'r.png' }, by)),
      );
      expect(outcomes.filter(({ status }) => status === 'added')).toHaveLength(1);
      expect(new Set(outcomes.map(({ id }) => id)).size).toBe(1);
    });

    it('finds a pattern from the moment that its import has returned', async () => {
      const id = await add('tulips', { title: 'Tulips', owner: 'A', registrationNumber: '国作登字-1' });
      const result = await checkPicture(registry, pictureOf('tulips'), { ...by, limit: 3 });
      expect(checkResultSchema.parse(result)).toMatchObject({
        status: 'checked',
        grade: 'identical',
        candidates: [{ id, title: 'Tulips', owner: 'A', registrationNumber: '国作登字-1', file: 'tulips.png' }, {}, {}],
      });
      if (result.status !== 'checked') throw new Error('not checked');
      expect(result.worksSearched).toBe(registry.library.size);
      expect(result.versions.libraryPosition).toBe(registry.library.position);
    });

    it('puts the earliest evidenced first among equals, whatever somebody states', async () => {
      const prefix = 'equal in their first 32 characters!';
      now = new Date('2026-02-03T00:00:00Z');
      const later = await add(`${prefix} 1`, { dates: [{ kind: 'created', date: '1990-01-01', evidence: 'stated' }] });
      now = new Date('2026-02-04T00:00:00Z');
      const earlier = await add(`${prefix} 2`, {
        dates: [
          { kind: 'published', date: '2019-05-01', evidence: 'publication' },
          { kind: 'registered', date: '2020-01-01', evidence: 'registration' },
        ],
      });
      const result = await checkPicture(registry, pictureOf(prefix), { ...by, limit: 2 });
      if (result.status !== 'checked') throw new Error('not checked');
      expect(result.candidates.map(({ id }) => id)).toEqual([earlier, later]);
      expect(result.candidates[0]?.dates.map(({ evidence }) => evidence)).toEqual([
        'registration',
        'publication',
        'recorded',
      ]);
      expect(result.candidates[1]?.dates).toEqual([
        { kind: 'recorded', date: '2026-02-03T00:00:00.000Z', evidence: 'recorded' },
        { kind: 'created', date: '1990-01-01', evidence: 'stated' },
      ]);
    });

    it('answers a picture without anything to compare, and does not take it in', async () => {
      const blank = new Uint8Array(Buffer.from('blank'));
      const result = await checkPicture(registry, blank, { ...by, limit: 1 });
      expect(checkResultSchema.parse(result)).toMatchObject({ status: 'not-comparable', reason: 'blank' });
      await expect(importPattern(registry, { picture: blank, fileName: 'b' }, by)).rejects.toMatchObject({
        code: 'not-comparable',
      });
    });

    it('throws the engine’s refusal as it is and keeps nothing', async () => {
      const before = await registry.blobs.sweepIncoming();
      const broken = new Uint8Array(Buffer.from('broken'));
      await expect(importPattern(registry, { picture: broken, fileName: 'b' }, by)).rejects.toMatchObject({
        code: 'unreadable-picture',
      });
      await expect(checkPicture(registry, broken, { ...by, limit: 1 })).rejects.toMatchObject({
        code: 'unreadable-picture',
      });
      expect(before).toBe(0);
    });

    it('keeps nothing of a checked picture but that so many works were searched', async () => {
      const files = () => countFiles(registry);
      const [before, position] = [await files(), registry.library.position];
      await checkPicture(registry, pictureOf('seen by nobody'), { ...by, limit: 5 });
      expect([await files(), registry.library.position]).toEqual([before, position]);
    });

    it('compares pictures and records', async () => {
      const id = await add('compared');
      const result = await comparePictures(registry, { id }, { picture: pictureOf('compared') }, by);
      expect(comparisonResultSchema.parse(result)).toMatchObject({
        status: 'compared',
        finding: { grade: 'identical' },
      });
      const blank = new Uint8Array(Buffer.from('blank'));
      expect(await comparePictures(registry, { id }, { picture: blank }, by)).toMatchObject({
        status: 'not-comparable',
        which: 'second',
      });
      await expect(comparePictures(registry, { id: 'SP-0' }, { picture: blank }, by)).rejects.toMatchObject({
        code: 'not-found',
      });
    });

    it.each([
      ['../../etc/passwd', 'passwd'],
      ['C:\\designs\\a\nb\u202e.png', 'a b .png'],
      ['😀 花样.jpg', '😀 花样.jpg'],
      ['..', 'unnamed'],
      ['', 'unnamed'],
    ])('shows the file name %j as %j and uses no name as a path', async (fileName, shown) => {
      const id = await add(`named ${JSON.stringify(fileName)}`, {}, fileName);
      expect((await getPattern(registry, id, ACTOR)).file).toBe(shown);
    });

    it('cuts a name of 300 characters in its middle', async () => {
      const id = await add('long name', {}, `${'x'.repeat(300)}-front.png`);
      const { file, title } = await getPattern(registry, id, ACTOR);
      expect([...file]).toHaveLength(120);
      expect(file).toMatch(/^x+…x+-front\.png$/);
      expect(title).toMatch(/-front$/);
    });

    it('shows a record, its picture and its preview', async () => {
      const id = await add('shown');
      const pattern = patternSchema.parse(await getPattern(registry, id, ACTOR));
      expect(pattern.palette).toEqual([{ colour: expect.stringMatching(/^#f/), share: 1 }]);
      expect(await readPicture(registry, id, ACTOR)).toMatchObject({ etag: pattern.sha256 });
      expect(Buffer.from((await readPicture(registry, id, ACTOR)).bytes)).toEqual(Buffer.from(pictureOf('shown')));
      const first = await readThumbnail(registry, id, ACTOR, 64);
      expect(first.contentType).toBe('image/webp');
      expect(Buffer.from((await readThumbnail(registry, id, ACTOR, 64)).bytes)).toEqual(Buffer.from(first.bytes));
    });

    it('pages through everything once', async () => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = patternPageSchema.parse(await listPatterns(registry, { limit: 4, cursor }, ACTOR));
        seen.push(...page.patterns.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(registry.library.size);
      await expect(listPatterns(registry, { limit: 4, cursor: 'made-up' }, ACTOR)).rejects.toMatchObject({
        code: 'cursor-invalid',
      });
    });

    it('removes a pattern whole, but for the trail of it, and takes it in again', async () => {
      const id = await add('withdrawn');
      const { sha256 } = await getPattern(registry, id, ACTOR);
      await removePattern(registry, id, 'withdrawn by its owner', ACTOR);
      await expect(getPattern(registry, id, ACTOR)).rejects.toMatchObject({ code: 'already-removed' });
      await expect(removePattern(registry, id, 'again', ACTOR)).rejects.toMatchObject({ code: 'already-removed' });
      await expect(removePattern(registry, 'SP-00000000000000000000000000', 'x', ACTOR)).rejects.toMatchObject({
        code: 'not-found',
      });
      expect(await registry.blobs.has({ kind: 'picture', sha256 })).toBe(false);
      expect((await readAudit(registry.store, 'pattern', id)).map(({ action, reason }) => [action, reason])).toEqual([
        ['import', null],
        ['remove', 'withdrawn by its owner'],
      ]);
      const result = await checkPicture(registry, pictureOf('withdrawn'), { ...by, limit: 50 });
      expect(result.status === 'checked' && result.candidates.some((candidate) => candidate.id === id)).toBe(false);
      expect(await add('withdrawn')).not.toBe(id);
    });

    it('is found sound by doctor, after a restart from its snapshot too', async () => {
      const { position, size } = registry.library;
      await registry.close();
      registry = await openPlain(location, undefined, clock);
      expect([registry.library.position, registry.library.size]).toEqual([position, size]);
      const findings = await runDoctor(registry, { repair: false });
      expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    });

    it('meters every query', async () => {
      const before = await sumAccess(registry.store);
      await checkPicture(registry, pictureOf('metered'), { ...by, limit: 1 });
      const { size } = registry.library;
      await registry.close();
      registry = await openPlain(location, undefined, clock);
      const after = await sumAccess(registry.store);
      expect(after).toEqual({ queries: before.queries + 1, worksSearched: before.worksSearched + size });
    });

    it('recomputes fingerprints of another version in the background and never mixes them', async () => {
      const { size } = registry.library;
      await registry.close();
      registry = await openPlain(location, 'plain-2', clock);
      await registry.recomputed;
      await registry.feed.catchUp();
      expect(registry.library.size).toBe(size);
      const result = await checkPicture(registry, pictureOf('roses'), { ...by, limit: 1 });
      expect(result).toMatchObject({ grade: 'identical', versions: { fingerprint: 'plain-2' } });
      const findings = await runDoctor(registry, { repair: false });
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    });
  });
}
