import pg from 'pg';
import { beginStatement, type Database, type Queryable, type SqlValue } from './database.ts';
import { errorOfFault } from './sql-faults.ts';

/** Connections of one server process; PostgreSQL's default allows 100 for all. */
const CONNECTIONS_MAX = 10;
/** A server in the same network answers in milliseconds; ten seconds without one is an outage. */
const CONNECT_TIMEOUT_MS = 10_000;
/** The longest statement of ours, building the vector index, gets its time in its migration. */
const STATEMENT_TIMEOUT_MS = 60_000;

const INT8_OID = 20;

type Runner = Pick<pg.ClientBase, 'query'>;

/** A PostgreSQL server with pgvector, through a pool of connections. */
export async function openServerDatabase(databaseUrl: string): Promise<Database> {
  const database = new ServerDatabase(databaseUrl);
  try {
    await database.query('select 1');
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

class ServerDatabase implements Database {
  readonly kind = 'server';
  readonly #pool: pg.Pool;

  constructor(connectionString: string) {
    const types = new pg.TypeOverrides();
    types.setTypeParser(INT8_OID, Number);
    this.#pool = new pg.Pool({
      connectionString,
      types,
      max: CONNECTIONS_MAX,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      application_name: 'selvedge',
    });
    // An idle connection that breaks is taken out of the pool; the next statement opens another.
    this.#pool.on('error', () => undefined);
  }

  query<Row extends object>(sql: string, params: readonly SqlValue[] = []): Promise<Row[]> {
    return runQuery<Row>(this.#pool, sql, params);
  }

  execute(script: string): Promise<void> {
    return runScript(this.#pool, script);
  }

  async transaction<T>(work: (tx: Queryable) => Promise<T>, options = {}): Promise<T> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw translate(error);
    });
    let broken: Error | undefined;
    const onError = (error: Error) => {
      broken = error;
    };
    client.on('error', onError);
    const tx: Queryable = {
      query: (sql, params = []) => runQuery(client, sql, params),
      execute: (script) => runScript(client, script),
    };
    try {
      await tx.execute(beginStatement(options));
      const value = await work(tx);
      await tx.execute('commit');
      return value;
    } catch (error) {
      await tx.execute('rollback').catch((failure: Error) => {
        broken ??= failure;
      });
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    if (!this.#pool.ended) await this.#pool.end();
  }
}

async function runQuery<Row extends object>(
  runner: Runner | pg.Pool,
  sql: string,
  params: readonly SqlValue[],
): Promise<Row[]> {
  try {
    const { rows } = await runner.query(sql, [...params]);
    return rows as Row[];
  } catch (error) {
    throw translate(error);
  }
}

async function runScript(runner: Runner | pg.Pool, script: string): Promise<void> {
  try {
    await runner.query(script);
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): Error {
  const { message, code, constraint } = error as Error & { code?: string; constraint?: string };
  // A refused connection to several addresses comes as an AggregateError without a message.
  return errorOfFault({ message: message || (code ?? 'no connection'), code, constraint }, error);
}
