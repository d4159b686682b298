import { afterAll, describe, expect, it } from 'vitest';
import { importPattern } from '../../../../api/services/import-pattern.ts';
import { readLibraryAudit } from '../../../../api/services/library-audit/read-audit.ts';
import { auditLibrary } from '../../../../api/services/library-audit/run-audit.ts';
import { kill, said, startChild } from '../killed-child.ts';
import { ACTOR, makeDataDir, openPlain, pictureOf } from '../registry-fixture.ts';
import { libraryAuditContract } from './library-audit-contract.ts';

const place = await makeDataDir();
const killedPlace = await makeDataDir();
afterAll(() => Promise.all([place.dispose(), killedPlace.dispose()]));

libraryAuditContract('the embedded database', async () => ({ dataDir: place.dataDir, databaseUrl: null }));

describe('an audit that is killed', () => {
  it('goes on where it was killed, and finds what it would have found', { timeout: 400_000 }, async () => {
    const location = { dataDir: killedPlace.dataDir, databaseUrl: null };
    const first = await openPlain(location);
    for (let i = 0; i < 48; i++) {
      const upload = { picture: pictureOf(`design ${i % 8} of a library of many, copy ${i}`), fileName: `${i}.png` };
      await importPattern(first, upload, { actor: ACTOR });
    }
    await first.close();
    const child = startChild('library-audit/audit-child.ts', [killedPlace.dataDir]);
    try {
      await said(child, 'verified some');
    } finally {
      await kill(child);
    }
    const registry = await openPlain(location);
    try {
      const options = { grade: 'partly-similar', limit: 500, offset: 0 } as const;
      const cut = await readLibraryAudit(registry, options, ACTOR);
      expect(cut.finishedAt).toBeNull();
      expect(cut.pairs.verified).toBeGreaterThan(0);
      expect(cut.pairs.verified).toBeLessThan(cut.pairs.flagged);
      let least = Number.POSITIVE_INFINITY;
      const onProgress = ({ done }: { done: number }) => {
        least = Math.min(least, done);
      };
      expect(await auditLibrary(registry, { actor: ACTOR, onProgress })).toBe(true);
      expect(least).toBeGreaterThan(cut.pairs.verified);
      const resumed = await readLibraryAudit(registry, options, ACTOR);
      expect(resumed.id).toBe(cut.id);
      await registry.store.transaction(async (tx) => {
        await tx.query('delete from library_audit_pair');
        await tx.query('delete from library_audit');
      });
      expect(await auditLibrary(registry, { actor: ACTOR })).toBe(true);
      const whole = await readLibraryAudit(registry, options, ACTOR);
      expect(resumed.stars).toEqual(whole.stars);
      expect(whole.total).toBeGreaterThan(0);
    } finally {
      await registry.close();
    }
  });
});
