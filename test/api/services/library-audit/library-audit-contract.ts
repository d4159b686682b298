import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryAuditSchema } from '../../../../api/schemas/library-audit.ts';
import type { PatternDetails } from '../../../../api/schemas/pattern.ts';
import { ANONYMOUS, serviceActor } from '../../../../api/services/access/actor.ts';
import { importPattern } from '../../../../api/services/import-pattern.ts';
import { readLibraryAudit } from '../../../../api/services/library-audit/read-audit.ts';
import { type AuditProgress, auditLibrary } from '../../../../api/services/library-audit/run-audit.ts';
import type { StorageLocation } from '../../../../api/services/open-storage.ts';
import { removePattern } from '../../../../api/services/patterns.ts';
import type { Registry } from '../../../../api/services/registry.ts';
import { queryAudit } from '../../../../api/store/audit-trail.ts';
import { ACTOR, openPlain, pictureOf } from '../registry-fixture.ts';

const ALL = { grade: 'partly-similar', limit: 100, offset: 0 } as const;

/** The audit of a library whose data lie at the place that `locate` makes. */
export function libraryAuditContract(name: string, locate: () => Promise<StorageLocation>): void {
  describe(`an audit of the library on ${name}`, () => {
    let location: StorageLocation;
    let registry: Registry;
    const idOf = new Map<string, string>();
    let now = Date.parse('2026-01-01T00:00:00Z');
    const clock = () => new Date(now);

    async function add(text: string, details: PatternDetails = {}): Promise<void> {
      now += 1_000;
      const upload = { picture: pictureOf(text), fileName: `${text}.png`, details: { title: text, ...details } };
      idOf.set(text, (await importPattern(registry, upload, { actor: ACTOR })).id!);
    }
    const read = (actor = ACTOR, options: Parameters<typeof readLibraryAudit>[1] = ALL) =>
      readLibraryAudit(registry, options, actor);
    const starsAs = async (actor = ACTOR) =>
      (await read(actor)).stars.map(({ reference, members }) => [
        reference.title,
        members.map(({ pattern }) => pattern.title),
      ]);

    beforeAll(async () => {
      location = await locate();
      registry = await openPlain(location, undefined, clock);
      await expect(read()).rejects.toMatchObject({ code: 'not-found' });
      // Alike in their first 32 characters, to the plain engine's mind.
      await add('peonies in a vase on a blue ground, second printing');
      await add('peonies in a vase on a blue ground, the first', {
        dates: [{ kind: 'registered', date: '2019-05-01', evidence: 'registration' }],
      });
      await add('peonies in a vase on a blue ground, of somebody', { visibility: 'restricted' });
      await add('0123456789 quite another thing 987');
      await add('~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~');
    });
    afterAll(() => registry?.close());

    it('stops when it is told to, keeps what it has, and says so', async () => {
      const stop = new AbortController();
      const seen: AuditProgress[] = [];
      const finished = await auditLibrary(registry, {
        actor: ACTOR,
        signal: stop.signal,
        onProgress(progress) {
          seen.push(progress);
          if (seen.length === 2) stop.abort();
        },
      });
      expect(finished).toBe(false);
      expect(seen.map(({ step, done }) => [step, done])).toEqual([
        ['compare', 1],
        ['compare', 2],
      ]);
      const { finishedAt, pairs } = await read();
      expect([finishedAt, pairs.verified]).toEqual([null, 0]);
      expect(pairs.flagged).toBeGreaterThan(0);
    });

    it('goes on where it stopped, in another process too, and finds each later record round the earlier by its evidenced date', async () => {
      const { id } = await read();
      await registry.close();
      registry = await openPlain(location, undefined, clock);
      const compared: number[] = [];
      const onProgress = ({ step, done }: AuditProgress) => step === 'compare' && compared.push(done);
      expect(await auditLibrary(registry, { actor: ACTOR, onProgress })).toBe(true);
      expect(compared).toEqual([3, 4, 5]);
      const audit = libraryAuditSchema.parse(await read());
      expect(audit.id).toBe(id);
      expect(audit.finishedAt).not.toBeNull();
      expect(audit.pairs.verified).toBe(audit.pairs.flagged);
      expect(audit.stars).toHaveLength(1);
      const [star] = audit.stars;
      expect(star!.reference).toMatchObject({
        id: idOf.get('peonies in a vase on a blue ground, the first'),
        date: '2019-05-01T00:00:00.000Z',
        evidence: 'registration',
      });
      expect(star!.members.map(({ grade }) => grade)).toEqual(['identical', 'identical']);
      expect(star!.weakest.id).toBe(star!.members[1]!.pattern.id);
    });

    it('is not made again while the library stays as it is', async () => {
      const before = await read();
      const seen: AuditProgress[] = [];
      expect(await auditLibrary(registry, { actor: ACTOR, onProgress: (progress) => seen.push(progress) })).toBe(true);
      expect(seen).toEqual([]);
      expect(await read()).toEqual(before);
    });

    it('shows nobody a pair with a record that he may not see', async () => {
      const staff = serviceActor('desk', ['patterns:read']);
      expect(await starsAs(staff)).toEqual([
        ['peonies in a vase on a blue ground, the first', ['peonies in a vase on a blue ground, second printing']],
      ]);
      expect(JSON.stringify(await read(staff))).not.toContain('somebody');
      await expect(read(ANONYMOUS)).rejects.toMatchObject({ code: 'sign-in-required' });
      await expect(auditLibrary(registry, { actor: staff })).rejects.toMatchObject({ code: 'forbidden' });
    });

    it('leaves out records that were removed, and is made anew when the library has changed', async () => {
      await removePattern(registry, idOf.get('peonies in a vase on a blue ground, the first')!, 'withdrawn', ACTOR);
      const rest = [
        ['peonies in a vase on a blue ground, second printing', ['peonies in a vase on a blue ground, of somebody']],
      ];
      const { id, total } = await read();
      // Stars are made of what is there: the pair of the two that are left is shown now.
      expect(total).toBe(1);
      expect(await starsAs()).toEqual(rest);
      now += 1_000;
      expect(await auditLibrary(registry, { actor: ACTOR })).toBe(true);
      expect((await read()).id).not.toBe(id);
      expect(await starsAs()).toEqual(rest);
    });

    it('is in the audit trail', async () => {
      const filter = {
        tenant: null,
        objectKind: 'library-audit',
        objectId: null,
        from: null,
        until: null,
        before: null,
      };
      const entries = await queryAudit(registry.store, { ...filter, actor: 'test', limit: 10 });
      expect(entries.map(({ action }) => action)).toEqual(['audit-library', 'audit-library']);
    });

    it('gives stars page by page', async () => {
      expect((await read(ACTOR, { ...ALL, offset: 1 })).stars).toEqual([]);
      expect((await read(ACTOR, { ...ALL, grade: 'identical', limit: 1 })).stars).toHaveLength(1);
    });
  });
}
