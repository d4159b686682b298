import { readForm } from '../../registration/application-form.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import type { Actor } from '../access/actor.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { performAct } from './act.ts';
import { formIncomplete, onCase } from './case.ts';
import type { TypedForm } from './drafts.ts';
import type { Decision } from './examine.ts';

/** Corrects what is recorded of a registration. Both forms stay with the event. */
export function correct(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  { version, form, reason, note }: Decision & { readonly version: number; readonly form: TypedForm },
): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, async (open) => {
    const { row, today } = open;
    if (row.version !== version)
      throw new ServiceError('stale-edit', {
        expected: `version ${row.version}`,
        received: `a correction of version ${version}`,
        remedy: 'Load the record again.',
      });
    const reading = readForm({ ...form, kind: row.kind }, today);
    if (!reading.complete) throw formIncomplete(reading.faults);
    return performAct(open, {
      event: 'correct',
      reason,
      note,
      detail: { before: row.form, after: reading.form },
      change: { form: reading.form, title: reading.form.title },
    });
  });
}

/** Cancels a registration. The record, its picture and its history stay. */
export function cancel(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  { reason, note }: Decision,
): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, (open) => performAct(open, { event: 'cancel', reason, note }));
}
