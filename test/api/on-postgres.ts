import { afterAll, describe, it } from 'vitest';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

/** Registers tests that run on a PostgreSQL server of their own, or says that they are skipped and how to get one. */
export async function onPostgres(register: (server: PostgresServer) => void | Promise<void>): Promise<void> {
  const postgres = await startPostgres();
  if ('skipped' in postgres) {
    describe.skip(postgres.skipped, () => {
      it('is not run', () => undefined);
    });
    return;
  }
  // Hooks run last first: whatever the tests open is closed before.
  afterAll(() => postgres.server.dispose());
  await register(postgres.server);
}
