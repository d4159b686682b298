import { reasonsFor } from '../../registration/reasons.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import { decideObjection, insertObjection, readObjections } from '../../store/applications/objection-rows.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize, signInRequired } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { performAct } from './act.ts';
import { onCase } from './case.ts';
import type { Decision } from './examine.ts';

/** Objects to a registration within its notice period. */
export function object(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  {
    reason,
    statement,
    evidence,
  }: { readonly reason: string; readonly statement: string; readonly evidence: readonly string[] },
): Promise<{ readonly objection: string; readonly application: ApplicationRow }> {
  return onCase(ctx, actor, id, async (open) => {
    const { tx, row, now } = open;
    if (actor.account === null) throw signInRequired();
    authorize(actor, 'registration:object');
    const objection = makeId('OB', now);
    const isGrounded = (reasonsFor('object') as readonly string[]).includes(reason) && statement.trim() !== '';
    const application = await performAct(open, {
      event: 'object',
      reason,
      note: statement,
      shown: isGrounded ? ['grounds'] : [],
      detail: { objection },
    });
    await insertObjection(tx, row.key, {
      id: objection,
      account: actor.account,
      reason,
      statement,
      evidence,
      madeAt: now,
    });
    return { objection, application };
  });
}

/** Decides one objection. Upheld, it cancels the registration; the last one rejected lets it stand. */
export function decide(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  {
    objection,
    outcome,
    reason,
    note,
  }: Decision & { readonly objection: string; readonly outcome: 'upheld' | 'rejected' },
): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, async (open) => {
    const { tx, row, now } = open;
    const undecided = (await readObjections(tx, row.key)).filter((one) => one.outcome === null);
    if (!undecided.some((one) => one.id === objection))
      throw new ServiceError('not-found', {
        expected: 'an objection to this registration that is not decided yet',
        received: objection.slice(0, 40),
        remedy: 'Load the case again.',
      });
    const application = await performAct(open, {
      event: outcome === 'upheld' ? 'uphold-objection' : 'reject-objection',
      reason,
      note,
      detail: { objection },
      conditions: [undecided.length === 1 ? 'last-objection' : 'further-objections'],
    });
    await decideObjection(tx, objection, { outcome, reason, note, by: actor.name, at: now });
    return application;
  });
}
