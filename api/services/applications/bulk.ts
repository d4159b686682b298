import { parse } from 'csv-parse/sync';
import { type FormFault, KINDS, type Kind, readForm } from '../../registration/application-form.ts';
import { dateInChina } from '../../registration/calendar/dates.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import type { CallOptions, ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { createDraft, type TypedForm } from './drafts.ts';
import { submit } from './submit.ts';

/** More would keep one request for minutes; larger filings come in several manifests. */
const ROWS_MAX = 500;

export interface RowResult {
  /** Counted from 1, without the header. */
  readonly row: number;
  readonly status: 'accepted' | 'rejected' | 'left-out';
  /** The file named in the column `picture`, for sending it to the application. */
  readonly picture?: string;
  readonly application?: string;
  readonly faults: readonly FormFault[];
}

interface ManifestRow {
  readonly form: TypedForm;
  readonly picture: string | undefined;
  readonly faults: readonly FormFault[];
}

/**
 * Makes a draft of each sound row of a manifest. `rest`: rows with faults are rejected, the others accepted. `all-or-nothing`:
 * one fault leaves every row out. In either case all faults of all rows are named at once.
 */
export async function createBatch(
  ctx: ServiceContext,
  actor: Actor,
  {
    party,
    format,
    text,
    mode,
  }: {
    readonly party: string;
    readonly format: 'csv' | 'jsonl';
    readonly text: string;
    readonly mode: 'rest' | 'all-or-nothing';
  },
): Promise<readonly RowResult[]> {
  authorize(actor, 'application:file', { parties: [party] });
  const rows = format === 'csv' ? readCsv(text) : readJsonLines(text);
  if (rows.length === 0 || rows.length > ROWS_MAX)
    throw new ServiceError('form-incomplete', {
      expected: `a manifest of 1 to ${ROWS_MAX} rows`,
      received: `one of ${rows.length}`,
      remedy: 'Split it into several.',
    });
  const today = dateInChina(ctx.clock());
  const read = rows.map((row) => ({ ...row, faults: row.faults.length > 0 ? row.faults : faultsOf(row.form, today) }));
  const isRefused = mode === 'all-or-nothing' && read.some(({ faults }) => faults.length > 0);
  const results: RowResult[] = [];
  for (const [i, { form, picture, faults }] of read.entries()) {
    const common = { row: i + 1, ...(picture === undefined ? {} : { picture }), faults };
    if (faults.length > 0) results.push({ ...common, status: 'rejected' });
    else if (isRefused) results.push({ ...common, status: 'left-out' });
    else {
      const { id } = await createDraft(ctx, actor, { party, kind: form.kind as Kind, form });
      results.push({ ...common, status: 'accepted', application: id });
    }
  }
  return results;
}

export interface SubmissionResult {
  readonly application: string;
  readonly status: 'submitted' | 'rejected';
  readonly code?: string;
  readonly message?: string;
  readonly faults: readonly FormFault[];
}

/** Submits applications one after the other, with a result for each: one that is refused does not hold up the others. */
export async function submitBatch(
  ctx: ServiceContext,
  ids: readonly string[],
  options: CallOptions,
): Promise<readonly SubmissionResult[]> {
  const results: SubmissionResult[] = [];
  for (const application of ids) {
    options.signal?.throwIfAborted();
    try {
      await submit(ctx, application, options);
      results.push({ application, status: 'submitted', faults: [] });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { code, message, details } = error;
      results.push({ application, status: 'rejected', code, message, faults: details.faults ?? [] });
    }
  }
  return results;
}

function faultsOf(form: TypedForm, today: string): readonly FormFault[] {
  const reading = readForm(form, today);
  return reading.complete ? [] : reading.faults;
}

function readJsonLines(text: string): readonly ManifestRow[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      try {
        const value: unknown = JSON.parse(line);
        if (typeof value === 'object' && value !== null && !Array.isArray(value)) return rowOf(value as TypedForm);
      } catch {
        // Told of below, like a line that is JSON but no object.
      }
      return { form: {}, picture: undefined, faults: [{ field: '', message: 'Expected a JSON object on one line.' }] };
    });
}

/** Columns are paths into the form, such as `created.date` or `owners.0.name`; empty cells count as left out. */
function readCsv(text: string): readonly ManifestRow[] {
  let records: Record<string, string>[];
  try {
    records = parse(text, {
      columns: (header: string[]) => header.map((name) => COLUMN_NAMES[name.trim()] ?? name.trim()),
      bom: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw new ServiceError('form-incomplete', {
      expected: 'CSV with a header and as many cells in each row',
      received: error instanceof Error ? error.message.slice(0, 200) : 'something else',
      remedy: 'Correct the manifest.',
    });
  }
  return records.map((record) => {
    const form: Record<string, unknown> = {};
    for (const [path, cell] of Object.entries(record))
      if (cell.trim() !== '') place(form, path.split('.'), cellValue(cell.trim()));
    return rowOf(form);
  });
}

function rowOf({ picture, ...form }: TypedForm): ManifestRow {
  const isKnown = (KINDS as readonly unknown[]).includes(form.kind);
  const faults = isKnown ? [] : [{ field: 'kind', message: `Expected one of ${KINDS.join(', ')}.` }];
  return { form, picture: typeof picture === 'string' ? picture : undefined, faults };
}

/** Chinese headings of the columns that a spreadsheet mostly has. */
const COLUMN_NAMES: Readonly<Record<string, string>> = {
  类别: 'kind',
  作品名称: 'title',
  图片: 'picture',
  办理方式: 'lane',
  作品类型: 'workType',
  创作阶段: 'stage',
  作者: 'authors.0.name',
  著作权人: 'owners.0.name',
  统一社会信用代码: 'owners.0.creditCode',
  地区: 'owners.0.region',
  创作完成日期: 'created.date',
  创作完成地点: 'created.place',
  首次发表日期: 'firstPublished.date',
  首次发表地点: 'firstPublished.place',
};

const cellValue = (cell: string): unknown => (cell === 'true' || cell === 'false' ? cell === 'true' : cell);

const INDEX = /^\d{1,2}$/;
/** Fields that are lists of codes, written with `;` between them. */
const LISTS: ReadonlySet<string> = new Set(['titleEvidence']);

function place(
  target: Record<string, unknown> | unknown[],
  [name = '', ...rest]: readonly string[],
  value: unknown,
): void {
  // A column called `__proto__` would reach what every object has.
  if (name === '__proto__' || name === 'constructor' || name === 'prototype') return;
  const holder = target as Record<string, unknown>;
  if (rest.length === 0) {
    holder[name] = LISTS.has(name) && typeof value === 'string' ? value.split(';').map((part) => part.trim()) : value;
    return;
  }
  const next = holder[name];
  const child = typeof next === 'object' && next !== null ? next : INDEX.test(rest[0]!) ? [] : {};
  holder[name] = child;
  place(child as Record<string, unknown>, rest, value);
}
