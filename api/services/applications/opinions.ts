import type { ProvenRecord } from '../../proof/proven-record.ts';
import type { OpinionRecord } from '../../proof/records.ts';
import { krippendorffAlpha, majorityShare } from '../../registration/agreement.ts';
import { PANELS, type Panel, panelOutcome, type Vote } from '../../registration/panel.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import {
  giveOpinion,
  inviteOpinion,
  listAwaitedOpinions,
  listRoleHolders,
  type OpinionRow,
  readOpinions,
} from '../../store/applications/opinion-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { logDamaged } from '../../store/log/damage.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize, isPermitted, signInRequired } from '../access/authorize.ts';
import type { StaffRole } from '../access/roles.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { notFound } from '../live-records.ts';
import { requireImpartial, tiesTo } from '../parties/recusal.ts';
import { type OpinionSignature, provenOpinion, signaturesOf, signOpinion } from '../proof/signed-opinions.ts';
import { performAct } from './act.ts';
import { findCase, matterOf, type OpenCase, onCase, resourceOf } from './case.ts';
import { tell } from './tell.ts';
import { registerWorks } from './works.ts';

type Capacity = OpinionRow['capacity'];

export const CAPACITIES = [
  'expert-panel',
  'lay-panel',
  'technical-investigator',
  'appraiser',
] as const satisfies readonly Capacity[];

/** States in which each capacity may be asked; investigators and appraisers whenever somebody works on the case. */
const ASKED_IN: Readonly<Record<Capacity, readonly string[]>> = {
  'expert-panel': ['expert-panel'],
  'lay-panel': ['lay-panel'],
  'technical-investigator': ['in-examination', 'second-review', 'expert-panel', 'lay-panel', 'under-objection'],
  appraiser: ['in-examination', 'second-review', 'expert-panel', 'lay-panel', 'under-objection'],
};

/** Whose business it is to give an opinion in each capacity. */
const ROLE_OF: Readonly<Record<Capacity, StaffRole>> = {
  'expert-panel': 'expert-panellist',
  'lay-panel': 'lay-panellist',
  'technical-investigator': 'technical-investigator',
  appraiser: 'expert-panellist',
};

/** People of the office who can be asked in a capacity. Whoever is tied to a party is named as such and cannot be asked. */
export async function listAdvisers(ctx: ServiceContext, actor: Actor, id: string, capacity: Capacity) {
  const row = await findCase(ctx.store, actor, id);
  authorize(actor, 'application:administer', resourceOf(row));
  const asked = (await readOpinions(ctx.store, row.key)).filter((opinion) => opinion.capacity === capacity);
  const people = await listRoleHolders(ctx.store, ROLE_OF[capacity], row.tenant);
  const matter = await matterOf(ctx.store, row);
  return Promise.all(
    people.map(async ({ account, name }) => ({
      account,
      name,
      asked: asked.some((opinion) => opinion.account === account),
      tied: (await tiesTo(ctx.store, account, matter)).length > 0,
    })),
  );
}

/** Asks people for their opinion. Whoever is tied to a party is not asked. */
export function inviteOpinions(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  { capacity, accounts }: { readonly capacity: Capacity; readonly accounts: readonly string[] },
): Promise<void> {
  return onCase(ctx, actor, id, async (open) => {
    const { tx, row, now } = open;
    authorize(actor, 'application:administer', resourceOf(row));
    requireState(open, ASKED_IN[capacity]);
    const matter = await matterOf(tx, row);
    await requireImpartial(tx, actor, matter);
    for (const account of accounts) {
      if ((await tiesTo(tx, account, matter)).length > 0)
        throw new ServiceError('requirement-missing', {
          expected: 'people without link to a party of the case',
          received: account,
          remedy: 'Ask somebody else.',
        });
      await inviteOpinion(tx, row.key, {
        id: makeId('OP', now),
        capacity,
        account,
        invitedAt: now,
        invitedBy: actor.name,
      });
    }
    await tell(tx, row, accounts, { about: 'invite-opinion', state: row.state, dueOn: null, at: now });
    await note(open, 'case-invite-opinion', { capacity, accounts });
  });
}

