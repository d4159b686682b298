import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { DurableNodeFs } from './durable-node-fs.ts';
import type { EmbeddedRequest, EmbeddedResponse } from './embedded-protocol.ts';
import type { DriverFault } from './sql-faults.ts';

/**
 * PGlite has no checkpointer of its own. Without checkpoints the write-ahead log grows with every import and is replayed
 * whole after a kill; at some 30 kB of log a pattern this keeps it near 64 MB. A checkpoint then takes some 50 ms.
 */
const STATEMENTS_PER_CHECKPOINT = 8_000;

const port = parentPort;
if (!port) throw new Error('embedded-database-worker runs in a worker thread only');

const { folder } = workerData as { folder: string };
const opening = PGlite.create({
  fs: new DurableNodeFs(folder),
  extensions: { vector },
  parsers: { [types.INT8]: Number },
  // `-F` is what switches fsync off.
  startParams: [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync'],
});
let statements = 0;

port.on('message', (request: EmbeddedRequest) => {
  answer(request).then(
    (response) => port.postMessage(response),
    (error: unknown) => port.postMessage({ id: request.id, ...describe(error) } satisfies EmbeddedResponse),
  );
});

async function answer(request: EmbeddedRequest): Promise<EmbeddedResponse> {
  const { id } = request;
  const pg = await opening;
  if (request.kind === 'close') {
    await pg.close();
    return { id, rows: [] };
  }
  if (request.kind === 'execute') {
    await pg.exec(request.script);
  } else {
    const { rows } = await pg.query<object>(request.sql, [...request.params]);
    statements++;
    return { id, rows };
  }
  if (statements >= STATEMENTS_PER_CHECKPOINT && request.script === 'commit') {
    statements = 0;
    await pg.exec('checkpoint');
  }
  return { id, rows: [] };
}

/** PostgreSQL's own errors carry a SQLSTATE; anything else, a PANIC included, has left the instance unusable. */
function describe(error: unknown): { fault: DriverFault; fatal: boolean } {
  const { message, code, constraint, severity } = error as Error & Record<string, string | undefined>;
  const isSql = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  return {
    fault: { message: message ?? String(error), code: isSql ? code : undefined, constraint },
    fatal: !isSql || severity === 'PANIC' || severity === 'FATAL',
  };
}
