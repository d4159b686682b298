import {
  findAttorney,
  insertAttorney,
  revokeAttorney,
  type StoredAttorney,
} from '../../store/parties/attorney-rows.ts';
import { findDocument } from '../../store/parties/document-rows.ts';
import { findParty } from '../../store/parties/party-rows.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { isPermitted } from '../access/authorize.ts';
import { ownAccount } from '../accounts/own-account.ts';
import { notFound } from '../live-records.ts';
import { audit, notNow, type PartyContext, partyFor, resourceOf } from './parties.ts';

const LONGEST_MS = 5 * 366 * 24 * 3_600_000;

/** The principal lets an agent or workstation act for it, for a time, by a paper in its file. */
export async function grantAttorney(
  ctx: PartyContext,
  actor: Actor,
  principal: string,
  power: { readonly agent: string; readonly document: string; readonly startsAt: Date; readonly endsAt: Date },
): Promise<StoredAttorney> {
  const { id: by } = await ownAccount(ctx, actor);
  return ctx.store.transaction(async (tx) => {
    const party = await partyFor(tx, actor, 'attorney:grant', principal);
    const agent = await findParty(tx, power.agent);
    if (agent === undefined || agent.verification !== 'verified' || agent.id === principal)
      throw notFound('a verified agent or workstation of this id');
    const paper = await findDocument(tx, principal, power.document);
    if (paper?.purpose !== 'power-of-attorney') throw notFound('a paper of the principal that gives the power');
    const lastsMs = power.endsAt.getTime() - power.startsAt.getTime();
    const now = ctx.clock();
    if (lastsMs <= 0 || lastsMs > LONGEST_MS || power.endsAt <= now)
      throw notNow('an end after the beginning and after now, within five years', 'another span of time');
    const stored = {
      id: makeId('PA', now),
      principal,
      agent: agent.id,
      documentId: paper.id,
      startsAt: power.startsAt,
      endsAt: power.endsAt,
    };
    await insertAttorney(tx, { ...stored, by, now });
    const after = { attorney: stored.id, agent: agent.id, endsAt: power.endsAt };
    await audit(tx, actor, party, { at: now, action: 'grant-attorney', after });
    return { ...stored, revokedAt: null };
  });
}

/** Either side ends it, at once. */
export async function endAttorney(ctx: PartyContext, actor: Actor, id: string, reason: string): Promise<void> {
  const { id: by } = await ownAccount(ctx, actor);
  await ctx.store.transaction(async (tx) => {
    const power = await findAttorney(tx, id);
    const sides = power === undefined ? [] : [await findParty(tx, power.principal), await findParty(tx, power.agent)];
    const own = sides.find((side) => side !== undefined && isPermitted(actor, 'attorney:grant', resourceOf(side)));
    if (power === undefined || own === undefined) throw notFound(id);
    const now = ctx.clock();
    if (!(await revokeAttorney(tx, id, by, reason, now)))
      throw notNow('a power of attorney in force', 'one that was revoked');
    await audit(tx, actor, own, { at: now, action: 'end-attorney', reason, before: { attorney: id } });
  });
}
