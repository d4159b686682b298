import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');

/**
 * The built command line where the build is of these very sources, as `npm test` leaves it; else from source, which takes
 * some seconds more for every command.
 */
export const COMMAND = isBuilt()
  ? [join(ROOT, 'dist/api/cli/main.js')]
  : ['--import', import.meta.resolve('tsx'), join(ROOT, 'api/cli/main.ts')];

/** Whether dist/ was built from these very sources. */
export function isBuilt(): boolean {
  return spawnSync(process.execPath, [join(ROOT, 'api/launch/prepare.mjs'), '--check']).status === 0;
}
