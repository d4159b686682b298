import type { BatchResultView } from '../../schemas/application.ts';
import type { Fault } from '../api-client/problem.ts';

export type ManifestRow = BatchResultView['rows'][number];

/** What has become of an accepted row since: its picture was sent, it was filed, or it was refused with these faults. */
export interface RowProgress {
  readonly picture?: 'sent' | 'missing';
  readonly filed?: boolean;
  readonly faults?: readonly Fault[];
}

/** A bulk application as far as it has come; kept in the tab, so that a reload goes on where it stopped. */
export interface BulkState {
  readonly party: string;
  readonly mode: 'rest' | 'all-or-nothing';
  readonly fileName: string;
  readonly text: string;
  readonly rows: readonly ManifestRow[];
  /** By id of the application. */
  readonly progress: Readonly<Record<string, RowProgress>>;
}

export const NO_BULK: BulkState = { party: '', mode: 'rest', fileName: '', text: '', rows: [], progress: {} };

export interface AcceptedRow extends ManifestRow {
  readonly application: string;
}

export function acceptedRows(rows: readonly ManifestRow[]): readonly AcceptedRow[] {
  return rows.filter((row): row is AcceptedRow => row.status === 'accepted' && row.application !== undefined);
}

/** Folders in front of a file's name do not count: a browser gives the name alone. */
export function sameFile(named: string | undefined, fileName: string): boolean {
  return named !== undefined && named.replace(/^.*[\\/]/, '').toLowerCase() === fileName.toLowerCase();
}
