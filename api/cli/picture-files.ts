import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { PatternDetails } from '../schemas/pattern.ts';
import type { CommandTexts } from '../texts/command-texts.ts';
import { Refusal } from './backend.ts';
import { isManifest, readManifest } from './manifest.ts';

/** One picture that a command was asked to take, with what a manifest says about it. */
export interface PictureTask {
  readonly path: string;
  readonly details: PatternDetails;
  /** The name to record in place of that of the path. */
  readonly fileName?: string;
  /** Stands where there is nothing to take: a path that leads nowhere, a row that is wrong. */
  readonly fault?: { readonly code: string; readonly message: string };
}

/** What a listing left out. */
export interface ListingNotes {
  skippedFiles: number;
  /** One entry a manifest. */
  readonly unknownColumns: Map<string, readonly string[]>;
}

const PICTURE_ENDINGS = new Set(['.jpg', '.jpeg', '.png', '.webp', '.tif', '.tiff', '.avif', '.heic', '.heif', '.gif']);

/**
 * Lists the pictures that `paths` name, in a stable order: files as they are, folders with all pictures below them, manifests
 * with one picture a row. What cannot be taken becomes a task with a fault.
 */
export async function* listPictures(
  paths: readonly string[],
  texts: CommandTexts,
  notes: ListingNotes = { skippedFiles: 0, unknownColumns: new Map() },
): AsyncGenerator<PictureTask> {
  for (const path of paths) {
    const facts = await stat(path).catch(() => undefined);
    if (facts === undefined) yield missing(path, texts);
    else if (facts.isDirectory()) yield* listFolder(path, texts, notes);
    else if (isManifest(path))
      yield* readManifest(path, {
        texts,
        onUnknownColumns: (columns) =>
          notes.unknownColumns.set(path, [...(notes.unknownColumns.get(path) ?? []), ...columns]),
      });
    else yield { path, details: {} };
  }
}

async function* listFolder(folder: string, texts: CommandTexts, notes: ListingNotes): AsyncGenerator<PictureTask> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { path: folder, details: {}, fault: unreadable(folder, error, texts) };
    return;
  }
  for (const entry of entries.sort(byName)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* listFolder(path, texts, notes);
    else if (PICTURE_ENDINGS.has(extname(entry.name).toLowerCase()) && (await isFile(entry, path)))
      yield { path, details: {} };
    else notes.skippedFiles += 1;
  }
}

/** Links to files are followed, links to folders are not: they could lead round in circles. */
async function isFile(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** The bytes of a picture file. Throws Refusal `file-not-found` or `file-unreadable`. */
export async function readPictureFile(path: string, texts: CommandTexts): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    const { code, message } = unreadable(path, error, texts);
    throw new Refusal(code, message, { cause: error });
  });
}

function missing(path: string, texts: CommandTexts): PictureTask {
  return { path, details: {}, fault: { code: 'file-not-found', message: texts.refusals.fileNotFound(path) } };
}

function unreadable(path: string, error: unknown, texts: CommandTexts): NonNullable<PictureTask['fault']> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'an error';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return { code: 'file-not-found', message: texts.refusals.fileNotFound(path) };
  return { code: 'file-unreadable', message: texts.refusals.fileUnreadable(path, code) };
}
