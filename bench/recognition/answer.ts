import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { EditTruth } from '../../datasets/edits/index.ts';
import type { Engine, Finding, Fingerprint, Grade, Library } from '../../engine/index.ts';
import { progressOf } from '../progress.ts';
import { sha256 } from './code-hash.ts';
import { type Describer, inParallel } from './describer.ts';
import type { Check, LibraryItem } from './plan.ts';

export interface Ranked {
  readonly name: string;
  readonly score: number;
  readonly grade: Grade;
  readonly logOdds: number;
  readonly log10LR: number | null;
  /** All that was measured; kept only where a run is asked to. */
  readonly evidence?: Finding['evidence'];
}

export interface RightFinding extends Ranked {
  /** 1 for first; null where search did not hand the original to verification and it was compared apart. */
  readonly rank: number | null;
  readonly edits: Finding['edits'];
  readonly transform: Finding['transform'];
  readonly region: Finding['region'];
}

export interface Answer {
  readonly id: string;
  readonly status: 'checked' | 'not-comparable' | 'rejected';
  readonly content: string;
  readonly size: readonly [widthPx: number, heightPx: number];
  readonly truth: EditTruth | null;
  /** Best first, without the records that are neither right nor wrong. */
  readonly ranked: readonly Ranked[];
  readonly right: RightFinding | null;
  readonly ms: number;
}

/** Records looked at; precision and recall use no more. */
const LIMIT = 20;

export interface RegisteredItem {
  readonly item: LibraryItem;
  readonly content: string;
}

/** Asks every check that is not answered yet; each answer is a line of `file`, so that a run that was cut off goes on. */
export async function answerChecks(options: {
  readonly engine: Engine;
  readonly library: Library;
  readonly describer: Describer;
  readonly registered: readonly RegisteredItem[];
  readonly checks: readonly Check[];
  readonly file: string;
  readonly atOnce: number;
  readonly keepEvidence: boolean;
}): Promise<Map<string, Answer>> {
  const { checks, file, atOnce, registered } = options;
  const answers = readAnswers(file);
  mkdirSync(dirname(file), { recursive: true });
  // In an order that mixes all cells: what a run that was cut off leaves is a sample of the whole.
  const open = checks
    .filter(({ id }) => !answers.has(id))
    .map((check) => ({ check, order: sha256(check.id) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ check }) => check);
  const names = new Map(registered.map(({ item }, index) => [index + 1, item.name]));
  const contents = new Map(registered.map(({ item, content }) => [item.name, content]));
  const progress = progressOf('checks', open.length);
  let done = 0;
  await inParallel(open, atOnce, async (check) => {
    const answer = await answerCheck(check, options, names, contents);
    answers.set(check.id, answer);
    appendFileSync(file, `${JSON.stringify(answer)}\n`);
    progress(++done);
  });
  return answers;
}

function readAnswers(file: string): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  if (!existsSync(file)) return answers;
  for (const line of readFileSync(file, 'utf8').split('\n'))
    try {
      const answer = JSON.parse(line) as Answer;
      answers.set(answer.id, answer);
    } catch {
      // The last line of a run that was cut off, and the empty one at the end: that check is asked again.
    }
  return answers;
}

async function answerCheck(
  check: Check,
  {
    engine,
    library,
    describer,
    keepEvidence,
  }: { engine: Engine; library: Library; describer: Describer; keepEvidence: boolean },
  names: ReadonlyMap<number, string>,
  contents: ReadonlyMap<string, string>,
): Promise<Answer> {
  const { content, truth, outcome } = await describer.describe(check.recipe);
  const nothing = {
    id: check.id,
    content,
    size: [0, 0] as const,
    truth: truth ?? null,
    ranked: [],
    right: null,
    ms: 0,
  };
  if (outcome.status !== 'fingerprinted') return { ...nothing, status: outcome.status };
  const { fingerprint } = outcome;
  const started = performance.now();
  const { findings } = await library.search(fingerprint, { limit: LIMIT });
  const ms = performance.now() - started;
  const named = findings
    .map((finding) => ({ finding, name: names.get(finding.key) ?? '' }))
    .filter(({ name }) => !check.passed.includes(name));
  const index = named.findIndex(({ name }) => check.originals.includes(name));
  const found = named[index];
  const right = found
    ? rightFinding(found.name, found.finding, index + 1, keepEvidence)
    : await comparedApart(check, fingerprint, engine, describer, contents, keepEvidence);
  return {
    ...nothing,
    status: 'checked',
    size: [fingerprint.widthPx, fingerprint.heightPx],
    ranked: named.map(({ name, finding }) => rankedFinding(name, finding, keepEvidence)),
    right,
    ms,
  };
}

const rankedFinding = (name: string, { score, grade, log10LR, evidence }: Finding, keepEvidence: boolean): Ranked => ({
  name,
  score,
  grade,
  logOdds: evidence.logOdds,
  log10LR: log10LR?.value ?? null,
  ...(keepEvidence && { evidence }),
});

const rightFinding = (name: string, finding: Finding, rank: number | null, keepEvidence: boolean): RightFinding => ({
  ...rankedFinding(name, finding, keepEvidence),
  rank,
  edits: finding.edits,
  transform: finding.transform,
  region: finding.region,
});

/** What verification would have said of an original that search passed over: the likelihood ratios need it. */
async function comparedApart(
  check: Check,
  query: Fingerprint,
  engine: Engine,
  describer: Describer,
  contents: ReadonlyMap<string, string>,
  keepEvidence: boolean,
): Promise<RightFinding | null> {
  const [name] = check.originals;
  const content = name === undefined ? undefined : contents.get(name);
  if (name === undefined || content === undefined) return null;
  const fingerprint = describer.fingerprintOf(content);
  return fingerprint ? rightFinding(name, await engine.compare(query, fingerprint), null, keepEvidence) : null;
}
