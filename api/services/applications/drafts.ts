import type { Kind } from '../../registration/application-form.ts';
import { EXAMINATION_DAYS, type Lane } from '../../registration/deadlines.ts';
import {
  type ApplicationRow,
  insertApplication,
  readApplicationRow,
  updateApplication,
} from '../../store/applications/application-rows.ts';
import { readParty } from '../../store/applications/party-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { performAct } from './act.ts';
import { onCase } from './case.ts';
import { statedForm } from './evidence.ts';

/** What was typed, whether right or wrong: JSON within the bounds of the request. */
export type TypedForm = Readonly<Record<string, unknown>>;

/** Begins an application in the name of a party for whom the actor may act. */
export async function createDraft(
  ctx: ServiceContext,
  actor: Actor,
  { party: partyId, kind, form }: { readonly party: string; readonly kind: Kind; readonly form: TypedForm },
): Promise<ApplicationRow> {
  const now = ctx.clock();
  return ctx.store.transaction(async (tx) => {
    const party = await readParty(tx, partyId);
    authorize(actor, 'application:file', { parties: [partyId], tenant: party?.tenant ?? null });
    if (party === undefined || actor.account === null)
      throw new ServiceError('not-found', {
        expected: 'a party in whose name you may file',
        received: partyId.slice(0, 40),
        remedy: 'Choose one of your parties.',
      });
    const id = makeId('AP', now);
    const typed = { ...form, kind };
    await insertApplication(tx, {
      id,
      tenant: party.tenant,
      applicantParty: partyId,
      filedBy: actor.account,
      kind,
      form: typed,
      title: titleOf(typed),
      lane: laneOf(typed),
      createdAt: now,
    });
    await appendAudit(tx, {
      at: now,
      actor: actor.name,
      action: 'case-create',
      object: { kind: 'application', id },
      onBehalfOf: partyId,
      tenant: party.tenant,
    });
    return (await readApplicationRow(tx, id))!;
  });
}

export type SavedDraft =
  | { readonly saved: true; readonly application: ApplicationRow }
  /** Somebody saved in between: nothing was changed, and both versions are there to be compared. */
  | { readonly saved: false; readonly application: ApplicationRow; readonly typed: TypedForm };

/**
 * Saves what was typed on top of `version`. Typing is no act of its own: a draft concerns nobody else yet, so only the step
 * back from `pre-checked` is recorded as an event.
 */
export function saveDraft(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  { version, form }: { readonly version: number; readonly form: TypedForm },
): Promise<SavedDraft> {
  return onCase(ctx, actor, id, async (open) => {
    const { tx, row, now } = open;
    if (row.version !== version) return { saved: false, application: row, typed: form };
    // The kind is chosen once: pictures, numbers and terms depend on it.
    const typed = await statedForm(tx, row, { ...form, kind: row.kind });
    const change = { form: typed, title: titleOf(typed), lane: laneOf(typed) };
    if (row.state !== 'draft') return { saved: true, application: await performAct(open, { event: 'edit', change }) };
    authorize(actor, 'application:file', { parties: [row.applicantParty], tenant: row.tenant });
    await updateApplication(tx, row.key, change, now);
    return { saved: true, application: (await readApplicationRow(tx, id))! };
  });
}

/** Takes an application back before it is decided. It stays on record, with the reason. */
export function withdraw(ctx: ServiceContext, actor: Actor, id: string, note: string): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, (open) => performAct(open, { event: 'withdraw', note }));
}

function titleOf({ title }: TypedForm): string {
  return typeof title === 'string' ? title.trim().slice(0, 200) : '';
}

function laneOf({ lane }: TypedForm): Lane {
  return typeof lane === 'string' && Object.hasOwn(EXAMINATION_DAYS, lane) ? (lane as Lane) : 'ordinary';
}
