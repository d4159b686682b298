import { onPostgres } from '../../on-postgres.ts';
import { makeOnServer } from '../../store/databases.ts';
import { signInContract } from './sign-in-contract.ts';
import { upgradeContract } from './upgrade-contract.ts';

await onPostgres((server) => {
  signInContract('a PostgreSQL server', () => makeOnServer(server));
  upgradeContract('a PostgreSQL server', () => makeOnServer(server));
});
