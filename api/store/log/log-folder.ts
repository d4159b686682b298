import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sameBytes } from '../../proof/bytes.ts';
import { ProofError } from '../../proof/errors.ts';
import { logEntry } from '../../proof/log-entry.ts';
import { treeRoot } from '../../proof/merkle/tree.ts';
import { type Checkpoint, checkpointText, parseCheckpoint } from '../../proof/note/checkpoint.ts';
import {
  formatNote,
  type NoteSignature,
  parseNote,
  type SignedNote,
  verifyNote,
} from '../../proof/note/signed-note.ts';
import type { VerifierKey } from '../../proof/note/verifier-key.ts';
import { ServiceError } from '../errors.ts';
import { makeFolder, writeWhole } from '../whole-file.ts';
import { logDamaged } from './damage.ts';
import { Journal, type JournalLine, type LoggedAct, readJournal } from './journal.ts';
import { nodesOnDisk, TileWriter } from './tile-writer.ts';

/** Records entered into the tree at once when it is made again. */
const REBUILT_AT_ONCE = 2_048;

/** Who signs for the log, asked anew each time: keys come and go while it runs. */
export interface LogSigner {
  readonly origin: string;
  /** Signatures by every key that signs now; throws `key-unusable` where none may. */
  sign(text: string): Promise<readonly NoteSignature[]>;
  /** Every key that ever signed for this log. */
  keys(): Promise<readonly VerifierKey[]>;
}

export interface SignedCheckpoint extends Checkpoint {
  readonly note: SignedNote;
}

/**
 * The log on disk: journal (private), tiles (public) and the checkpoint that signs them. Opening finishes whatever a kill
 * cut off. One process at a time owns it. After a thrown error it has to be opened again.
 */
export class LogFolder {
  readonly folder: string;
  readonly #journal: Journal;
  readonly #tiles: TileWriter;
  readonly #signer: LogSigner;
  #checkpoint: SignedCheckpoint;
  #lastLoggedAt: Date | undefined;

  private constructor(folder: string, journal: Journal, tiles: TileWriter, signer: LogSigner, head: SignedCheckpoint) {
    this.folder = folder;
    this.#journal = journal;
    this.#tiles = tiles;
    this.#signer = signer;
    this.#checkpoint = head;
  }

  get checkpoint(): SignedCheckpoint {
    return this.#checkpoint;
  }

  /** When the last entry came in; undefined for the empty log. */
  get lastLoggedAt(): Date | undefined {
    return this.#lastLoggedAt;
  }

  /**
   * Entries that are in the journal but were not signed are entered into the tree, tiles that are lost are made again, and
   * whatever cannot be made again throws `log-damaged`.
   */
  static async open(folder: string, signer: LogSigner): Promise<LogFolder> {
    await makeFolder(join(folder, 'incoming'));
    const head = (await readCheckpoint(folder, signer)) ?? (await firstCheckpoint(folder, signer));
    const journal = await Journal.open(journalFolder(folder), head.size);
    const tiles = (await soundTiles(folder, head)) ?? (await rebuiltTiles(folder, head));
    const log = new LogFolder(folder, journal, tiles, signer, head);
    const unsigned = await collect(readJournal(journalFolder(folder), Math.max(0, head.size - 1)));
    log.#lastLoggedAt = unsigned.at(-1)?.loggedAt;
    if (journal.size > head.size) await log.#enter(unsigned.filter(({ index }) => index >= head.size));
    return log;
  }

  /** Logs the acts in this order; on disk and signed when it returns. Gives the lines that they became. */
  async append(acts: readonly LoggedAct[], at: Date): Promise<readonly JournalLine[]> {
    const lines = await this.#journal.append(acts, at);
    await this.#enter(lines);
    this.#lastLoggedAt = at;
    return lines;
  }

  /** Lines from `from` on, which is to be recent: whole files are read. */
  lines(from: number): AsyncGenerator<JournalLine> {
    return readJournal(journalFolder(this.folder), from);
  }

