import { afterAll } from 'vitest';
import { onPostgres } from '../../on-postgres.ts';
import { makeDataDir } from '../registry-fixture.ts';
import { motifsContract } from './motifs-contract.ts';

await onPostgres(async (server) => {
  const place = await makeDataDir();
  afterAll(async () => {
    await place.dispose();
  });
  motifsContract('a PostgreSQL server', async () => ({
    dataDir: place.dataDir,
    databaseUrl: await server.createDatabase('motifs'),
  }));
});
