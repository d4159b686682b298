import { CRITERIA } from '../../../engine/index.ts';
import { secondReviewReason } from '../../registration/second-review.ts';
import { STRONG_GRADES } from '../../registration/triage.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import { keepNote, readLastChecks } from '../../store/applications/case-rows.ts';
import { readOwnWorks } from '../../store/applications/family-rows.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { familyFinder } from '../families.ts';
import { requireImpartial } from '../parties/recusal.ts';
import type { AcceptedCheck } from '../search-library.ts';
import { performAct } from './act.ts';
import { holderOf, matterOf, type OpenCase, onCase, resourceOf } from './case.ts';
import { sampleRule } from './sample-rule.ts';
import { registerWorks } from './works.ts';

/** What an examiner holds of one earlier work: by each criterion and on the whole. */
export interface Judgement {
  readonly work: string;
  readonly conclusion: 'same-work' | 'derived' | 'independent';
  readonly criteria: readonly {
    readonly criterion: (typeof CRITERIA)[number];
    readonly judgement: 'same' | 'similar' | 'different' | 'not-judged';
    readonly reason: string;
  }[];
}

/** A decision as it is asked for: a listed reason and a text of one's own. */
export interface Decision {
  readonly reason: string;
  readonly note: string;
}

/** Takes a submitted case; from then on it is this examiner's, and whoever else comes learns it. */
export function takeCase(ctx: ServiceContext, actor: Actor, id: string): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, (open) => performAct(open, { event: 'take', change: { examiner: actor.account } }));
}

/** Takes a case from a colleague, who is told. */
export function takeOverCase(ctx: ServiceContext, actor: Actor, id: string, note: string): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, (open) =>
    performAct(open, {
      event: 'take-over',
      note,
      detail: { from: holderOf(open.row) },
      change: open.row.state === 'second-review' ? { secondExaminer: actor.account } : { examiner: actor.account },
    }),
  );
}

export function releaseCase(ctx: ServiceContext, actor: Actor, id: string): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, (open) => performAct(open, { event: 'release', change: { examiner: null } }));
}

/** Keeps what an examiner has typed at the desk and not yet decided. */
export async function saveExaminationNote(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  content: object,
): Promise<void> {
  await onCase(ctx, actor, id, async ({ tx, row, now }) => {
    authorize(actor, 'application:examine', resourceOf(row));
    await requireImpartial(tx, actor, await matterOf(tx, row));
    await keepNote(tx, row.key, actor.account!, content, now);
  });
}

export function requestSupplement(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  { reason, note }: Decision,
): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, (open) => performAct(open, { event: 'request-supplement', reason, note }));
}

/** Proposes grant or refusal. A grant that needs no second examiner is registered in the same transaction. */
export function propose(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  {
    outcome,
    reason,
    note,
    judgements,
  }: Decision & { readonly outcome: 'grant' | 'refusal'; readonly judgements: readonly Judgement[] },
): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, async (open) => {
    const { row, tx } = open;
    const sample = await sampleRule(tx);
    const secondReview = secondReviewReason({ outcome, strongFinding: row.strongFinding, caseId: id }, sample);
    const proposed = await performAct(open, {
      event: outcome === 'grant' ? 'propose-grant' : 'propose-refusal',
      reason,
      note,
      detail: { judgements },
      shown: (await areJudged(open, judgements)) ? ['judgements'] : [],
      change: { proposal: outcome, secondReviewReason: secondReview },
    });
    if (secondReview !== null) return proposed;
    const granted = { ...open, row: proposed };
    const change = await registerWorks(granted);
    return performAct(granted, { event: 'register', conditions: ['no-second-review-due'], change });
  });
}

export function beginSecondReview(ctx: ServiceContext, actor: Actor, id: string): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, (open) =>
    performAct(open, {
      event: 'begin-second-review',
      conditions: open.row.secondReviewReason === null ? [] : ['second-review-due'],
      change: { secondExaminer: actor.account },
    }),
  );
}

/** Confirms what the first examiner proposed. */
export function confirmProposal(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  { reason, note }: Decision,
): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, async (open) => {
    if (open.row.proposal !== 'grant')
      return performAct(open, { event: 'confirm-refusal', reason, note, change: { decidedAt: open.now } });
    const change = await registerWorks(open);
    return performAct(open, { event: 'register', reason, note, change });
  });
}

/** Sends a case back to its first examiner, who sees why. */
export function returnToExaminer(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  { reason, note }: Decision,
): Promise<ApplicationRow> {
  return onCase(ctx, actor, id, (open) =>
    performAct(open, {
      event: 'return-to-examiner',
      reason,
      note,
      change: { secondExaminer: null, proposal: null, secondReviewReason: null },
    }),
  );
}

/** Whether each work of others with a strong finding, in one of its versions, has been judged by all seven criteria. */
async function areJudged({ tx, row }: OpenCase, judgements: readonly Judgement[]): Promise<boolean> {
  const checks = await readLastChecks<AcceptedCheck>(tx, row.key);
  const strong = checks
    .flatMap(({ result }) => (result.status === 'checked' ? result.candidates : []))
    .filter(({ grade }) => STRONG_GRADES.has(grade))
    .map(({ id }) => id);
  const own = await readOwnWorks(tx, row.applicantParty, strong);
  const familyOf = await familyFinder(tx, [...strong, ...judgements.map(({ work }) => work)]);
  const judged = new Set(judgements.filter(isWhole).map(({ work }) => familyOf(work)));
  return strong.filter((id) => !own.has(id)).every((id) => judged.has(familyOf(id)));
}

function isWhole({ criteria }: Judgement): boolean {
  return CRITERIA.every((criterion) => criteria.some((one) => one.criterion === criterion));
}
