import { createHash } from 'node:crypto';
import { type Command, Option } from 'commander';
import { GRADES, type Grade } from '../../../engine/index.ts';
import type { CheckResult } from '../../schemas/check-result.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import type { Backend } from '../backend.ts';
import { EXIT } from '../exit-codes.ts';
import { addCommand, wholeNumberOption } from '../help.ts';
import { say } from '../output.ts';
import { type PictureOutcome, runPictures } from '../picture-run.ts';
import { describeCheck } from '../report-check.ts';
import { finishWith, type Session, sessionOf, withBackend } from '../session.ts';

const TOP_DEFAULT = 10;
const TOP_MOST = 50;
/** The grades that say that something was found. */
const FOUND_GRADES = GRADES.slice(0, GRADES.indexOf('no-match'));

interface CheckOptions {
  readonly top: number;
  readonly failOn?: Grade;
  readonly json?: boolean;
}

export function addCheck(program: Command, texts: CommandTexts): void {
  const examples = [
    'check new-design.jpg',
    'check inbox/ --json --top 3 > findings.jsonl',
    'check new-design.jpg --fail-on substantially-similar && echo clear',
  ];
  const { options } = texts;
  addCommand(program, texts, 'check', examples)
    .argument('<path...>', texts.args.pictures)
    .option('--top <n>', options.top, wholeNumberOption(1, TOP_MOST, texts), TOP_DEFAULT)
    .addOption(new Option('--fail-on <grade>', options.failOn).choices(FOUND_GRADES))
    .option('--json', options.json)
    .action(async (paths: string[], checkOptions: CheckOptions, command: Command) => {
      const session = sessionOf(command);
      await withBackend(session, (backend) => checkAll(backend, session, paths, checkOptions));
    });
}

async function checkAll(
  backend: Backend,
  session: Session,
  paths: readonly string[],
  { top, failOn, json = false }: CheckOptions,
): Promise<void> {
  const { texts, output, language } = session;
  const counts = { checked: 0, 'not-comparable': 0, rejected: 0 };
  await runPictures(backend, session, {
    paths,
    what: texts.progress.check,
    // Findings on a terminal show by themselves how far the run is.
    showsProgress: json || !process.stdout.isTTY,
    work: (picture) => backend.check(picture, top),
    async report(outcome) {
      const result = resultOf(outcome);
      counts[result.status] += 1;
      if (json) await output.json(lineOf(outcome, result));
      else await output.line(describeCheck(outcome.task.path, result, language));
      if (result.status === 'checked' && isAsSeriousAs(result.grade, failOn)) finishWith(EXIT.found);
    },
  });
  if (counts.checked + counts['not-comparable'] + counts.rejected > 1)
    say(texts.checked(counts.checked, counts['not-comparable'], counts.rejected));
}

function resultOf({ result }: PictureOutcome<CheckResult>): CheckResult {
  return 'status' in result ? result : { status: 'rejected', ...result };
}

/** One line of `check --json`: every line has file, SHA-256 (null for a file that cannot be read), candidates and the time it took. */
function lineOf({ task, bytes, elapsedMs }: PictureOutcome<CheckResult>, result: CheckResult): object {
  const sha256 = bytes ? createHash('sha256').update(bytes).digest('hex') : null;
  return { file: task.path, sha256, candidates: [], timingsMs: { total: elapsedMs }, ...result };
}

const isAsSeriousAs = (grade: Grade, limit: Grade | undefined) =>
  limit !== undefined && GRADES.indexOf(grade) <= GRADES.indexOf(limit);
