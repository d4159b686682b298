/** What a statement may be given: jsonb and vectors as their text, arrays for `= any($1)`. */
export type SqlValue = string | number | boolean | Uint8Array | Date | null | readonly string[] | readonly number[];

export interface Queryable {
  /**
   * Runs one statement with parameters `$1 …`. int8 and count(*) come back as numbers, timestamptz as Date, bytea as
   * Uint8Array, jsonb parsed, vector as text: the same on every implementation.
   */
  query<Row extends object>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
  /** Runs a script of several statements without parameters. */
  execute(script: string): Promise<void>;
}

export interface TransactionOptions {
  /** One unchanging view of the whole database, read only: for exports. */
  readonly snapshot?: boolean;
}

/**
 * A PostgreSQL database, embedded or on a server. Throws SqlError for a refused statement and ServiceError
 * (`database-unavailable`, `storage-full`, `storage-read-only`) when the database itself is in trouble; after such an
 * error the next call tries again by itself.
 */
export interface Database extends Queryable {
  readonly kind: 'embedded' | 'server';
  /** All or nothing. Inside `work` only `tx` may be used: the embedded database has one connection. */
  transaction<T>(work: (tx: Queryable) => Promise<T>, options?: TransactionOptions): Promise<T>;
  close(): Promise<void>;
}

/** A statement that PostgreSQL refused, by its SQLSTATE. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly sqlState: string;
  readonly constraint: string | undefined;

  constructor(message: string, sqlState: string, constraint?: string, cause?: unknown) {
    super(message, { cause });
    this.sqlState = sqlState;
    this.constraint = constraint;
  }
}

export function beginStatement({ snapshot = false }: TransactionOptions): string {
  return snapshot ? 'begin isolation level repeatable read read only' : 'begin';
}