/** Gives the opinion that was asked for, once. With a conflict of interest, which has to be declared, there is no vote. Throws `recused`. */
export function submitOpinion(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  opinion: {
    readonly capacity: Capacity;
    readonly conflict: boolean;
    readonly conflictNote?: string | undefined;
    readonly vote?: Vote | undefined;
    readonly statement: string;
  },
): Promise<void> {
  return onCase(ctx, actor, id, async (open) => {
    const { tx, row, now } = open;
    authorize(actor, 'application:advise', { assignees: await assigneesOf(open) });
    requireState(open, ASKED_IN[opinion.capacity]);
    const isPanel = (PANELS as readonly string[]).includes(opinion.capacity);
    const { conflict } = opinion;
    // A conflict that is declared stays with the opinion; one that is not keeps it out.
    if (!conflict) await requireImpartial(tx, actor, await matterOf(tx, row));
    if (isPanel && !conflict && opinion.vote === undefined)
      throw new ServiceError('requirement-missing', {
        expected: 'a vote, or a conflict of interest',
        received: 'neither',
        remedy: 'Vote, or declare what ties you to a party.',
      });
    const given = await giveOpinion(
      tx,
      row.key,
      actor.account!,
      {
        capacity: opinion.capacity,
        conflict,
        conflictNote: opinion.conflictNote ?? null,
        vote: conflict || !isPanel ? null : (opinion.vote ?? null),
        statement: opinion.statement,
      },
      now,
    );
    if (!given)
      throw new ServiceError('step-not-possible', {
        expected: 'an opinion that is awaited from you',
        received: 'one that was given before, or was not asked for',
        remedy: 'An opinion stays as it was signed.',
      });
    const signed = (await readOpinions(tx, row.key)).find(
      ({ account, capacity }) => account === actor.account && capacity === opinion.capacity,
    )!;
    await signOpinion(ctx, tx, row, { ...signed, givenAt: now });
    await note(open, 'case-give-opinion', { capacity: opinion.capacity, conflict });
  });
}

/** An opinion, and what shows that it is as it was signed; null where it was not given, or before opinions were signed. */
export type SignedOpinion = OpinionRow & { readonly signature: OpinionSignature | null };

export interface OpinionSummary {
  readonly opinions: readonly SignedOpinion[];
  /** Of the votes that may be seen, by panel. */
  readonly panels: Readonly<
    Record<
      Panel,
      {
        readonly given: number;
        readonly votes: Readonly<Record<Vote, number>> | null;
        readonly majorityShare: number | null;
      }
    >
  >;
  /** Krippendorff's alpha over the panels of this case; null where nothing can be compared. */
  readonly alpha: number | null;
}

/**
 * The opinions on a case as this actor may see them. Votes are blind: while a panel sits, its members see their own only, and the
 * registrar sees who has voted but not how. What ties somebody to a party, and names, are for staff.
 */
export async function readOpinionSummary(ctx: ServiceContext, actor: Actor, id: string): Promise<OpinionSummary> {
  const row = await findCase(ctx.store, actor, id);
  authorize(actor, 'application:read', {
    ...resourceOf(row),
    assignees: (await readOpinions(ctx.store, row.key)).map(({ account }) => account),
  });
  const all = await readOpinions(ctx.store, row.key);
  const isOpen = (capacity: Capacity) => capacity !== row.state;
  const seesPeople =
    isPermitted(actor, 'application:examine', resourceOf(row)) ||
    isPermitted(actor, 'application:administer', resourceOf(row));
  const signatures = await signaturesOf(ctx.store, row, all);
  const opinions = all
    .map((opinion) => ({ ...opinion, signature: signatures.get(opinion.id) ?? null }))
    .map((opinion) =>
      isOpen(opinion.capacity) || opinion.account === actor.account
        ? opinion
        : { ...opinion, vote: null, statement: null },
    )
    .map((opinion) =>
      seesPeople || opinion.account === actor.account ? opinion : { ...opinion, name: null, conflictNote: null },
    );
  const votesOf = (panel: Panel) =>
    all.flatMap(({ capacity, vote }) => (capacity === panel && vote !== null ? [vote] : []));
  const panel = (name: Panel) => {
    const votes = votesOf(name);
    const grant = votes.filter((vote) => vote === 'grant').length;
    return {
      given: votes.length,
      votes: isOpen(name) ? { grant, refuse: votes.length - grant } : null,
      majorityShare: isOpen(name) ? majorityShare(votes) : null,
    };
  };
  const panels = { 'expert-panel': panel('expert-panel'), 'lay-panel': panel('lay-panel') };
  return { opinions, panels, alpha: krippendorffAlpha(PANELS.filter(isOpen).map(votesOf)) };
}

