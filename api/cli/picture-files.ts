import { createReadStream, type Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { parse } from 'csv-parse';
import { type PatternDetails, patternDetailsSchema } from '../schemas/pattern.ts';
import { Refusal } from './backend.ts';

/** One picture that a command was asked to take, with what a manifest says about it. `fault` stands where the manifest row is wrong. */
export interface PictureTask {
  readonly path: string;
  readonly details: PatternDetails;
  readonly fault?: string;
}

const PICTURE_ENDINGS = new Set(['.jpg', '.jpeg', '.png', '.webp', '.tif', '.tiff', '.avif', '.heic', '.heif', '.gif']);
const MANIFEST_ENDINGS = new Set(['.csv', '.jsonl']);

/** Columns or keys of a manifest row. */
interface ManifestRow {
  readonly path?: unknown;
  readonly title?: unknown;
  readonly owner?: unknown;
  readonly registrationNumber?: unknown;
  readonly created?: unknown;
  readonly published?: unknown;
  readonly registered?: unknown;
}

/**
 * Lists the pictures that `paths` name, in a stable order: files as they are, folders with all pictures below them, manifests
 * (.csv with a header line, .jsonl) with one picture a row, whose paths are relative to the manifest.
 */
export async function* listPictures(paths: readonly string[]): AsyncGenerator<PictureTask> {
  for (const path of paths) {
    const facts = await stat(path).catch((cause) => {
      throw new Refusal('file-not-found', `Expected a file or folder but found nothing at ${path}.`, { cause });
    });
    if (facts.isDirectory()) yield* listFolder(path);
    else if (MANIFEST_ENDINGS.has(extname(path).toLowerCase())) yield* readManifest(path);
    else yield { path, details: {} };
  }
}

async function* listFolder(folder: string): AsyncGenerator<PictureTask> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort(byName)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* listFolder(path);
    else if (entry.isFile() && PICTURE_ENDINGS.has(extname(entry.name).toLowerCase())) yield { path, details: {} };
  }
}

const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

async function* readManifest(path: string): AsyncGenerator<PictureTask> {
  const folder = dirname(resolve(path));
  const rows = extname(path).toLowerCase() === '.csv' ? readCsv(path) : readJsonLines(path);
  let line = 0;
  for await (const row of rows) {
    line += 1;
    yield toTask(row, folder, `${basename(path)} row ${line}`);
  }
}

async function* readCsv(path: string): AsyncGenerator<ManifestRow | string> {
  const parser = createReadStream(path).pipe(
    parse({ columns: true, bom: true, trim: true, skip_empty_lines: true, relax_column_count: true }),
  );
  for await (const row of parser) yield row as ManifestRow;
}

async function* readJsonLines(path: string): AsyncGenerator<ManifestRow | string> {
  const { createInterface } = await import('node:readline');
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    try {
      const value: unknown = JSON.parse(line);
      yield typeof value === 'object' && value !== null && !Array.isArray(value) ? value : 'not a JSON object';
    } catch (error) {
      yield (error as Error).message;
    }
  }
}

function toTask(row: ManifestRow | string, folder: string, where: string): PictureTask {
  if (typeof row === 'string')
    return { path: where, details: {}, fault: `Expected one JSON object a line but received ${row}.` };
  if (typeof row.path !== 'string' || row.path === '')
    return { path: where, details: {}, fault: 'Expected a `path` but the row has none.' };
  const text = (value: unknown) => (value === undefined || value === null || value === '' ? undefined : value);
  const dates = (['created', 'published', 'registered'] as const).flatMap((kind) =>
    text(row[kind]) === undefined
      ? []
      : [{ kind, date: row[kind], evidence: kind === 'registered' ? 'registration' : 'stated' }],
  );
  const parsed = patternDetailsSchema.safeParse({
    title: text(row.title),
    owner: text(row.owner),
    registrationNumber: text(row.registrationNumber),
    ...(dates.length > 0 && { dates }),
  });
  const path = resolve(folder, row.path);
  if (parsed.success) return { path, details: parsed.data };
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return { path, details: {}, fault: `${where}: ${faults.join('; ')}.` };
}
