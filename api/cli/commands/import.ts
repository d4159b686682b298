import type { Command } from 'commander';
import type { ImportOutcome } from '../../schemas/import-outcome.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import type { Backend } from '../backend.ts';
import { addCommand } from '../help.ts';
import { printable, say } from '../output.ts';
import { isRejection, type PictureOutcome, runPictures } from '../picture-run.ts';
import { type Session, sessionOf, withBackend } from '../session.ts';

export function addImport(program: Command, texts: CommandTexts): void {
  const examples = [
    'import patterns/',
    'import register-2025.csv --json > outcome.jsonl',
    'import scans/*.tif --server https://registry.example --token "$TOKEN"',
  ];
  addCommand(program, texts, 'import', examples, texts.importResumes)
    .argument('<path...>', texts.args.picturesToImport)
    .option('--json', texts.options.json)
    .action(async (paths: string[], { json = false }: { json?: boolean }, command: Command) => {
      const session = sessionOf(command);
      await withBackend(session, (backend) => importAll(backend, session, paths, json));
    });
}

async function importAll(backend: Backend, session: Session, paths: readonly string[], json: boolean): Promise<void> {
  const { texts, output } = session;
  const counts = { added: 0, 'already-present': 0, rejected: 0 };
  await runPictures(backend, session, {
    paths,
    what: texts.progress.import,
    showsProgress: true,
    work: (picture, task) => backend.importPattern(picture, task.details),
    async report(done) {
      const outcome = outcomeOf(done);
      counts[outcome.status] += 1;
      if (json) await output.json(outcome);
      else if (outcome.status === 'rejected')
        say(`${printable(outcome.file)}: ${printable(outcome.message ?? '')} [${outcome.code}]`);
      else if (outcome.status === 'already-present')
        say(`${printable(outcome.file)}: ${texts.alreadyPresent(outcome.id ?? '')}`);
    },
  });
  say(texts.imported(counts.added, counts['already-present'], counts.rejected));
}

/** The file as the caller named it, in place of the name that is kept in the record. */
function outcomeOf({ task, result }: PictureOutcome<ImportOutcome>): ImportOutcome {
  const file = task.path;
  if ('status' in result) return { ...result, file };
  const { code, message } = isRejection(result) ? result : { code: 'internal-error', message: '' };
  return { file, status: 'rejected', code, message };
}
