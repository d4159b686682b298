import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openSpool, type Spooled } from '../../../api/store/spool.ts';

const folder = mkdtempSync(join(tmpdir(), 'selvedge-spool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* chunksOf(...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield Buffer.alloc(size, size % 251);
}

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

describe('a spool', () => {
  it('gives back each stretch as it was put in, in any order, and leaves no file', async () => {
    const spool = await openSpool(folder);
    const contents = [[], [1, 2, 3], [0], [700_000, 5], [262_144]];
    const stretches: Spooled[] = [];
    for (const sizes of contents) stretches.push(await spool.append(chunksOf(...sizes)));
    expect(readdirSync(folder)).toEqual([]);
    for (let i = contents.length - 1; i >= 0; i--) {
      const expected = await joined(chunksOf(...contents[i]!));
      expect(stretches[i]!.bytes).toBe(expected.length);
      expect((await joined(spool.read(stretches[i]!))).equals(expected)).toBe(true);
    }
    await spool.close();
  });
});
