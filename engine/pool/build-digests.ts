import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildDigests } from '../engine.ts';

/** Folder of the engine, as it runs: sources or what was built of them. */
const ENGINE_FOLDER = join(import.meta.dirname, '..');
const PROGRAM = /\.(?:js|ts)$/;

/** Digests of the program that answers and of the models that it answers with. */
export async function buildDigests(modelsDir: string): Promise<BuildDigests> {
  const files = (await readdir(ENGINE_FOLDER, { recursive: true })).filter((file) => PROGRAM.test(file)).sort();
  const program = createHash('sha256');
  for (const file of files) {
    const digest = createHash('sha256').update(await readFile(join(ENGINE_FOLDER, file)));
    program.update(`${digest.digest('hex')}  ${file.replaceAll('\\', '/')}\n`);
  }
  const manifest = await readFile(join(modelsDir, 'manifest.json'));
  return { programSha256: program.digest('hex'), modelsSha256: createHash('sha256').update(manifest).digest('hex') };
}
