import { afterAll } from 'vitest';
import { onPostgres } from '../on-postgres.ts';
import { makeDataDir } from '../services/registry-fixture.ts';
import { applicationsContract } from './applications-contract.ts';
import { openDesk } from './desk.ts';

await onPostgres(async (server) => {
  const place = await makeDataDir();
  const desk = await openDesk({
    dataDir: place.dataDir,
    databaseUrl: await server.createDatabase('applications'),
  });
  afterAll(async () => {
    await desk.registry.close();
    await place.dispose();
  });

  applicationsContract('a PostgreSQL server', desk);
});
