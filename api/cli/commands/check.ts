import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { GRADES, type Grade } from '../../../engine/index.ts';
import type { CheckResult } from '../../schemas/check-result.ts';
import { type Backend, Refusal } from '../backend.ts';
import { EXIT } from '../exit-codes.ts';
import { orderedMap } from '../ordered-map.ts';
import { listPictures, type PictureTask } from '../picture-files.ts';
import { ProgressLine } from '../progress-line.ts';
import { describeCheck } from '../report-check.ts';
import { finishWith, sessionOf, withBackend, writeJsonLine, writeLine } from '../session.ts';
import { readPicture } from './import.ts';

interface CheckOptions {
  readonly top: number;
  readonly failOn?: Grade;
}

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('say for each picture whether it was registered before, what was changed, and why we say so')
    .argument('<path...>', 'pictures, folders or manifests')
    .option('--top <n>', 'candidates to report', parseTop, 10)
    .addOption(
      new Option('--fail-on <grade>', 'exit with 1 when a picture gets this grade or a more serious one').choices(
        GRADES.slice(0, 4),
      ),
    )
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  selvedge check new-design.jpg\n  selvedge check inbox/ --json --top 3 > findings.jsonl\n  selvedge check new-design.jpg --fail-on substantially-similar && echo clear',
    )
    .action(async (paths: string[], options: CheckOptions, command: Command) => {
      const session = sessionOf(command);
      await withBackend(session, async (backend) => {
        const json = session.options.json === true;
        const progress = new ProgressLine('check');
        let done = 0;
        for await (const { file, result } of orderedMap(listPictures(paths), backend.concurrency, (task) =>
          checkOne(backend, task, options.top),
        )) {
          done += 1;
          if (json) writeJsonLine({ file, ...result });
          else writeLine(describeCheck(file, result, session.language));
          if (json || process.stderr.isTTY === false) progress.update(done, undefined);
          if (result.status === 'rejected') finishWith(EXIT.someRejected);
          else if (result.status === 'checked' && isAsSeriousAs(result.grade, options.failOn)) finishWith(EXIT.found);
        }
        progress.end();
      });
    });
}

interface Line {
  readonly file: string;
  readonly result: CheckResult | (CheckResult & { readonly sha256: string });
}

async function checkOne(backend: Backend, task: PictureTask, top: number): Promise<Line> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readPicture(task.path);
    return { file: task.path, result: await backend.check({ fileName: basename(task.path), bytes }, top) };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'server-unreachable') throw error;
    const rejected = { status: 'rejected', code: error.code, message: error.message } as const;
    const sha256 = bytes && createHash('sha256').update(bytes).digest('hex');
    return { file: task.path, result: sha256 ? { sha256, ...rejected } : rejected };
  }
}

const isAsSeriousAs = (grade: Grade, limit: Grade | undefined) =>
  limit !== undefined && GRADES.indexOf(grade) <= GRADES.indexOf(limit);

export function parseTop(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 50)
    throw new InvalidArgumentError('Expected a whole number from 1 to 50.');
  return value;
}
