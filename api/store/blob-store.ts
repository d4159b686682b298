import { createHash } from 'node:crypto';
import { access, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { storageErrorOf } from './errors.ts';
import { makeFolder, unlessMissing, writeWhole } from './whole-file.ts';

/** One stored file, by the picture or paper that it belongs to. */
export type BlobName =
  | { readonly kind: 'picture'; readonly sha256: string }
  | { readonly kind: 'thumbnail'; readonly sha256: string; readonly maxSidePx: number }
  | { readonly kind: 'features'; readonly sha256: string; readonly version: string }
  /** A paper of a party, sealed, by the SHA-256 of what was sealed. */
  | { readonly kind: 'document'; readonly sha256: string }
  /** A certificate as it was issued, PDF. */
  | { readonly kind: 'certificate'; readonly sha256: string }
  /** What a similarity report rests on, says, or was issued as. */
  | { readonly kind: 'report'; readonly sha256: string };

/** Kinds that are named by their own digest and belong to no picture. */
const OF_THEIR_OWN: ReadonlySet<BlobName['kind']> = new Set(['document', 'certificate', 'report']);

export const belongsToPicture = ({ kind }: BlobName): boolean => !OF_THEIR_OWN.has(kind);

const SHA256 = /^[0-9a-f]{64}$/;
const FEATURES_SUFFIX = '.features';

/**
 * Pictures, thumbnails, verification features, papers, certificates and reports in one folder, each in two levels of folders by the first bytes of the
 * picture's SHA-256. Files are written whole or not at all and never changed.
 */
export interface BlobStore {
  readonly folder: string;
  /** Inside it, for files that are being written; emptied when a registry is opened. */
  readonly incoming: string;
  put(name: BlobName, bytes: Uint8Array): Promise<void>;
  /** The bytes, or undefined where there is no such file. */
  read(name: BlobName): Promise<Uint8Array | undefined>;
  has(name: BlobName): Promise<boolean>;
  remove(name: BlobName): Promise<void>;
  /** Removes all that belongs to a picture; a paper of the same bytes stays. */
  removeAll(sha256: string): Promise<void>;
  /** Every stored file, in no order, and how many are left over from cut writes. */
  walk(): AsyncGenerator<BlobName>;
  /** Removes what cut writes left behind; nothing may be writing meanwhile. Returns how many. */
  sweepIncoming(): Promise<number>;
}

export async function openBlobStore(folder: string): Promise<BlobStore> {
  const incoming = join(folder, 'incoming');
  try {
    await makeFolder(incoming);
  } catch (error) {
    throw storageErrorOf(error);
  }
  const pathOf = (name: BlobName) => join(folder, ...partsOf(name));
  return {
    folder,
    incoming,
    put: (name, bytes) => writeWhole(pathOf(name), bytes, incoming),
    read: (name) => unlessMissing(readFile(pathOf(name)), undefined),
    has: (name) =>
      unlessMissing(
        access(pathOf(name)).then(() => true),
        false,
      ),
    remove: (name) => rm(pathOf(name), { force: true }),
    async removeAll(sha256) {
      for await (const name of walkFolder(folder, fanOut(sha256)))
        if (name.sha256 === sha256 && belongsToPicture(name)) await rm(pathOf(name));
    },
    walk: () => walkFolder(folder),
    async sweepIncoming() {
      const left = await readdir(incoming);
      for (const file of left) await rm(join(incoming, file), { force: true });
      return left.length;
    },
  };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Where a file lies inside the folder, with `/` between names. */
export function blobPath(name: BlobName): string {
  return partsOf(name).join('/');
}

/** The name of a path of blobPath, or undefined for any other path. */
export function blobNameOf(path: string): BlobName | undefined {
  const [folder, , , file] = path.split('/');
  const known = FOLDERS.find((each) => each === folder);
  const name = known && file !== undefined ? nameOf(known, file) : undefined;
  return name && blobPath(name) === path ? name : undefined;
}

function fanOut(sha256: string): [string, string] {
  if (!SHA256.test(sha256)) throw new RangeError('a picture is named by the 64 hexadecimal digits of its SHA-256');
  return [sha256.slice(0, 2), sha256.slice(2, 4)];
}

function partsOf(name: BlobName): string[] {
  const { kind, sha256 } = name;
  const folders = fanOut(sha256);
  if (kind === 'picture') return ['pictures', ...folders, sha256];
  if (kind === 'document') return ['documents', ...folders, sha256];
  if (kind === 'certificate') return ['certificates', ...folders, sha256];
  if (kind === 'report') return ['reports', ...folders, sha256];
  if (kind === 'thumbnail') return ['thumbnails', ...folders, `${sha256}-${name.maxSidePx}.webp`];
  return ['features', ...folders, `${sha256}-${encodeVersion(name.version)}${FEATURES_SUFFIX}`];
}

const FOLDERS = ['pictures', 'thumbnails', 'features', 'documents', 'certificates', 'reports'] as const;

async function* walkFolder(root: string, only?: [string, string]): AsyncGenerator<BlobName> {
  for (const folder of FOLDERS)
    for (const first of only ? [only[0]] : await list(join(root, folder)))
      for (const second of only ? [only[1]] : await list(join(root, folder, first)))
        for (const file of await list(join(root, folder, first, second))) {
          const name = nameOf(folder, file);
          if (name) yield name;
        }
}

function nameOf(folder: (typeof FOLDERS)[number], file: string): BlobName | undefined {
  const sha256 = file.slice(0, 64);
  if (!SHA256.test(sha256)) return undefined;
  if (folder === 'pictures') return { kind: 'picture', sha256 };
  if (folder === 'documents') return { kind: 'document', sha256 };
  if (folder === 'certificates') return { kind: 'certificate', sha256 };
  if (folder === 'reports') return { kind: 'report', sha256 };
  if (folder === 'thumbnails') return { kind: 'thumbnail', sha256, maxSidePx: Number.parseInt(file.slice(65), 10) };
  return { kind: 'features', sha256, version: decodeURIComponent(file.slice(65, -FEATURES_SUFFIX.length)) };
}

/** A file name without separators, whatever the version is called, that leads back to it. */
function encodeVersion(version: string): string {
  return encodeURIComponent(version);
}

function list(folder: string): Promise<string[]> {
  return unlessMissing(readdir(folder), []);
}
