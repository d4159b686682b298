import type { SqlValue } from './database.ts';
import type { DriverFault } from './sql-faults.ts';

export type EmbeddedRequest =
  | { readonly id: number; readonly kind: 'query'; readonly sql: string; readonly params: readonly SqlValue[] }
  | { readonly id: number; readonly kind: 'execute'; readonly script: string }
  | { readonly id: number; readonly kind: 'close' };

export type EmbeddedResponse =
  | { readonly id: number; readonly rows: readonly object[] }
  | {
      readonly id: number;
      readonly fault: DriverFault /** The database cannot go on in this thread. */;
      readonly fatal: boolean;
    };
