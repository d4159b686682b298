import { describe, expect, it } from 'vitest';
import { onPostgres } from '../on-postgres.ts';
import { makeOnServer } from './databases.ts';
import { storeContract } from './store-contract.ts';

await onPostgres((server) => {
  storeContract('a PostgreSQL server', () => makeOnServer(server));

  describe('a PostgreSQL server that goes away', () => {
    it('gives an error that says to retry, and serves again by itself', async () => {
      const db = await (await makeOnServer(server)).open();
      await db.query('select 1');
      await server.stop();
      const away = await db.query('select 1').catch((error: unknown) => error);
      const inTransaction = await db.transaction((tx) => tx.query('select 1')).catch((error: unknown) => error);
      await server.start();
      expect(away).toMatchObject({ code: 'database-unavailable', details: { retryAfterS: expect.any(Number) } });
      expect(inTransaction).toMatchObject({ code: 'database-unavailable' });
      expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
      await db.close();
    });
  });
});
