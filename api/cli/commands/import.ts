import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { ImportOutcome } from '../../schemas/import-outcome.ts';
import { type Backend, Refusal } from '../backend.ts';
import { EXIT } from '../exit-codes.ts';
import { orderedMap } from '../ordered-map.ts';
import { listPictures, type PictureTask } from '../picture-files.ts';
import { ProgressLine } from '../progress-line.ts';
import { finishWith, say, sessionOf, withBackend, writeJsonLine } from '../session.ts';

export function addImport(program: Command): void {
  program
    .command('import')
    .description('add pictures to the library: files, folders, or CSV/JSONL manifests')
    .argument(
      '<path...>',
      'pictures, folders, or manifests with path, title, owner, registrationNumber, created, published, registered',
    )
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  selvedge import patterns/\n  selvedge import register-2025.csv --json > outcome.jsonl\n\nAn interrupted import is resumed by running it again: what is there already is reported, not stored twice.',
    )
    .action(async (paths: string[], _options: unknown, command: Command) => {
      const session = sessionOf(command);
      await withBackend(session, (backend) => importAll(backend, paths, session.options.json === true));
    });
}

async function importAll(backend: Backend, paths: readonly string[], json: boolean): Promise<void> {
  const counts = { added: 0, 'already-present': 0, rejected: 0 };
  const progress = new ProgressLine('import');
  let total = 0;
  for await (const _ of listPictures(paths)) total += 1;
  let done = 0;
  for await (const outcome of orderedMap(listPictures(paths), backend.concurrency, (task) =>
    importOne(backend, task),
  )) {
    counts[outcome.status] += 1;
    done += 1;
    if (json) writeJsonLine(outcome);
    else if (outcome.status === 'rejected') {
      progress.end();
      say(`${outcome.file}: ${outcome.message} [${outcome.code}]`);
    }
    progress.update(done, total);
  }
  progress.end();
  say(`${counts.added} added, ${counts['already-present']} already present, ${counts.rejected} rejected.`);
  if (counts.rejected > 0) finishWith(EXIT.someRejected);
}

async function importOne(backend: Backend, task: PictureTask): Promise<ImportOutcome> {
  if (task.fault) return { file: task.path, status: 'rejected', code: 'invalid-request', message: task.fault };
  try {
    const bytes = await readPicture(task.path);
    return {
      ...(await backend.importPattern({ fileName: basename(task.path), bytes }, task.details)),
      file: task.path,
    };
  } catch (error) {
    if (error instanceof Refusal && !isFatal(error))
      return { file: task.path, status: 'rejected', code: error.code, message: error.message };
    throw error;
  }
}

/** After these every further picture would fail alike, so the run stops instead. */
const isFatal = (refusal: Refusal) =>
  ['server-unreachable', 'storage-full', 'storage-read-only', 'database-unavailable', 'unauthorized'].includes(
    refusal.code,
  );

export async function readPicture(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new Refusal('file-not-found', `Expected a readable file but ${path} gave ${cause.code ?? 'an error'}.`, {
      cause,
    });
  });
}
