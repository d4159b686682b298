import { dateInChina } from '../../registration/calendar/dates.ts';
import { formatShare, parseShare } from '../../registration/share.ts';
import { appendToChain, type ChainEntry, type ChainFault, holdersOn } from '../../registration/title-chain.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import { readParty } from '../../store/applications/party-rows.ts';
import { appendTitleEntry, readTitleEntries, type TitleRow } from '../../store/applications/title-rows.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor } from '../access/actor.ts';
import { isPermitted } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { requireImpartial } from '../parties/recusal.ts';
import { performAct } from './act.ts';
import { findCase, matterOf, type OpenCase, onCase } from './case.ts';
import { chainOf, type TitleHolder, titleHolders } from './title-holders.ts';

export interface NewHolder {
  /** Id of a party, or the name of somebody without an account. */
  readonly holder: string;
  readonly share: string;
}

export interface Transfer {
  readonly event: 'transfer' | 'inheritance' | 'court-order';
  readonly effectiveOn: string;
  readonly from: string;
  readonly to: readonly NewHolder[];
  readonly basis: string;
  readonly evidence: readonly string[];
}

/** Records that a right has passed. The holder himself may, and the registrar on a document. Throws `title-fault`. */
export function recordTransfer(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  transfer: Transfer,
): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, async (open) => {
    const { tx, row, now, today } = open;
    await requireHolder(open, transfer.from);
    if (transfer.effectiveOn > today) throw titleFault('a date up to today', transfer.effectiveOn);
    const chain = chainOf(await readTitleEntries(tx, row.key));
    const next: ChainEntry = {
      ...transfer,
      to: transfer.to.map(({ holder, share }) => ({ holder, share: shareOf(share) })),
    };
    const appended = appendToChain(chain, next);
    if ('fault' in appended) throw faultOf(appended.fault);
    const toHolders = [];
    for (const { holder, share } of transfer.to) toHolders.push({ holder, name: await nameOf(tx, holder), share });
    await appendTitleEntry(tx, row.key, {
      event: transfer.event,
      effectiveOn: transfer.effectiveOn,
      fromHolder: transfer.from,
      toHolders,
      basis: transfer.basis,
      evidence: transfer.evidence,
      recordedAt: now,
      recordedBy: actor.name,
    });
    return performAct(open, { event: 'transfer', asHolder: true, shown: ['chain-entry'], note: transfer.basis });
  });
}

export interface Licence {
  readonly from: string;
  readonly licensee: string;
  readonly exclusive: boolean;
  readonly effectiveOn: string;
  /** Territory, products, time: as the contract has it. */
  readonly extent: string;
  readonly basis: string;
  readonly evidence: readonly string[];
}

/** Notes a licence that a holder has given. It changes no holder. */
export function noteLicence(ctx: ServiceContext, actor: Actor, id: string, licence: Licence): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, async (open) => {
    const { tx, row, now } = open;
    await requireHolder(open, licence.from);
    const holders = holdersOn(chainOf(await readTitleEntries(tx, row.key)), licence.effectiveOn);
    if (!holders.has(licence.from)) throw faultOf({ code: 'not-a-holder', holders: [...holders.keys()] });
    const extent = `${licence.exclusive ? 'exclusive' : 'non-exclusive'}: ${licence.extent}`;
    await appendTitleEntry(tx, row.key, {
      event: 'licence',
      effectiveOn: licence.effectiveOn,
      fromHolder: licence.from,
      toHolders: [{ holder: licence.licensee, name: await nameOf(tx, licence.licensee), extent }],
      basis: licence.basis,
      evidence: licence.evidence,
      recordedAt: now,
      recordedBy: actor.name,
    });
    return performAct(open, { event: 'note-licence', asHolder: true, shown: ['chain-entry'], note: licence.basis });
  });
}

export interface TitleState {
  readonly on: string;
  readonly holders: readonly TitleHolder[];
  readonly entries: readonly TitleRow[];
}

/** Who held the right on a day, and the entries up to then. */
export async function readTitle(ctx: ServiceContext, actor: Actor, id: string, on?: string): Promise<TitleState> {
  const row = await findCase(ctx.store, actor, id);
  const date = on ?? dateInChina(ctx.clock());
  const all = await readTitleEntries(ctx.store, row.key);
  return {
    on: date,
    holders: titleHolders(all, date),
    entries: all.filter(({ effectiveOn }) => effectiveOn <= date),
  };
}

/** The table names holder and registrar; who the holder is, only the chain can tell, so it is told here. A registrar is impartial besides. */
async function requireHolder({ tx, actor, row }: OpenCase, holder: string): Promise<void> {
  if (isPermitted(actor, 'registration:transfer', { parties: [holder] })) return;
  if (isPermitted(actor, 'registration:transfer', { tenant: row.tenant }))
    return requireImpartial(tx, actor, await matterOf(tx, row));
  throw new ServiceError('title-fault', {
    expected: 'the holder of the right, or the registrar',
    received: 'somebody who acts for neither',
    remedy: 'Let the holder record it, or bring the document to the office.',
  });
}

function shareOf(text: string) {
  try {
    return parseShare(text);
  } catch {
    throw titleFault('shares such as 1/2', text.slice(0, 40));
  }
}

async function nameOf(tx: Queryable, holder: string): Promise<string> {
  return (await readParty(tx, holder))?.name ?? holder;
}

function faultOf(fault: ChainFault): ServiceError {
  switch (fault.code) {
    case 'not-a-holder':
      return titleFault('a transfer by one who holds the right', 'one by somebody who does not');
    case 'share-too-large':
      return titleFault(`at most the share held, ${formatShare(fault.held)}`, 'more');
    case 'before-the-last':
      return titleFault(`a date from ${fault.last} on, that of the last entry`, 'an earlier one');
    case 'nothing-passes':
      return titleFault('somebody else to whom the right passes', 'nobody, or the holder himself');
    case 'not-whole':
      return titleFault('shares that together are the whole right', 'others');
    case 'origin-misplaced':
      return titleFault('one origin, as the first entry', 'another order');
  }
}

function titleFault(expected: string, received: string): ServiceError {
  return new ServiceError('title-fault', {
    expected,
    received,
    remedy: 'Look at the title chain, and correct the entry.',
  });
}
