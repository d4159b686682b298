import { mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Pattern } from '../../schemas/pattern.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { type RecordReader, Refusal } from '../backend.ts';
import { addCommand } from '../help.ts';
import { say } from '../output.ts';
import { ProgressLine } from '../progress-line.ts';
import { type Session, sessionOf, withReader } from '../session.ts';
import { walkPatterns } from '../walk-patterns.ts';

export function addExport(program: Command, texts: CommandTexts): void {
  const examples = [
    'export library-2026-11/ && selvedge import library-2026-11/manifest.jsonl --data elsewhere/',
    'export flowers/ --text 缠枝',
  ];
  addCommand(program, texts, 'export', examples)
    .argument('<folder>', texts.args.newFolder)
    .option('--text <words>', texts.options.text)
    .action(async (folder: string, { text }: { text?: string }, command: Command) => {
      const session = sessionOf(command);
      await requireEmpty(folder, texts);
      await withReader(session, (reader) => exportAll(reader, session, folder, text));
    });
}

async function requireEmpty(folder: string, texts: CommandTexts): Promise<void> {
  const present = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new Refusal('target-not-empty', texts.refusals.folderNotEmpty(folder), { cause: error });
  });
  if (present.length > 0) throw new Refusal('target-not-empty', texts.refusals.folderNotEmpty(folder));
}

/** The manifest gets its name last: a folder without one is an export that was cut off. */
async function exportAll(
  reader: RecordReader,
  session: Session,
  folder: string,
  text: string | undefined,
): Promise<void> {
  const { texts, interruption } = session;
  await mkdir(join(folder, 'pictures'), { recursive: true });
  const { total } = await reader.list({ limit: 1, ...(text !== undefined && { text }) });
  const progress = new ProgressLine(texts.progress.export, total, texts);
  const unfinished = join(folder, 'manifest.jsonl.tmp');
  const manifest = await open(unfinished, 'wx');
  let done = 0;
  try {
    for await (const pattern of walkPatterns(reader, { text, signal: interruption.signal })) {
      const path = `pictures/${pattern.id}${endingOf(pattern.file)}`;
      await writeFile(join(folder, path), await reader.readPicture(pattern.id));
      await manifest.write(`${JSON.stringify(rowOf(pattern, path))}\n`);
      done += 1;
      progress.update(done);
    }
    await manifest.sync();
  } finally {
    await manifest.close();
    progress.clear();
  }
  if (interruption.signal.aborted) return say(texts.interrupted(done, total));
  await rename(unfinished, join(folder, 'manifest.jsonl'));
  say(texts.exported(done, folder));
}

/** What `import` reads again. When it was recorded here is left out: that is a fact of this library alone. */
function rowOf({ file, title, owner, registrationNumber, visibility, dates }: Pattern, path: string): object {
  return {
    path,
    file,
    title,
    owner,
    registrationNumber,
    visibility,
    dates: dates.filter(({ kind }) => kind !== 'recorded'),
  };
}

const endingOf = (file: string) => /\.[a-z0-9]{2,5}$/i.exec(file)?.[0].toLowerCase() ?? '';
