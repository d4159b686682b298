import type { ReportStatement } from '../../proof/similarity-report.ts';
import { readApplicationRow } from '../../store/applications/application-rows.ts';
import { readEvents } from '../../store/applications/case-rows.ts';
import { listCasesOf } from '../../store/report-rows.ts';
import type { Actor } from '../access/actor.ts';
import { isPermitted } from '../access/authorize.ts';
import { resourceOf } from '../applications/case.ts';
import type { Judgement } from '../applications/examine.ts';
import type { ServiceContext } from '../context.ts';
import type { FrozenInputs } from './frozen-inputs.ts';

/** What examiners held of the disputed picture and these records, in the cases that whoever orders may read. */
export async function judgementsOf(
  { store }: Pick<ServiceContext, 'store'>,
  actor: Actor,
  { disputed, records }: Pick<FrozenInputs, 'disputed' | 'records'>,
): Promise<ReportStatement['judgements']> {
  const known = new Set(records.map(({ id }) => id));
  const judgements: ReportStatement['judgements'] = [];
  for (const id of await listCasesOf(store, disputed.sha256)) {
    const row = await readApplicationRow(store, id);
    if (row === undefined || !isPermitted(actor, 'application:read', resourceOf(row))) continue;
    for (const { detail, actor: by, at } of await readEvents(store, row.key)) {
      const { judgements: made = [] } = (detail ?? {}) as { readonly judgements?: readonly Judgement[] };
      for (const { work, criteria } of made.filter(({ work }) => known.has(work)))
        for (const { criterion, judgement, reason } of criteria)
          judgements.push({ application: id, record: work, criterion, judgement, reason, by, at: at.toISOString() });
    }
  }
  return judgements;
}
