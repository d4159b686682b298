import { SqlError } from './database.ts';
import { databaseUnavailable, storageFull, storageReadOnly } from './errors.ts';

/** What both drivers tell of an error. */
export interface DriverFault {
  readonly message: string;
  /** SQLSTATE, or a code of the operating system when the connection failed. */
  readonly code: string | undefined;
  readonly constraint: string | undefined;
}

/** SQLSTATEs and classes that speak of the database, not of the statement (PostgreSQL manual, appendix A). */
const UNAVAILABLE = /^(08|57P|53300|53400|XX000|58)/;
const SQL_STATE = /^[0-9A-Z]{5}$/;

/** Names the trouble: the storage's, the database's or the statement's. */
export function errorOfFault(fault: DriverFault, cause: unknown): Error {
  const { message, code } = fault;
  if (code === '53100' || /no space left/i.test(message)) return storageFull(cause);
  if (code === '25006' || /read-only file system/i.test(message)) return storageReadOnly(cause);
  if (code === undefined || !SQL_STATE.test(code) || UNAVAILABLE.test(code))
    return databaseUnavailable(`"${message}"`, cause);
  return new SqlError(message, code, fault.constraint, cause);
}
