import { afterAll, describe, it } from 'vitest';
import { startPostgres } from '../../postgres-server.ts';
import { makeOnServer } from '../../store/databases.ts';
import { signInContract } from './sign-in-contract.ts';
import { upgradeContract } from './upgrade-contract.ts';

const postgres = await startPostgres();

if ('skipped' in postgres) {
  describe.skip(postgres.skipped, () => {
    it('is not run', () => undefined);
  });
} else {
  const { server } = postgres;
  afterAll(() => server.dispose());
  signInContract('a PostgreSQL server', () => makeOnServer(server));
  upgradeContract('a PostgreSQL server', () => makeOnServer(server));
}
