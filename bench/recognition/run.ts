import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, type Engine } from '../../engine/index.ts';
import { progressOf } from '../progress.ts';
import { type Answer, answerChecks, type RegisteredItem } from './answer.ts';
import { codeHash, sha256 } from './code-hash.ts';
import { Describer, inParallel } from './describer.ts';
import type { LibraryItem, Plan } from './plan.ts';

export interface RunResult {
  readonly plan: Plan;
  readonly registered: readonly RegisteredItem[];
  readonly background: readonly RegisteredItem[];
  /** Library pictures that the engine would not compare. */
  readonly leftAside: readonly string[];
  readonly answers: ReadonlyMap<string, Answer>;
  readonly versions: Engine['versions'];
  /** Names code, models and library: answers of another key are not mixed with these. */
  readonly key: string;
}

/** Figures must not depend on what else the machine does: a busy one only takes longer. */
const TASK_TIMEOUT_MS = 600_000;
const DRAWERS = 2;
const AT_ONCE = 4;

/** Draws and fingerprints the library, asks every check, keeps everything: a second run does only what is new. */
export async function runPlan<T>(
  rootDir: string,
  plan: Plan,
  use: (result: RunResult, describer: Describer) => Promise<T>,
  { cacheDir = join(rootDir, '.cache/recognition'), keepEvidence = false } = {},
): Promise<T> {
  const modelsDir = join(rootDir, 'models');
  const engine = await createEngine({ modelsDir, taskTimeoutMs: TASK_TIMEOUT_MS });
  const describer = new Describer(engine, rootDir, cacheDir, DRAWERS);
  try {
    const { registered, leftAside } = await register(describer, plan.library, 'library');
    const { registered: background } = await register(describer, plan.background, 'background');
    const { library } = await engine.openLibrary({
      features: async (keys) =>
        new Map(keys.map((key) => [key, describer.fingerprintOf(registered[key - 1]!.content)!.features] as const)),
    });
    for (const [index, { content }] of registered.entries()) {
      const { features: _stored, dihedral: _forms, screenless: _look, ...entry } = describer.fingerprintOf(content)!;
      await library.apply([{ position: index + 1, kind: 'put', key: index + 1, entry }]);
    }
    const key = sha256(
      [
        codeHash(join(rootDir, 'engine')),
        readFileSync(join(modelsDir, 'manifest.json'), 'utf8'),
        ...registered.map(({ content }) => content),
      ].join(),
    ).slice(0, 16);
    const answers = await answerChecks({
      engine,
      library,
      describer,
      registered,
      checks: plan.checks,
      file: join(cacheDir, 'answers', `${key}${keepEvidence ? '-evidence' : ''}.jsonl`),
      atOnce: AT_ONCE,
      keepEvidence,
    });
    await library.close();
    return await use({ plan, registered, background, leftAside, answers, versions: engine.versions, key }, describer);
  } finally {
    await describer.close();
    await engine.close();
  }
}

async function register(describer: Describer, items: readonly LibraryItem[], what: string) {
  const described: (RegisteredItem | undefined)[] = items.map(() => undefined);
  const progress = progressOf(what, items.length);
  let done = 0;
  await inParallel(items, AT_ONCE, async (item, index) => {
    const { content, outcome } = await describer.describe(item.recipe);
    if (outcome.status === 'fingerprinted') described[index] = { item, content };
    progress(++done);
  });
  const leftAside = items.filter((_, index) => !described[index]).map(({ name }) => name);
  return { registered: described.filter((entry) => entry !== undefined), leftAside };
}
