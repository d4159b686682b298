import { afterAll } from 'vitest';
import type { Database } from '../../../api/store/database.ts';
import { openServerDatabase } from '../../../api/store/server-database.ts';
import { openServerVectorIndex } from '../../../api/store/server-vector-index.ts';
import { describeVectorIndex } from '../../engine/search/vector-index.contract.ts';
import { onPostgres } from '../on-postgres.ts';

await onPostgres(async (server) => {
  const db: Database = await openServerDatabase(await server.createDatabase('vectors'));
  await db.execute('create extension vector');
  afterAll(async () => {
    await db.close();
  });
  let tables = 0;

  describeVectorIndex(
    'pgvector',
    async (dimension) => {
      // Letters only: a, b, c …
      const table = `views_${[...String(++tables)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
      await db.execute(`
        create table ${table} (pattern_key bigint, ordinal integer, kind text, embedding vector(${dimension}), primary key (pattern_key, ordinal));
        create index on ${table} using hnsw (embedding vector_cosine_ops) with (m = 16, ef_construction = 128)`);
      return openServerVectorIndex(db, { table, dimension });
    },
    { cosineTolerance: 1e-5, recallAt10: 0.99, recallKeys: 600, runs: 8 },
  );
});
