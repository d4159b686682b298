import { createHash, type Hash } from 'node:crypto';
import type { ReadableStream } from 'node:stream/web';
import { createTarDecoder, createTarPacker } from 'modern-tar';
import { sha256Of } from '../store/blob-store.ts';
import {
  type BackupTarget,
  backupFileSchema,
  FILE_LIST,
  MANIFEST,
  type Manifest,
  parseFileList,
  parseManifest,
  unsound,
} from './backup-format.ts';
import { ServiceError } from './errors.ts';

/** The list has some 150 bytes a file and the manifest some hundred in all: what is longer is neither. */
const LIST_BYTES_MAX = 1024 ** 3;
const MANIFEST_BYTES_MAX = 1024 ** 2;

/**
 * A backup as a tar stream, which unpacked is the folder that `restore` reads. `fill` writes no faster than the stream is
 * read; it fails when the reader goes away, and the stream fails with it.
 */
export function packBackup(fill: (target: BackupTarget) => Promise<unknown>): ReadableStream<Uint8Array> {
  const { readable, controller } = createTarPacker();
  const target: BackupTarget = {
    async write(path, bytes, content) {
      const entry = controller.add({ name: path, size: bytes, type: 'file', mode: 0o640 }).getWriter();
      if (content instanceof Uint8Array) await entry.write(content);
      else for await (const chunk of content) await entry.write(chunk);
      await entry.close();
    },
  };
  fill(target).then(
    () => controller.finalize(),
    (error: unknown) => controller.error(error),
  );
  return readable;
}

/**
 * Writes a stream of packBackup to `target`, the manifest once everything that it stands for has arrived as listed. The
 * stream may come from anywhere: only paths of a backup are taken. Throws `backup-unsound` for one that is cut or altered.
 */
export async function unpackBackup(stream: ReadableStream<Uint8Array>, target: BackupTarget): Promise<Manifest> {
  const arrived = new Map<string, { readonly bytes: number; readonly sha256: string }>();
  let list: Uint8Array | undefined;
  let manifest: Manifest | undefined;
  const entries = stream.pipeThrough(createTarDecoder({ strict: true }));
  try {
    for await (const { header, body } of entries) {
      const { name, size, type } = header;
      if (type !== 'file' || manifest !== undefined || arrived.has(name)) throw unsound('an archive in another order');
      if (name === MANIFEST) {
        const text = await bytesOf(body, size, MANIFEST_BYTES_MAX);
        manifest = parseManifest(Buffer.from(text).toString());
        requireAsListed(manifest, list, arrived);
        await target.write(MANIFEST, text.length, text);
      } else if (name === FILE_LIST) {
        list = await bytesOf(body, size, LIST_BYTES_MAX);
        await target.write(FILE_LIST, list.length, list);
      } else {
        const path = backupFileSchema.shape.path.safeParse(name);
        if (!path.success) throw unsound('an archive with a file that no backup has');
        const digest = createHash('sha256');
        await target.write(path.data, size, hashing(body, digest));
        arrived.set(path.data, { bytes: size, sha256: digest.digest('hex') });
      }
    }
  } catch (error) {
    throw error instanceof ServiceError ? error : unsound('an archive that is cut or damaged', error);
  }
  if (manifest === undefined) throw unsound(`an archive without ${MANIFEST}`);
  return manifest;
}

type Arrived = ReadonlyMap<string, { readonly bytes: number; readonly sha256: string }>;

/** More may have arrived than is listed: files of patterns that were removed while the backup was made. */
function requireAsListed({ files }: Manifest, list: Uint8Array | undefined, arrived: Arrived): void {
  if (list === undefined || sha256Of(list) !== files.sha256)
    throw unsound(`${FILE_LIST} missing or with another SHA-256`);
  for (const { path, bytes, sha256 } of parseFileList(list)) {
    const file = arrived.get(path);
    if (file?.sha256 !== sha256 || file.bytes !== bytes) throw unsound(`${path} missing or with another SHA-256`);
  }
}

async function* hashing(content: AsyncIterable<Uint8Array>, digest: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    digest.update(chunk);
    yield chunk;
  }
}

async function bytesOf(content: AsyncIterable<Uint8Array>, bytes: number, most: number): Promise<Uint8Array> {
  if (bytes > most) throw unsound('an archive with a list that is too long');
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}
