import { afterAll, describe, it } from 'vitest';
import { startPostgres } from '../postgres-server.ts';
import { makeDataDir } from '../services/registry-fixture.ts';
import { applicationsContract } from './applications-contract.ts';
import { openDesk } from './desk.ts';

const postgres = await startPostgres();

if ('skipped' in postgres) {
  describe.skip(postgres.skipped, () => {
    it('is not run', () => undefined);
  });
} else {
  const { server } = postgres;
  const place = await makeDataDir();
  const desk = await openDesk({
    dataDir: place.dataDir,
    databaseUrl: await server.createDatabase('applications'),
  });
  afterAll(async () => {
    await desk.registry.close();
    await place.dispose();
    await server.dispose();
  });

  applicationsContract('a PostgreSQL server', desk);
}
