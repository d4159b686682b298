import { type FileHandle, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesToHex } from '../../proof/bytes.ts';
import type { Json } from '../../proof/canonical-json.ts';
import { fromHex, type SaltedRecord } from '../../proof/log-entry.ts';
import { storageErrorOf } from '../errors.ts';
import { makeFolder, syncFolder } from '../whole-file.ts';
import { logDamaged } from './damage.ts';

/** Entries of one file: some 3 MB, read whole when the log is opened. */
export const SEGMENT_ENTRIES = 4_096;
const SALT_BYTES = 32;

/** An act to be logged: `key` says which one it is, so that none is logged twice. */
export interface LoggedAct extends SaltedRecord {
  readonly key: string;
}

export interface JournalLine extends LoggedAct {
  readonly index: number;
  readonly loggedAt: Date;
}

/**
 * The private side of the log: every record with its salt, in order, a JSON line each, readable to the owner of the process
 * only. An act is in the log once its line is on disk; tiles and lost rows of the database are made again from here.
 */
export class Journal {
  readonly #folder: string;
  #size: number;

  private constructor(folder: string, size: number) {
    this.#folder = folder;
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  /**
   * Opens for appending. A line that a kill cut short is removed: nobody was told that it was written. Throws
   * `log-damaged` where fewer than `signed` lines are whole, since those were vouched for.
   */
  static async open(folder: string, signed: number): Promise<Journal> {
    await makeFolder(folder);
    const last = (await segmentsOf(folder)).at(-1);
    const size = last === undefined ? 0 : await mendTail(folder, last, signed);
    if (size < signed) throw logDamaged(`a journal of at least ${signed} entries`, `one of ${size}`);
    return new Journal(folder, size);
  }

  /** On disk when it returns. */
  async append(acts: readonly LoggedAct[], loggedAt: Date): Promise<readonly JournalLine[]> {
    const lines = acts.map((act, i) => ({ ...act, index: this.#size + i, loggedAt }));
    try {
      for (let at = 0; at < lines.length; ) {
        const segment = Math.floor((this.#size + at) / SEGMENT_ENTRIES);
        const end = at + (segment + 1) * SEGMENT_ENTRIES - (this.#size + at);
        await appendLines(join(this.#folder, nameOf(segment)), lines.slice(at, end).map(textOf).join(''));
        at = end;
      }
    } catch (error) {
      throw storageErrorOf(error);
    }
    this.#size += lines.length;
    return lines;
  }
}

/** Every line from `from` on. Throws `log-damaged` at the first that is not what it has to be. */
export async function* readJournal(folder: string, from = 0): AsyncGenerator<JournalLine> {
  const segments = await segmentsOf(folder);
  for (let segment = Math.floor(from / SEGMENT_ENTRIES); segment < segments.length; segment++) {
    if (segments[segment] !== segment) throw logDamaged(`the file ${nameOf(segment)}`, 'none');
    const lines = (await readFile(join(folder, nameOf(segment)), 'utf8')).split('\n');
    if (lines.pop() !== '') throw logDamaged(`a line end at the end of ${nameOf(segment)}`, 'none');
    for (const [i, text] of lines.entries()) {
      const index = segment * SEGMENT_ENTRIES + i;
      const line = parseLine(text);
      if (line?.index !== index) throw logDamaged(`entry ${index} in ${nameOf(segment)}`, 'something else');
      if (index >= from) yield line;
    }
  }
}

/** Cuts what a kill or a power cut left behind after the last whole line; returns the number of whole lines. */
async function mendTail(folder: string, segment: number, signed: number): Promise<number> {
  const path = join(folder, nameOf(segment));
  const text = await readFile(path, 'utf8');
  const lines = text.split('\n').slice(0, -1);
  const first = segment * SEGMENT_ENTRIES;
  const broken = lines.findIndex((line, i) => first + i >= signed && parseLine(line)?.index !== first + i);
  const whole = broken < 0 ? lines : lines.slice(0, broken);
  const wholeBytes = Buffer.byteLength(whole.map((line) => `${line}\n`).join(''));
  if (first + whole.length >= signed && wholeBytes < Buffer.byteLength(text)) await truncate(path, wholeBytes);
  return first + whole.length;
}

async function truncate(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.truncate(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function appendLines(path: string, text: string): Promise<void> {
  const { file, isNew } = await openForAppending(path);
  try {
    await file.appendFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  if (isNew) await syncFolder(join(path, '..'));
}

async function openForAppending(path: string): Promise<{ file: FileHandle; isNew: boolean }> {
  try {
    return { file: await open(path, 'ax', 0o600), isNew: true };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return { file: await open(path, 'a'), isNew: false };
    throw error;
  }
}

async function segmentsOf(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => (/^\d{6}\.jsonl$/.test(name) ? [Number(name.slice(0, 6))] : [])).sort((a, b) => a - b);
}

const nameOf = (segment: number) => `${String(segment).padStart(6, '0')}.jsonl`;

function textOf({ index, key, loggedAt, record, salt }: JournalLine): string {
  return `${JSON.stringify({ index, key, loggedAt: loggedAt.toISOString(), salt: bytesToHex(salt), record })}\n`;
}

function parseLine(text: string): JournalLine | undefined {
  try {
    const { index, key, loggedAt, salt, record } = JSON.parse(text) as Record<string, unknown>;
    const bytes = typeof salt === 'string' ? fromHex(salt, SALT_BYTES) : undefined;
    const at = new Date(String(loggedAt));
    if (typeof index !== 'number' || typeof key !== 'string' || bytes === undefined || Number.isNaN(at.getTime()))
      return undefined;
    return { index, key, loggedAt: at, salt: bytes, record: record as Json };
  } catch {
    return undefined;
  }
}
