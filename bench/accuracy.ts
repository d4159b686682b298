import { type Engine, type Grade, type Library, type LibraryFinding, STRONG_GRADES } from '../engine/index.ts';
import { progressOf } from './progress.ts';
import { type Rate, type Spread, spreadOf, wilsonRate } from './statistics.ts';

export interface LibraryPicture {
  readonly name: string;
  /** Encoded picture file. */
  readonly picture: () => Promise<Uint8Array>;
}

export interface Query extends LibraryPicture {
  /** The cell of the table this query counts in. */
  readonly edit: string;
  /** Name of the registered original; undefined: nothing of the library is the origin. */
  readonly original: string | undefined;
  /** Records that are the same drawing by eye, listed before measuring: neither right nor wrong. */
  readonly equivalent?: readonly string[];
  /** The library holds relatives of it that nobody has judged: what it finds is told, and counted neither as right nor as wrong. */
  readonly unjudged?: boolean;
}

export interface Answer {
  readonly edit: string;
  readonly query: string;
  readonly original: string | undefined;
  readonly unjudged: boolean;
  readonly status: 'checked' | 'not-comparable' | 'rejected';
  /** 1 for first; undefined where the original is not among the candidates. */
  readonly rank: number | undefined;
  readonly gradeOfOriginal: Grade | undefined;
  readonly scoreOfOriginal: number | undefined;
  /** Best record that is not the origin. */
  readonly bestWrong:
    | {
        readonly name: string;
        readonly grade: Grade;
        readonly score: number;
        readonly evidence: LibraryFinding['evidence'];
      }
    | undefined;
  readonly foundEdits: readonly string[];
  readonly evidence: LibraryFinding['evidence'] | undefined;
  readonly coverage: LibraryFinding['coverage'] | undefined;
  readonly fingerprintMs: number;
  readonly searchMs: number;
}

export interface AccuracyCell {
  readonly edit: string;
  readonly firstRight: Rate;
  readonly inTen: Rate;
  readonly strongRight: Rate;
  readonly strongWrong: Rate;
}

export interface AccuracyReport {
  readonly cells: readonly AccuracyCell[];
  readonly strongWrong: Rate;
  readonly checkMs: Spread;
  readonly answers: readonly Answer[];
}

/** Builds a library in memory from `pictures`, checks every query against it one after the other, and counts. */
export async function measureAccuracy(
  engine: Engine,
  pictures: readonly LibraryPicture[],
  queries: readonly Query[],
): Promise<AccuracyReport> {
  const features = new Map<number, Uint8Array>();
  const { library } = await engine.openLibrary({
    features: async (keys) =>
      new Map(
        keys.flatMap((key) =>
          features.has(key) ? [[key, Uint8Array.from(features.get(key) as Uint8Array)] as const] : [],
        ),
      ),
  });
  const names = await fillLibrary(engine, library, features, pictures);
  const answers: Answer[] = [];
  const progress = progressOf('checks', queries.length);
  for (const query of queries) {
    answers.push(await answerQuery(engine, library, names, query));
    progress(answers.length);
  }
  await library.close();
  return summarise(answers);
}

async function fillLibrary(
  engine: Engine,
  library: Library,
  features: Map<number, Uint8Array>,
  pictures: readonly LibraryPicture[],
) {
  const names = new Map<number, string>();
  const progress = progressOf('library', pictures.length);
  let next = 0;
  const worker = async () => {
    for (;;) {
      const index = next;
      next += 1;
      const item = pictures[index];
      if (!item) return;
      const outcome = await engine.fingerprint(await item.picture());
      if (outcome.status === 'fingerprinted') {
        const { features: encoded, ...entry } = outcome.fingerprint;
        const position = names.size + 1;
        names.set(position, item.name);
        features.set(position, encoded);
        await library.apply([{ position, kind: 'put', key: position, entry }]);
      }
      progress(index + 1);
    }
  };
  // Two at a time keep both workers busy; `apply` needs positions without a gap, so each put follows its own naming at once.
  await Promise.all([worker(), worker()]);
  return names;
}

async function answerQuery(
  engine: Engine,
  library: Library,
  names: ReadonlyMap<number, string>,
  query: Query,
): Promise<Answer> {
  const started = performance.now();
  const nothing = {
    edit: query.edit,
    query: query.name,
    original: query.original,
    unjudged: query.unjudged ?? false,
    rank: undefined,
    gradeOfOriginal: undefined,
    scoreOfOriginal: undefined,
    bestWrong: undefined,
    foundEdits: [],
    evidence: undefined,
    coverage: undefined,
  };
  const outcome = await engine.fingerprint(await query.picture());
  const fingerprintMs = performance.now() - started;
  if (outcome.status !== 'fingerprinted') return { ...nothing, status: outcome.status, fingerprintMs, searchMs: 0 };
  const { findings } = await library.search(outcome.fingerprint, { limit: 20 });
  const searchMs = performance.now() - started - fingerprintMs;
  const named = findings.map((finding) => ({ ...finding, name: names.get(finding.key) ?? '' }));
  const isSame = (name: string) => name === query.original || (query.equivalent?.includes(name) ?? false);
  const ranked = named.filter((finding) => finding.name === query.original || !isSame(finding.name));
  const index = ranked.findIndex((finding) => finding.name === query.original);
  const right = ranked[index];
  const wrong = named.find((finding) => !isSame(finding.name));
  return {
    ...nothing,
    status: 'checked',
    rank: right ? index + 1 : undefined,
    gradeOfOriginal: right?.grade,
    scoreOfOriginal: right?.score,
    bestWrong: wrong && { name: wrong.name, grade: wrong.grade, score: wrong.score, evidence: wrong.evidence },
    foundEdits:
      right?.edits.map((edit) =>
        edit.amount === null ? edit.code : `${edit.code} ${edit.amount.toFixed(2)} ${edit.unit}`,
      ) ?? [],
    evidence: right?.evidence,
    coverage: right?.coverage,
    fingerprintMs,
    searchMs,
  };
}

export function summarise(answers: readonly Answer[]): AccuracyReport {
  const edits = [...new Set(answers.map((answer) => answer.edit))];
  const count = (of: readonly Answer[], test: (answer: Answer) => boolean) =>
    wilsonRate(of.filter(test).length, of.length);
  const strong = (grade: Grade | undefined) => grade !== undefined && STRONG_GRADES.includes(grade);
  const cells = edits.map((edit) => {
    const of = answers.filter((answer) => answer.edit === edit);
    return {
      edit,
      firstRight: count(of, (answer) => answer.rank === 1),
      inTen: count(of, (answer) => answer.rank !== undefined && answer.rank <= 10),
      strongRight: count(of, (answer) => strong(answer.gradeOfOriginal)),
      strongWrong: count(of, (answer) => strong(answer.bestWrong?.grade)),
    };
  });
  return {
    cells,
    strongWrong: count(
      answers.filter(({ unjudged }) => !unjudged),
      (answer) => strong(answer.bestWrong?.grade),
    ),
    checkMs: spreadOf(answers.map((answer) => answer.fingerprintMs + answer.searchMs)),
    answers,
  };
}
