import { afterAll, describe, it } from 'vitest';
import { startPostgres } from '../../postgres-server.ts';
import { makeDataDir } from '../registry-fixture.ts';
import { libraryAuditContract } from './library-audit-contract.ts';

const postgres = await startPostgres();

if ('skipped' in postgres) {
  describe.skip(postgres.skipped, () => {
    it('is not run', () => undefined);
  });
} else {
  const { server } = postgres;
  const place = await makeDataDir();
  afterAll(async () => {
    await place.dispose();
    await server.dispose();
  });
  libraryAuditContract('a PostgreSQL server', async () => ({
    dataDir: place.dataDir,
    databaseUrl: await server.createDatabase('audit'),
  }));
}
