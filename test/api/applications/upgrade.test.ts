import { afterAll, describe } from 'vitest';
import { startPostgres } from '../postgres-server.ts';
import { makeEmbedded, makeOnServer } from '../store/databases.ts';
import { upgradeContract } from './upgrade-contract.ts';

const postgres = await startPostgres();
afterAll(async () => {
  if ('server' in postgres) await postgres.server.dispose();
});

describe('an upgrade', () => {
  upgradeContract('the embedded database', makeEmbedded);
  if ('server' in postgres) upgradeContract('a PostgreSQL server', () => makeOnServer(postgres.server));
});
