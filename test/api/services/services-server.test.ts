import { afterAll, describe, expect, it } from 'vitest';
import { checkPicture } from '../../../api/services/check-picture.ts';
import { importPattern } from '../../../api/services/import-pattern.ts';
import { onPostgres } from '../on-postgres.ts';
import { ACTOR, makeDataDir, openPlain, pictureOf } from './registry-fixture.ts';
import { servicesContract } from './services-contract.ts';

await onPostgres(async (server) => {
  const place = await makeDataDir();
  afterAll(async () => {
    await place.dispose();
  });

  servicesContract('a PostgreSQL server', async () => ({
    dataDir: place.dataDir,
    databaseUrl: await server.createDatabase('services'),
  }));

  describe('two server processes on one PostgreSQL', () => {
    it('agree within a second', async () => {
      const location = { dataDir: place.dataDir, databaseUrl: await server.createDatabase('shared') };
      const [one, other] = await Promise.all([openPlain(location), openPlain(location)]);
      const { id } = await importPattern(one, { picture: pictureOf('shared'), fileName: 's.png' }, { actor: ACTOR });
      const start = Date.now();
      while (other.library.size === 0 && Date.now() - start < 5_000) await new Promise((done) => setTimeout(done, 20));
      expect(Date.now() - start).toBeLessThan(1_000);
      const result = await checkPicture(other, pictureOf('shared'), { actor: ACTOR, limit: 1 });
      expect(result).toMatchObject({ grade: 'identical', candidates: [{ id }] });
      await one.close();
      await other.close();
    });
  });
});