  /** Adds signatures by others to the checkpoint, unless the log has grown meanwhile. */
  async addSignatures(text: string, signatures: readonly NoteSignature[]): Promise<void> {
    const { note } = this.#checkpoint;
    if (note.text !== text) return;
    const isNew = (added: NoteSignature) =>
      !note.signatures.some(({ name, keyId }) => name === added.name && keyId === added.keyId);
    await this.#publish({
      ...this.#checkpoint,
      note: { text, signatures: [...note.signatures, ...signatures.filter(isNew)] },
    });
  }

  async #enter(lines: readonly JournalLine[]): Promise<void> {
    await this.#tiles.append(lines.map(logEntry));
    const size = this.#tiles.size;
    const root = await treeRoot(size, nodesOnDisk(this.folder, size));
    await this.#publish(await signedCheckpoint(this.#signer, { origin: this.#signer.origin, size, root }));
  }

  async #publish(checkpoint: SignedCheckpoint): Promise<void> {
    await writeCheckpoint(this.folder, checkpoint);
    this.#checkpoint = checkpoint;
  }
}

export const journalFolder = (folder: string): string => join(folder, 'journal');

/** The checkpoint as it lies on disk, its signature verified; undefined where there is none yet. */
export async function readCheckpoint(folder: string, signer: LogSigner): Promise<SignedCheckpoint | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, 'checkpoint'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const note = parseNote(text);
    verifyNote(note, await signer.keys());
    const checkpoint = parseCheckpoint(note.text);
    if (checkpoint.origin !== signer.origin) throw logDamaged(`a checkpoint of ${signer.origin}`, checkpoint.origin);
    return { ...checkpoint, note };
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw logDamaged(
      'a checkpoint signed by a key of this log',
      error instanceof ProofError ? error.code : 'another',
      error,
    );
  }
}

async function signedCheckpoint(signer: LogSigner, checkpoint: Checkpoint): Promise<SignedCheckpoint> {
  const text = checkpointText(checkpoint);
  return { ...checkpoint, note: { text, signatures: await signer.sign(text) } };
}

async function firstCheckpoint(folder: string, signer: LogSigner): Promise<SignedCheckpoint> {
  const root = await treeRoot(0, nodesOnDisk(folder, 0));
  const checkpoint = await signedCheckpoint(signer, { origin: signer.origin, size: 0, root });
  await writeCheckpoint(folder, checkpoint);
  return checkpoint;
}

async function writeCheckpoint(folder: string, { note }: SignedCheckpoint): Promise<void> {
  await writeWhole(join(folder, 'checkpoint'), Buffer.from(formatNote(note)), join(folder, 'incoming'));
}

/** The edge of the tree, if the files on disk have the signed root. */
async function soundTiles(folder: string, { size, root }: Checkpoint): Promise<TileWriter | undefined> {
  try {
    const tiles = await TileWriter.open(folder, size);
    return sameBytes(await treeRoot(size, nodesOnDisk(folder, size)), root) ? tiles : undefined;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'log-damaged') return undefined;
    throw error;
  }
}

/** The tree made again from the journal, up to the signed size. */
async function rebuiltTiles(folder: string, { size, root }: Checkpoint): Promise<TileWriter> {
  const tiles = TileWriter.empty(folder);
  let entries: Uint8Array[] = [];
  for await (const line of readJournal(journalFolder(folder))) {
    if (line.index >= size) break;
    entries.push(logEntry(line));
    if (entries.length < REBUILT_AT_ONCE && line.index + 1 < size) continue;
    await tiles.append(entries);
    entries = [];
  }
  if (tiles.size === size && sameBytes(await treeRoot(size, nodesOnDisk(folder, size)), root)) return tiles;
  throw logDamaged(`a journal with the signed root at ${size} entries`, 'one with another');
}

async function collect<T>(lines: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const line of lines) collected.push(line);
  return collected;
}