/**
 * The record that was signed with an opinion, proved by the log, for whoever may read the opinion: it holds the vote, so nobody else gets
 * it while the panel sits. Throws `not-found`.
 */
export async function proveOpinion(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  opinionId: string,
): Promise<ProvenRecord<OpinionRecord>> {
  const { opinions } = await readOpinionSummary(ctx, actor, id);
  const opinion = opinions.find((one) => one.id === opinionId);
  // Without its statement it is one whose content this reader may not see yet.
  if (opinion === undefined || opinion.signature === null || opinion.statement === null) throw notFound(opinionId);
  return provenOpinion(ctx, opinionId);
}

/** Cases in which the actor's opinion is awaited. */
export async function readAwaitedOpinions(ctx: ServiceContext, actor: Actor) {
  if (actor.account === null) throw signInRequired();
  authorize(actor, 'application:advise', { assignees: [actor.account] });
  const rows = await listAwaitedOpinions(ctx.store, actor.account);
  return rows.map(({ invitedAt, ...row }) => ({ ...row, invitedAt: invitedAt.toISOString() }));
}

/** Appeals against a refusal within its term. */
export function appeal(ctx: ServiceContext, actor: Actor, id: string, grounds: string): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, (open) => performAct(open, { event: 'appeal', note: grounds, shown: ['grounds'] }));
}

/** Ends the panel that sits, by the majority of its votes; the dissent stays with the opinions. */
export function concludePanel(ctx: ServiceContext, actor: Actor, id: string, text: string): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, async (open) => {
    const { tx, row } = open;
    requireState(open, PANELS);
    const panel = row.state as Panel;
    const opinions = (await readOpinions(tx, row.key)).filter(({ capacity }) => capacity === panel);
    for (const [opinionId, { intact }] of await signaturesOf(tx, row, opinions))
      if (!intact) throw logDamaged(`opinion ${opinionId} as it was signed`, 'another');
    const votes = opinions.flatMap(({ vote }) => (vote === null ? [] : [vote]));
    const result = panelOutcome(panel, votes);
    const isGranted = result.concluded && result.outcome === 'grant';
    const change = isGranted ? await registerWorks(open) : {};
    return performAct(open, {
      event: isGranted ? 'panel-grant' : 'panel-refuse',
      note: text,
      detail: { panel, ...result },
      shown: result.concluded ? ['quorum'] : [],
      change,
    });
  });
}

function requireState({ row }: OpenCase, states: readonly string[]): void {
  if (states.includes(row.state)) return;
  throw new ServiceError('step-not-possible', {
    expected: `a case that is ${states.join(' or ')}`,
    received: `one that is ${row.state}`,
    remedy: 'Load the case again.',
  });
}

async function assigneesOf({ tx, row }: OpenCase): Promise<readonly string[]> {
  return (await readOpinions(tx, row.key)).map(({ account }) => account);
}

/** An act that leaves the state as it is. */
async function note(
  { tx, row, actor, now }: OpenCase,
  action: `case-${string}`,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendAudit(tx, {
    at: now,
    actor: actor.name,
    action,
    object: { kind: 'application', id: row.id },
    tenant: row.tenant,
    after,
  });
}
