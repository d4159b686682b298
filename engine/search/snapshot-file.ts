import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

/**
 * Layout, little-endian: magic 8 bytes · format uint32 · length of the header uint32 · header as JSON · the sections in the header's order ·
 * SHA-256 of everything before it, 32 bytes.
 */
const MAGIC = Buffer.from('SELVSNAP', 'latin1');
const FORMAT = 2;
const PREAMBLE_BYTES = MAGIC.length + 8;
const CHECKSUM_BYTES = 32;
/** A header is some hundred bytes; a longer one is not ours. */
const MAX_HEADER_BYTES = 65_536;

/** Written at a time, so that searches on the same thread get their turn. */
const WRITE_BYTES = 4 * 2 ** 20;
const READ_BYTES = 8 * 2 ** 20;

const headerSchema = z.object({
  /** What must agree with the engine that reads it. */
  fingerprintVersion: z.string(),
  dimension: z.number().int().positive(),
  metric: z.literal('cosine'),
  histogramLength: z.number().int().positive(),
  /** Patterns, and the feed position they stand for. */
  count: z.number().int().min(0),
  position: z.number().int().min(0),
  sections: z.array(z.object({ name: z.string(), byteLength: z.number().int().min(0) })),
});
export type SnapshotHeader = z.infer<typeof headerSchema>;

export interface SnapshotSection {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Writes aside, flushes to the disk, renames: afterwards the path holds the old file or the new one, whole. */
export async function writeSnapshotFile(
  path: string,
  header: Omit<SnapshotHeader, 'sections'>,
  sections: readonly SnapshotSection[],
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${randomUUID()}.tmp`;
  const described = { ...header, sections: sections.map(({ name, bytes }) => ({ name, byteLength: bytes.length })) };
  try {
    const file = await open(aside, 'wx');
    try {
      const checksum = createHash('sha256');
      const append = async (bytes: Uint8Array) => {
        checksum.update(bytes);
        await file.appendFile(bytes);
      };
      await append(preamble(Buffer.from(JSON.stringify(described), 'utf8')));
      for (const { bytes } of sections) {
        for (let at = 0; at < bytes.length; at += WRITE_BYTES) await append(bytes.subarray(at, at + WRITE_BYTES));
      }
      await file.appendFile(checksum.digest());
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

export type SnapshotRead =
  | { readonly status: 'read'; readonly header: SnapshotHeader; readonly sections: ReadonlyMap<string, Uint8Array> }
  | { readonly status: 'absent' }
  | { readonly status: 'discarded'; readonly reason: string };

/** Reads and checks a snapshot: whatever is wrong with the file becomes a reason, never an exception and never content. */
export async function readSnapshotFile(path: string): Promise<SnapshotRead> {
  let bytes: Buffer;
  let sha256: Buffer;
  try {
    ({ bytes, sha256 } = await readSummed(path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { status: 'absent' };
    return discarded(`it cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (bytes.length < PREAMBLE_BYTES + CHECKSUM_BYTES) return discarded(`it has only ${bytes.length} bytes`);
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return discarded('it does not begin as a snapshot does');
  const format = bytes.readUInt32LE(MAGIC.length);
  if (format !== FORMAT) return discarded(`it has format ${format}, this version reads format ${FORMAT}`);
  const content = bytes.subarray(0, -CHECKSUM_BYTES);
  if (!sha256.equals(bytes.subarray(-CHECKSUM_BYTES))) return discarded('its checksum does not agree with its content');
  return readContent(content);
}

/** The whole file, and the SHA-256 of all but the checksum at its end: one slice is summed while the next is read. */
async function readSummed(path: string): Promise<{ readonly bytes: Buffer; readonly sha256: Buffer }> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.allocUnsafeSlow((await file.stat()).size);
    const summedUntil = Math.max(0, bytes.length - CHECKSUM_BYTES);
    const checksum = createHash('sha256');
    const read = async (from: number) => {
      const until = Math.min(from + READ_BYTES, bytes.length);
      for (let at = from; at < until; ) {
        const { bytesRead } = await file.read(bytes, at, until - at, at);
        if (bytesRead === 0) throw new Error('it became shorter while it was read');
        at += bytesRead;
      }
    };
    await read(0);
    for (let from = 0; from < bytes.length; from += READ_BYTES) {
      const next = from + READ_BYTES < bytes.length ? read(from + READ_BYTES) : undefined;
      checksum.update(bytes.subarray(from, Math.min(from + READ_BYTES, summedUntil)));
      await next;
    }
    return { bytes, sha256: checksum.digest() };
  } finally {
    await file.close();
  }
}

function readContent(content: Buffer): SnapshotRead {
  const headerBytes = content.readUInt32LE(MAGIC.length + 4);
  const sectionsFrom = PREAMBLE_BYTES + headerBytes;
  if (headerBytes > MAX_HEADER_BYTES || sectionsFrom > content.length) return discarded('its header is cut off');
  let header: SnapshotHeader;
  try {
    header = headerSchema.parse(JSON.parse(content.toString('utf8', PREAMBLE_BYTES, sectionsFrom)));
  } catch {
    return discarded('its header does not read as one');
  }
  const sections = new Map<string, Uint8Array>();
  let at = sectionsFrom;
  for (const { name, byteLength } of header.sections) {
    // Plain arrays: cutting a Buffer in pieces costs many times more.
    sections.set(
      name,
      new Uint8Array(content.buffer, content.byteOffset + at, Math.min(byteLength, content.length - at)),
    );
    at += byteLength;
  }
  if (at !== content.length) return discarded('its sections are not as long as its header says');
  return { status: 'read', header, sections };
}

function preamble(header: Buffer): Buffer {
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32LE(FORMAT, 0);
  numbers.writeUInt32LE(header.length, 4);
  return Buffer.concat([MAGIC, numbers, header]);
}

function discarded(reason: string): SnapshotRead {
  return { status: 'discarded', reason };
}

/** Makes the rename itself durable, where the system lets a folder be flushed. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  if (!folder) return;
  try {
    await folder.sync();
  } catch {
    // Windows and some network file systems refuse; the file itself is flushed all the same.
  } finally {
    await folder.close();
  }
}
