import type { Entered, ImportedRecord } from '../../proof/records.ts';
import type { Queryable } from '../../store/database.ts';
import type { NewPattern } from '../../store/pattern-rows.ts';
import type { ServiceContext } from '../context.ts';

/** What of a record of the library goes into the log. */
export type LoggedPattern = Pick<
  NewPattern,
  'id' | 'sha256' | 'title' | 'owner' | 'registrationNumber' | 'recordedAt' | 'facts'
>;

/** Puts a record that was brought into the library on its way into the log. What a registration makes is logged as its decision. */
export async function logImportedRecord(
  { transparency }: Pick<ServiceContext, 'transparency'>,
  tx: Queryable,
  pattern: LoggedPattern,
  entered: Entered,
): Promise<void> {
  const record: ImportedRecord = {
    type: 'selvedge/imported-record/v1',
    id: pattern.id,
    sha256: pattern.sha256,
    title: pattern.title,
    owner: pattern.owner,
    registrationNumber: pattern.registrationNumber,
    dates: pattern.facts.map(({ kind, date, evidence }) => ({ kind, date, evidence })),
    importedAt: pattern.recordedAt.toISOString(),
    entered,
  };
  await transparency.enter(tx, `pattern:${pattern.id}`, record);
}
