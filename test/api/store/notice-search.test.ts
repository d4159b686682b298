import { onPostgres } from '../on-postgres.ts';
import { makeEmbedded, makeOnServer } from './databases.ts';
import { noticeSearchContract } from './notice-search-contract.ts';

noticeSearchContract('the embedded database', makeEmbedded);
await onPostgres((server) => noticeSearchContract('a PostgreSQL server', () => makeOnServer(server)));
