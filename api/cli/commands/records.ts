import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Pattern } from '../../schemas/pattern.ts';
import type { Backend, ComparisonSide } from '../backend.ts';
import { describeComparison } from '../report-check.ts';
import { say, sessionOf, withBackend, writeJsonLine, writeLine } from '../session.ts';
import { readPicture } from './import.ts';

const PAGE = 200;

export function addRecordCommands(program: Command): void {
  program
    .command('compare')
    .description('compare two pictures, or records by their id')
    .argument('<first>', 'picture or record id')
    .argument('<second>', 'picture or record id')
    .option('--json', 'JSON on standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  selvedge compare a.jpg b.jpg\n  selvedge compare suspect.jpg SP-01JD3Q5V6W7X8Y9Z0A1B2C3D4E --json',
    )
    .action(async (first: string, second: string, _options: unknown, command: Command) => {
      const session = sessionOf(command);
      await withBackend(session, async (backend) => {
        const result = await backend.compare(await sideOf(first), await sideOf(second));
        if (session.options.json) writeJsonLine(result);
        else writeLine(describeComparison(result, session.language));
      });
    });

  program
    .command('list')
    .description('list the records of the library, newest first')
    .option('--text <words>', 'only records with these words in title, owner, file name or number')
    .option('--limit <n>', 'at most so many', parseCount)
    .option('--json', 'JSON Lines on standard output')
    .addHelpText('after', '\nExample:\n  selvedge list --text 缠枝 --json')
    .action(async (options: { text?: string; limit?: number }, command: Command) => {
      const session = sessionOf(command);
      await withBackend(session, async (backend) => {
        for await (const pattern of allPatterns(backend, options)) {
          if (session.options.json) writeJsonLine(pattern);
          else
            writeLine([pattern.id, pattern.registrationNumber ?? '–', pattern.title, pattern.owner ?? '–'].join('\t'));
        }
      });
    });

  program
    .command('show')
    .description('show one record')
    .argument('<id>')
    .option('--json', 'JSON on standard output')
    .action(async (id: string, _options: unknown, command: Command) => {
      const session = sessionOf(command);
      await withBackend(session, async (backend) => {
        const pattern = await backend.show(id);
        if (session.options.json) writeJsonLine(pattern);
        else
          for (const [name, value] of Object.entries(pattern))
            writeLine(`${name}: ${typeof value === 'object' && value ? JSON.stringify(value) : (value ?? '–')}`);
      });
    });

  program
    .command('remove')
    .description('take a record out of the library; the removal and its reason stay in the audit trail')
    .argument('<id>')
    .requiredOption('--reason <text>', 'why')
    .action(async (id: string, options: { reason: string }, command: Command) => {
      await withBackend(sessionOf(command), (backend) => backend.remove(id, options.reason));
      say(`${id} removed.`);
    });

  program
    .command('export')
    .description('write all pictures and a JSONL manifest that `import` takes')
    .argument('<folder>', 'a new folder')
    .addHelpText(
      'after',
      '\nExample:\n  selvedge export library-2026-11/ && selvedge import library-2026-11/manifest.jsonl --data elsewhere/',
    )
    .action(async (folder: string, _options: unknown, command: Command) => {
      await mkdir(join(folder, 'pictures'), { recursive: true });
      await withBackend(sessionOf(command), (backend) => exportAll(backend, folder));
    });
}

async function exportAll(backend: Backend, folder: string): Promise<void> {
  const lines: string[] = [];
  for await (const pattern of allPatterns(backend, {})) {
    const path = join('pictures', `${pattern.id}${endingOf(pattern.file)}`);
    await writeFile(join(folder, path), await backend.readPicture(pattern.id));
    const dateOf = (kind: string) => pattern.dates.find((fact) => fact.kind === kind)?.date;
    const { title, owner, registrationNumber } = pattern;
    lines.push(
      JSON.stringify({
        path,
        title,
        owner,
        registrationNumber,
        created: dateOf('created'),
        published: dateOf('published'),
        registered: dateOf('registered'),
      }),
    );
  }
  await writeFile(join(folder, 'manifest.jsonl'), lines.map((line) => `${line}\n`).join(''));
  say(`${lines.length} records exported.`);
}

const endingOf = (file: string) => /\.[a-z0-9]{2,5}$/i.exec(basename(file))?.[0].toLowerCase() ?? '';

async function* allPatterns(
  backend: Backend,
  query: { readonly text?: string; readonly limit?: number },
): AsyncGenerator<Pattern> {
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  let cursor: string | undefined;
  do {
    const page = await backend.list({
      limit: Math.min(PAGE, left),
      ...(cursor && { cursor }),
      ...(query.text && { text: query.text }),
    });
    yield* page.patterns;
    left -= page.patterns.length;
    cursor = page.nextCursor;
  } while (cursor && left > 0);
}

async function sideOf(argument: string): Promise<ComparisonSide> {
  const isFile = await stat(argument).then(
    (facts) => facts.isFile(),
    () => false,
  );
  if (!isFile && /^SP-[0-9A-Z]{26}$/.test(argument)) return { id: argument };
  return { fileName: basename(argument), bytes: await readPicture(argument) };
}

function parseCount(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Expected a whole number from 1.');
  return value;
}
