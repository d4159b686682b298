import { GRADES, type Grade } from '../../../engine/index.ts';
import type { AuditedPattern, AuditStar, LibraryAudit } from '../../schemas/library-audit.ts';
import { countPairs, type FoundPair, findLatestAudit, readFoundPairs } from '../../store/library-audit-rows.ts';
import { readPatterns, type StoredPattern } from '../../store/pattern-rows.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { datesOf, earliestEvidencedMs } from '../dated-facts.ts';
import { ServiceError } from '../errors.ts';
import { maySee } from '../visibility.ts';
import { type Star, starsOf } from './stars.ts';

export interface ReadAuditOptions {
  /** The least serious grade that counts. */
  readonly grade: Grade;
  readonly limit: number;
  readonly offset: number;
}

/** Records that are read at once to learn who may see them. */
const PATTERNS_PER_READ = 2_000;

/**
 * What the latest audit found so far, as stars. Pairs with a record that the actor may not see are left out before stars are made, so that neither a star nor a gap in one
 * tells of it. Throws `forbidden`, and `not-found` where no audit was made.
 */
export async function readLibraryAudit(
  { store }: Pick<ServiceContext, 'store'>,
  { grade, limit, offset }: ReadAuditOptions,
  actor: Actor,
): Promise<LibraryAudit> {
  authorize(actor, 'library-audit:read');
  const audit = await findLatestAudit(store);
  if (audit === undefined) throw noAudit();
  const grades = GRADES.slice(0, GRADES.indexOf(grade) + 1);
  const pairs = await readFoundPairs(store, audit.id, grades);
  const patterns = await readVisible(store, pairs, actor);
  const stars = starsOf(pairs.filter(({ laterKey, earlierKey }) => patterns.has(laterKey) && patterns.has(earlierKey)));
  return {
    id: audit.id,
    startedAt: audit.startedAt.toISOString(),
    finishedAt: audit.finishedAt?.toISOString() ?? null,
    libraryPosition: audit.position,
    versions: { fingerprint: audit.fingerprintVersion, rules: audit.rulesVersion },
    pairs: await countPairs(store, audit.id),
    total: stars.length,
    stars: stars.slice(offset, offset + limit).map((star) => starView(star, patterns)),
  };
}

async function readVisible(
  store: ServiceContext['store'],
  pairs: readonly FoundPair[],
  actor: Actor,
): Promise<ReadonlyMap<number, StoredPattern>> {
  const keys = [...new Set(pairs.flatMap(({ laterKey, earlierKey }) => [laterKey, earlierKey]))];
  const visible = new Map<number, StoredPattern>();
  for (let at = 0; at < keys.length; at += PATTERNS_PER_READ) {
    const patterns = await readPatterns(store, keys.slice(at, at + PATTERNS_PER_READ));
    for (const [key, pattern] of patterns) if (maySee(actor, pattern)) visible.set(key, pattern);
  }
  return visible;
}

function starView({ referenceKey, pairs }: Star<FoundPair>, patterns: ReadonlyMap<number, StoredPattern>): AuditStar {
  const members = pairs.map(({ laterKey, finding }) => ({
    pattern: patternView(patterns.get(laterKey)!),
    grade: finding.grade,
    score: finding.score,
    coverage: { member: finding.coverage.query, reference: finding.coverage.candidate },
    edits: finding.edits,
    rule: finding.evidence.rule,
  }));
  const { pattern, grade, score } = members.at(-1)!;
  return { reference: patternView(patterns.get(referenceKey)!), members, weakest: { id: pattern.id, grade, score } };
}

function patternView(stored: StoredPattern): AuditedPattern {
  const dates = datesOf(stored);
  const since = earliestEvidencedMs(dates);
  const earliest = dates.find(({ date, evidence }) => evidence !== 'stated' && Date.parse(date) === since)!;
  const { id, title, fileName: file, owner, registrationNumber, visibility } = stored;
  const date = new Date(since).toISOString();
  return { id, title, file, owner, registrationNumber, visibility, date, evidence: earliest.evidence };
}

function noAudit(): ServiceError {
  return new ServiceError('not-found', {
    expected: 'an audit of the library',
    received: 'a library that was never audited',
    remedy: 'Run `selvedge audit` on the machine of the data.',
  });
}
