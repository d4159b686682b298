import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Language } from '../config/settings.ts';
import { checkPicture } from '../services/check-picture.ts';
import type { ServiceContext } from '../services/context.ts';
import { importPattern } from '../services/import-pattern.ts';
import { listPatterns } from '../services/patterns.ts';
import { keepSetting, readSetting, writeSetting } from '../store/settings.ts';
import { COMMAND_TEXTS } from '../texts/command-texts.ts';
import { Refusal } from './backend.ts';
import { isUnavailable } from './exit-codes.ts';
import { ACTOR } from './local-backend.ts';
import { orderedMap } from './ordered-map.ts';
import { say } from './output.ts';
import { listPictures, type PictureTask, readPictureFile } from './picture-files.ts';
import { ProgressLine } from './progress-line.ts';
import { refusingIn } from './refusing.ts';
import { describeCheck } from './report-check.ts';

/** Says how far loading the sample library came, so that one that was interrupted goes on at the next start. */
const SAMPLES_SETTING = 'sample-library';
type SampleState = 'loading' | 'loaded';

/** Of the check that is shown, the best candidates. */
const SHOWN_CANDIDATES = 3;

/** worked-check.json: the picture of the worked check and what it was made of. */
const workedCheckSchema = z.object({ picture: z.string(), title: z.string() });

export interface SampleOptions {
  readonly folder: string;
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** Loads the sample library into an empty library, or goes on with what was interrupted. */
export async function loadSamples(registry: ServiceContext, options: SampleOptions): Promise<void> {
  const { folder, language, signal } = options;
  const { total: present } = await listPatterns(registry, { limit: 1 }, ACTOR);
  const state = await readSetting<SampleState>(registry.store, SAMPLES_SETTING);
  if (state === 'loaded' || (present > 0 && state === undefined)) return;
  await keepSetting<SampleState>(registry.store, SAMPLES_SETTING, 'loading');

  const texts = COMMAND_TEXTS[language];
  const manifest = join(folder, 'manifest.jsonl');
  let total = 0;
  for await (const _ of listPictures([manifest], texts)) total += 1;
  const progress = new ProgressLine(texts.progress.samples, total, texts);
  const tasks = listPictures([manifest], texts);
  const concurrency = 2 * registry.engine.workers;
  const counts = { added: 0, 'already-present': 0, rejected: 0 };
  let done = 0;
  for await (const { path, outcome } of orderedMap(tasks, { concurrency, signal }, importOne)) {
    counts[outcome.status] += 1;
    done += 1;
    if (outcome.status === 'rejected') {
      progress.clear();
      say(`${path}: ${outcome.message} [${outcome.code}]`);
    }
    progress.update(done);
  }
  progress.clear();
  if (signal.aborted) return;
  await writeSetting(registry.store, SAMPLES_SETTING, 'loaded' satisfies SampleState);
  say(texts.imported(counts.added, counts['already-present'], counts.rejected));

  /** A sample that is refused costs itself only; a fault that all would meet ends the start. */
  async function importOne({ path, details, fault }: PictureTask) {
    if (fault) return { path, outcome: { status: 'rejected', ...fault } as const };
    try {
      const picture = await readPictureFile(path, texts);
      const upload = { picture, fileName: path, details, sample: true };
      return { path, outcome: await refusingIn(language)(importPattern(registry, upload, { actor: ACTOR })) };
    } catch (error) {
      if (!(error instanceof Refusal) || isUnavailable(error.code)) throw error;
      return { path, outcome: { status: 'rejected', code: error.code, message: error.message } as const };
    }
  }
}

/** Checks the sample that was recoloured and turned, and prints what was found. */
export async function showWorkedCheck(
  registry: ServiceContext,
  { folder, language }: Omit<SampleOptions, 'signal'>,
): Promise<void> {
  const texts = COMMAND_TEXTS[language];
  const { picture, title } = workedCheckSchema.parse(
    JSON.parse(await readFile(join(folder, 'worked-check.json'), 'utf8')),
  );
  const bytes = await readFile(join(folder, picture));
  const result = await checkPicture(registry, bytes, { limit: SHOWN_CANDIDATES, actor: ACTOR });
  process.stdout.write(`${texts.workedCheck(title)}\n${describeCheck(picture, result, language)}\n\n`);
}
