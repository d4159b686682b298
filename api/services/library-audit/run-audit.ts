import type { Finding, LibraryFinding, NeighbourBatch } from '../../../engine/index.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import {
  countPairs,
  type FlaggedPair,
  findLatestAudit,
  type LibraryAuditRow,
  markAuditFinished,
  noteFlagged,
  noteVerified,
  readWaiting,
  replaceAudits,
  type WaitingPattern,
} from '../../store/library-audit-rows.ts';
import { readPatterns, type StoredPattern } from '../../store/pattern-rows.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { datesOf, earliestEvidencedMs } from '../dated-facts.ts';
import { flagPairs, NEIGHBOURS, type NearPair } from './flag-pairs.ts';

type AuditContext = Pick<ServiceContext, 'engine' | 'library' | 'store' | 'clock'>;

/** Patterns whose pairs are verified between two notes of what was found: what a kill loses. */
const PATTERNS_PER_NOTE = 16;

export interface AuditProgress {
  readonly step: 'compare' | 'verify';
  readonly done: number;
  readonly total: number;
}

export interface AuditOptions {
  readonly actor: Actor;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: AuditProgress) => void;
}

/**
 * Compares every pattern of the library with all others, verifies the pairs that stand out, and keeps what was found for `readLibraryAudit`. An audit that was cut off
 * goes on where it stopped; one of this very state of the library is not made again. Returns whether it came to its end: not where `signal` ended it.
 */
export async function auditLibrary(
  ctx: AuditContext,
  { actor, signal, onProgress = () => undefined }: AuditOptions,
): Promise<boolean> {
  authorize(actor, 'library-audit:run');
  const audit = await beginOrResume(ctx, actor);
  if (audit.finishedAt !== null) return true;
  if (audit.comparedKey !== null) await compareAll(ctx, audit.id, audit.comparedKey, signal, onProgress);
  if (!signal?.aborted) await verifyFlagged(ctx, audit.id, signal, onProgress);
  if (signal?.aborted) return false;
  await markAuditFinished(ctx.store, audit.id, ctx.clock());
  return true;
}

async function beginOrResume({ engine, library, store, clock }: AuditContext, actor: Actor): Promise<LibraryAuditRow> {
  const { fingerprint, rules } = engine.versions;
  const { position } = library;
  return store.transaction(async (tx) => {
    const latest = await findLatestAudit(tx);
    const isOfTheseVersions = latest?.fingerprintVersion === fingerprint && latest.rulesVersion === rules;
    if (latest && isOfTheseVersions && (latest.finishedAt === null || latest.position === position)) return latest;
    const startedAt = clock();
    const audit: LibraryAuditRow = {
      id: makeId('SA', startedAt),
      startedAt,
      startedBy: actor.name,
      position,
      fingerprintVersion: fingerprint,
      rulesVersion: rules,
      comparedKey: 0,
      finishedAt: null,
    };
    await replaceAudits(tx, audit);
    const by = { at: startedAt, actor: actor.name, object: { kind: 'library-audit', id: audit.id } } as const;
    await appendAudit(tx, { ...by, action: 'audit-library', after: { position } });
    return audit;
  });
}

async function compareAll(
  { library, store }: AuditContext,
  auditId: string,
  afterKey: number,
  signal: AbortSignal | undefined,
  onProgress: (progress: AuditProgress) => void,
): Promise<void> {
  for await (const batch of library.neighbours({ count: NEIGHBOURS, afterKey })) {
    if (signal?.aborted) return;
    await noteBatch(store, auditId, batch);
    onProgress({ step: 'compare', done: batch.done, total: batch.total });
  }
  await store.transaction((tx) => noteFlagged(tx, auditId, [], null));
}

async function noteBatch(store: AuditContext['store'], auditId: string, batch: NeighbourBatch): Promise<void> {
  const near = flagPairs(batch);
  const patterns = await readPatterns(store, [...new Set(near.flatMap(({ key, other }) => [key, other]))]);
  const pairs = near.flatMap((pair) => inOrder(pair, patterns));
  const last = batch.keys.at(-1)!;
  await store.transaction((tx) => noteFlagged(tx, auditId, pairs, last));
}

/** Which of the two was first, by evidenced dates and then by when it came in; nothing where one is gone. */
function inOrder({ key, other }: NearPair, patterns: ReadonlyMap<number, StoredPattern>): FlaggedPair[] {
  const [one, another] = [patterns.get(key), patterns.get(other)];
  if (!one || !another) return [];
  const [earlier, later] = [one, another].sort((a, b) => sinceMs(a) - sinceMs(b) || a.key - b.key) as [
    StoredPattern,
    StoredPattern,
  ];
  return [{ laterKey: later.key, earlierKey: earlier.key }];
}

const sinceMs = (pattern: StoredPattern): number => earliestEvidencedMs(datesOf(pattern));

async function verifyFlagged(
  { engine, library, store }: AuditContext,
  auditId: string,
  signal: AbortSignal | undefined,
  onProgress: (progress: AuditProgress) => void,
): Promise<void> {
  let { flagged: total, verified: done } = await countPairs(store, auditId);
  for (;;) {
    const waiting = await readWaiting(store, auditId, PATTERNS_PER_NOTE);
    if (waiting.length === 0 || signal?.aborted) return;
    const found = await mapAtOnce(engine.workers, waiting, ({ laterKey, earlierKeys }) =>
      library.compareStored(laterKey, earlierKeys),
    );
    await store.transaction(async (tx) => {
      for (const [i, pattern] of waiting.entries()) await noteVerified(tx, auditId, pattern, found[i]!.map(notedOf));
    });
    done += countOf(waiting);
    total = Math.max(total, done);
    onProgress({ step: 'verify', done, total });
  }
}

const countOf = (waiting: readonly WaitingPattern[]): number =>
  waiting.reduce((sum, { earlierKeys }) => sum + earlierKeys.length, 0);

/** Of a pair without a likeness nothing is kept but that it was looked at. */
function notedOf({ key, ...finding }: LibraryFinding) {
  const kept: Finding | null = finding.grade === 'no-match' ? null : finding;
  return { key, grade: finding.grade, finding: kept };
}

/** Results in the order of the items, some of them worked on at the same time. */
async function mapAtOnce<Item, Result>(
  atOnce: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = [...items.entries()];
  const run = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, run));
  return results;
}
