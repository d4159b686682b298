import { createReadStream } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { CsvError, parse } from 'csv-parse';
import { patternDetailsSchema } from '../schemas/pattern.ts';
import type { CommandTexts } from '../texts/command-texts.ts';
import type { PictureTask } from './picture-files.ts';

const MANIFEST_ENDINGS = new Set(['.csv', '.jsonl']);

export const isManifest = (path: string): boolean => MANIFEST_ENDINGS.has(extname(path).toLowerCase());

/** What a row may say, under the names that a header line may use for it; compared without case, blanks, `_` and `-`. */
const COLUMNS = {
  path: ['path', '路径', '图片'],
  file: ['file', '文件名'],
  title: ['title', '名称', '花样名称', '作品名称'],
  owner: ['owner', '权利人', '著作权人'],
  registrationNumber: ['registrationnumber', '登记号', '登记证号'],
  created: ['created', '创作日期', '创作完成日期'],
  published: ['published', '发表日期', '首次发表日期'],
  registered: ['registered', '登记日期'],
  /** `public` or `restricted`. */
  visibility: ['visibility', '可见性'],
  /** JSON only: the dates as the API has them, with their class of evidence. */
  dates: ['dates'],
} as const;
type Column = keyof typeof COLUMNS;
type Row = Partial<Record<Column, unknown>>;

/** How a date of a manifest is evidenced where the row does not say it. */
const DATE_EVIDENCE = { created: 'stated', published: 'stated', registered: 'registration' } as const;

/** A row that could not be read. `ends`: nothing after it can be read either. */
interface BrokenRow {
  readonly fault: string;
  readonly ends?: boolean;
}

export interface ManifestOptions {
  readonly texts: CommandTexts;
  /** Told once of columns and keys that mean nothing here. */
  readonly onUnknownColumns: (columns: readonly string[]) => void;
}

/**
 * The pictures of a manifest, one a row: CSV with a header line, or JSON Lines, both UTF-8. Paths count from its folder.
 * A row that is wrong becomes a task with a fault, and the rows after it go on.
 */
export async function* readManifest(path: string, options: ManifestOptions): AsyncGenerator<PictureTask> {
  const folder = dirname(resolve(path));
  const rows = extname(path).toLowerCase() === '.csv' ? readCsv(path, options) : readJsonLines(path, options);
  for await (const { row, line } of rows) {
    const where = `${basename(path)}:${line}`;
    if ('fault' in row) yield { path: where, details: {}, fault: { code: 'manifest-invalid', message: row.fault } };
    else yield toTask(row, folder, where, options.texts);
  }
}

interface NumberedRow {
  readonly row: Row | BrokenRow;
  readonly line: number;
}

async function* readCsv(path: string, { texts, onUnknownColumns }: ManifestOptions): AsyncGenerator<NumberedRow> {
  let faultOfHeader: string | undefined;
  const parser = createReadStream(path).pipe(
    parse({
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
      columns: (header: string[]) => {
        const columns = header.map(columnOf);
        const unknown = header.filter((name, index) => columns[index] === undefined && name !== '');
        if (unknown.length > 0) onUnknownColumns(unknown);
        if (!columns.includes('path'))
          faultOfHeader = texts.refusals.manifestWithoutPath(basename(path), header.join(', '));
        return columns.map((column) => column ?? false);
      },
    }),
  );
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { lines: number } }>) {
      line = info.lines;
      yield { row: faultOfHeader === undefined ? record : { fault: faultOfHeader }, line };
      if (faultOfHeader !== undefined) return;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { row: { fault: texts.refusals.manifestBroken(basename(path), error.message) }, line };
  }
}

async function* readJsonLines(path: string, { texts, onUnknownColumns }: ManifestOptions): AsyncGenerator<NumberedRow> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  const told = new Set<string>();
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const value = parseJson(text.replace(/^\uFEFF/, ''));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      yield { row: { fault: texts.refusals.rowNotObject(`${basename(path)}:${line}`) }, line };
      continue;
    }
    const entries = Object.entries(value).map(([name, of]) => [columnOf(name), of, name] as const);
    const unknown = entries.flatMap(([column, , name]) => (column === undefined && !told.has(name) ? [name] : []));
    if (unknown.length > 0) onUnknownColumns(unknown);
    for (const name of unknown) told.add(name);
    yield { row: Object.fromEntries(entries.flatMap(([column, of]) => (column ? [[column, of]] : []))), line };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function columnOf(name: string): Column | undefined {
  const plain = name.toLowerCase().replace(/[\s_-]/g, '');
  return (Object.keys(COLUMNS) as Column[]).find((column) => (COLUMNS[column] as readonly string[]).includes(plain));
}

function toTask(row: Row, folder: string, where: string, { refusals }: CommandTexts): PictureTask {
  const invalid = (message: string, path = where): PictureTask => ({
    path,
    details: {},
    fault: { code: 'manifest-invalid', message },
  });
  if (JSON.stringify(row).includes('\u{FFFD}')) return invalid(refusals.rowNotUtf8(where));
  if (typeof row.path !== 'string' || row.path === '') return invalid(refusals.rowWithoutPath(where));
  const path = resolve(folder, row.path);
  const text = (value: unknown) => (value === null || value === '' ? undefined : value);
  const stated = (['created', 'published', 'registered'] as const).flatMap((kind) =>
    text(row[kind]) === undefined ? [] : [{ kind, date: row[kind], evidence: DATE_EVIDENCE[kind] }],
  );
  const dates = text(row.dates) ?? stated;
  const parsed = patternDetailsSchema.safeParse({
    title: text(row.title),
    owner: text(row.owner),
    registrationNumber: text(row.registrationNumber),
    visibility: text(row.visibility),
    ...(Array.isArray(dates) && dates.length === 0 ? {} : { dates }),
  });
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return invalid(refusals.rowFaults(where, faults.join('; ')), path);
  }
  return { path, details: parsed.data, ...(typeof row.file === 'string' && row.file && { fileName: row.file }) };
}
