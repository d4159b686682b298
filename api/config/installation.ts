import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds our package.json, whether we run from source or from dist/. */
export const installationDir = findUpwards(import.meta.dirname);

/** Where the build puts the web client. */
export const webClientDir = join(installationDir, 'dist/web');

function findUpwards(startDir: string): string {
  for (let dir = startDir; ; dir = dirname(dir)) {
    if (existsSync(join(dir, 'package.json'))) return dir;
    if (dir === dirname(dir)) throw new Error(`Expected a package.json above ${startDir} but found none.`);
  }
}
