import { appendAudit } from '../../store/audit-trail.ts';
import { findReport, type ReportRow, type SupersessionReason, supersede } from '../../store/report-rows.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { notFound } from '../live-records.ts';

/**
 * Says that nobody should go by a report any more, and why: verification then says so. The report itself stays as it was. Throws `not-found`, `forbidden`,
 * `not-now` where it was said before.
 */
export async function supersedeReport(
  ctx: Pick<ServiceContext, 'store' | 'clock'>,
  id: string,
  { reason, note }: { readonly reason: SupersessionReason; readonly note: string },
  actor: Actor,
): Promise<ReportRow> {
  const row = await findReport(ctx.store, id);
  if (row === undefined) throw notFound(id);
  authorize(actor, 'report:supersede', { account: null, tenant: row.tenant });
  const at = ctx.clock();
  await ctx.store.transaction(async (tx) => {
    if (!(await supersede(tx, id, { at, actor: actor.name, reason, note })))
      throw new ServiceError('not-now', {
        expected: 'a report that is still to be gone by',
        received: 'one that was superseded before',
        remedy: 'See its verification for when and why.',
      });
    await appendAudit(tx, {
      at,
      actor: actor.name,
      action: 'supersede-report',
      object: { kind: 'report', id },
      tenant: row.tenant,
      reason,
    });
  });
  return { ...row, supersededAt: at, supersededReason: reason, supersededNote: note };
}
