import { mayDelete } from '../store/backup-locks.ts';
import type { Queryable } from '../store/database.ts';
import { keptDigests } from '../store/parties/document-rows.ts';
import { lockPicture } from '../store/pattern-rows.ts';
import type { ServiceContext } from './context.ts';
import { ServiceError } from './errors.ts';

const BYTES_MAX = 20 * 1024 * 1024;

/** What papers may be, by how their files begin: what a browser shows and an office can keep. */
const MEDIA_TYPES: readonly { readonly type: string; readonly begins: readonly number[] }[] = [
  { type: 'application/pdf', begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  { type: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
];

/** The kind of a paper, by its content and never by what its sender calls it. Throws `unfit-document`. */
export function mediaTypeOfPaper(bytes: Uint8Array): string {
  const mediaType = MEDIA_TYPES.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte))?.type;
  if (mediaType !== undefined && bytes.length <= BYTES_MAX) return mediaType;
  throw unfitPaper(
    'a PDF, JPEG or PNG file of at most 20 MB',
    mediaType === undefined ? 'another kind of file' : `${bytes.length} bytes`,
  );
}

function unfitPaper(expected: string, received: string): ServiceError {
  return new ServiceError('unfit-document', {
    expected,
    received,
    remedy: 'Scan or photograph the paper and send it as PDF or JPEG.',
  });
}

/** `most`: "50 papers of a party". `remedy`: what can be done where it belongs. */
export function tooManyPapers(most: string, remedy: string): ServiceError {
  return new ServiceError('unfit-document', { expected: `at most ${most}`, received: 'one more', remedy });
}

type Context = Pick<ServiceContext, 'store' | 'blobs' | 'vault'>;

/** Seals a paper into the store under its SHA-256, under the lock that `sweepPaper` takes. */
export async function keepPaper(
  { blobs, vault }: Pick<Context, 'blobs' | 'vault'>,
  tx: Queryable,
  sha256: string,
  bytes: Uint8Array,
): Promise<void> {
  await lockPicture(tx, sha256);
  const name = { kind: 'document', sha256 } as const;
  if (!(await blobs.has(name))) await blobs.put(name, vault.seal(bytes, 'document'));
}

/** The paper as it came; undefined where its file is gone. */
export async function openPaper(
  { blobs, vault }: Pick<Context, 'blobs' | 'vault'>,
  sha256: string,
): Promise<Uint8Array | undefined> {
  const sealed = await blobs.read({ kind: 'document', sha256 });
  return sealed && vault.open(sealed, 'document');
}

/** Removes the file of a paper that nobody keeps any more. */
export function sweepPaper({ store, blobs }: Pick<Context, 'store' | 'blobs'>, sha256: string): Promise<void> {
  return store.transaction(async (tx) => {
    await lockPicture(tx, sha256);
    if ((await keptDigests(tx, [sha256])).has(sha256) || !(await mayDelete(tx))) return;
    await blobs.remove({ kind: 'document', sha256 });
  });
}
