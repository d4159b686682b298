import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { storageErrorOf } from './errors.ts';

/** A stretch of a spool. */
export interface Spooled {
  readonly start: number;
  readonly bytes: number;
}

/** Holds what cannot be handed on yet. Gone when closed, and when the process ends however it ends. */
export interface Spool {
  append(content: AsyncIterable<Uint8Array>): Promise<Spooled>;
  read(stretch: Spooled): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

const READ_BYTES = 256 * 1024;

/** A file without a name in `folder`. Throws `storage-full` or `storage-read-only`, here and in `append`. */
export async function openSpool(folder: string): Promise<Spool> {
  try {
    const path = join(folder, `${randomUUID()}.spool`);
    const file = await open(path, 'wx+', 0o600);
    await rm(path);
    let end = 0;
    return {
      async append(content) {
        const start = end;
        try {
          for await (const chunk of content) end += await writeAt(chunk, end);
        } catch (error) {
          throw storageErrorOf(error);
        }
        return { start, bytes: end - start };
      },
      async *read({ start, bytes }) {
        for (let at = start; at < start + bytes; ) {
          const wanted = Math.min(READ_BYTES, start + bytes - at);
          const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, at);
          if (bytesRead === 0) throw new Error('a spool ended before what was put into it');
          at += bytesRead;
          yield buffer.subarray(0, bytesRead);
        }
      },
      close: () => file.close(),
    };

    async function writeAt(chunk: Uint8Array, position: number): Promise<number> {
      let written = 0;
      while (written < chunk.length) {
        const { bytesWritten } = await file.write(chunk, written, chunk.length - written, position + written);
        written += bytesWritten;
      }
      return written;
    }
  } catch (error) {
    throw storageErrorOf(error);
  }
}
