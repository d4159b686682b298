import type { Worker } from 'node:worker_threads';
import { siblingModule, spawnModuleWorker } from '../../engine/index.ts';
import { beginStatement, type Database, type Queryable, type SqlValue, type TransactionOptions } from './database.ts';
import type { EmbeddedRequest, EmbeddedResponse } from './embedded-protocol.ts';
import { databaseUnavailable, storageErrorOf } from './errors.ts';
import { errorOfFault } from './sql-faults.ts';
import { makeFolder } from './whole-file.ts';

type Unnumbered = EmbeddedRequest extends infer R ? (R extends EmbeddedRequest ? Omit<R, 'id'> : never) : never;

interface Pending {
  readonly resolve: (rows: readonly object[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * PostgreSQL as PGlite in a worker thread of its own. The caller holds the lock of the data folder (data-folder-lock.ts):
 * PGlite does not look whether another process has the folder open.
 */
export async function openEmbeddedDatabase(folder: string): Promise<Database> {
  try {
    await makeFolder(folder);
  } catch (error) {
    throw storageErrorOf(error);
  }
  const database = new EmbeddedDatabase(folder);
  await database.query('select 1');
  return database;
}

class EmbeddedDatabase implements Database {
  readonly kind = 'embedded';
  readonly #folder: string;
  /** Whoever writes waits for the writers before; reading statements only for the connection. */
  readonly #writing = new Turns();
  readonly #connected = new Turns();
  #connection: Connection | undefined;
  #closed = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  query<Row extends object>(sql: string, params: readonly SqlValue[] = []): Promise<Row[]> {
    const run = () => this.#withConnection((connection) => connection.query<Row>(sql, params));
    return /^\s*select\b/i.test(sql) ? run() : this.#writing.take(run);
  }

  execute(script: string): Promise<void> {
    return this.#writing.take(() => this.#withConnection((connection) => connection.execute(script)));
  }

  transaction<T>(work: (tx: Queryable) => Promise<T>, { snapshot = false }: TransactionOptions = {}): Promise<T> {
    return this.#writing.take(() => (snapshot ? this.#freeze(work) : this.#transact(work)));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing.take(() => this.#connected.take(async () => this.#connection?.close()));
  }

  #transact<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.#withConnection(async (connection) => {
      await connection.execute(beginStatement({}));
      try {
        const value = await work(connection);
        await connection.execute('commit');
        return value;
      } catch (error) {
        // A dead connection has rolled back by dying; the first error is the one to tell.
        await connection.execute('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  /** While writers wait nothing changes: single statements see one state, and other readers come in between them. */
  #freeze<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    return work({
      query: (sql, params) => this.#withConnection((connection) => connection.query(sql, params)),
      execute: (script) => this.#withConnection((connection) => connection.execute(script)),
    });
  }

  #withConnection<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#connected.take(() => {
      if (this.#closed) throw databaseUnavailable('one that was closed');
      if (this.#connection === undefined || this.#connection.dead) this.#connection = new Connection(this.#folder);
      return work(this.#connection);
    });
  }
}

/** Lets one at a time work, in the order of asking. */
class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => undefined);
    return run;
  }
}

/** One run of the worker; dead after a crash, and never used again then. */
class Connection implements Queryable {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #dead = false;

  constructor(folder: string) {
    this.#worker = spawnModuleWorker(siblingModule('embedded-database-worker', import.meta.url), {
      workerData: { folder },
    });
    this.#worker.on('message', (response: EmbeddedResponse) => this.#settle(response));
    this.#worker.on('error', (error) => this.#die(error));
    this.#worker.on('exit', () => this.#die(undefined));
  }

  get dead(): boolean {
    return this.#dead;
  }

  async query<Row extends object>(sql: string, params: readonly SqlValue[] = []): Promise<Row[]> {
    const rows = await this.#send({ kind: 'query', sql, params });
    return rows as Row[];
  }

  async execute(script: string): Promise<void> {
    await this.#send({ kind: 'execute', script });
  }

  async close(): Promise<void> {
    if (this.#dead) return;
    await this.#send({ kind: 'close' });
    await this.#worker.terminate();
  }

  #send(request: Unnumbered): Promise<readonly object[]> {
    if (this.#dead) return Promise.reject(databaseUnavailable('one that stopped'));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id } satisfies EmbeddedRequest);
    });
  }

  #settle(response: EmbeddedResponse): void {
    const pending = this.#pending.get(response.id);
    this.#pending.delete(response.id);
    if ('rows' in response) {
      pending?.resolve(response.rows);
      return;
    }
    pending?.reject(errorOfFault(response.fault, undefined));
    if (response.fatal) {
      this.#die(undefined);
      void this.#worker.terminate();
    }
  }

  #die(cause: unknown): void {
    this.#dead = true;
    for (const { reject } of this.#pending.values()) reject(databaseUnavailable('one that stopped', cause));
    this.#pending.clear();
  }
}
