import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenLocation } from '../../../api/store/keys/key-token.ts';

/** Where distributions put the library; Debian: `apt-get install softhsm2`. */
const MODULES = [
  process.env.SOFTHSM2_MODULE ?? '',
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];
const MODULE = MODULES.find((path) => path !== '' && existsSync(path));

export const PIN = '密码-8472-geheim';
const LABEL = 'registry';

/** A token of softhsm2, a complete PKCS#11 token in software. */
export interface SoftToken {
  readonly folder: string;
  readonly location: TokenLocation;
  /** For commands that reach it. */
  readonly env: Readonly<Record<string, string>>;
  run(...args: readonly string[]): string;
  dispose(): void;
}

/** Where softhsm2 is missing, tests of tokens are skipped and say so; in CI nothing may be. */
export const softhsmIsThere = (): boolean => MODULE !== undefined;

/** One a process: its library reads the place of its tokens once. */
export function openSoftToken(): SoftToken {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-token-'));
  mkdirSync(join(folder, 'tokens'));
  writeFileSync(join(folder, 'softhsm2.conf'), `directories.tokendir = ${folder}/tokens\nlog.level = ERROR\n`);
  const env = { SOFTHSM2_CONF: join(folder, 'softhsm2.conf') };
  Object.assign(process.env, env);
  const run = (...args: readonly string[]) =>
    execFileSync('softhsm2-util', args, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
  run('--init-token', '--free', '--label', LABEL, '--so-pin', 'officer-1', '--pin', PIN);
  return {
    folder,
    location: { module: MODULE!, label: LABEL, pin: PIN },
    env: {
      ...env,
      SELVEDGE_PKCS11_MODULE: MODULE!,
      SELVEDGE_PKCS11_TOKEN: LABEL,
      SELVEDGE_PKCS11_PIN: PIN,
    },
    run,
    dispose: () => rmSync(folder, { recursive: true }),
  };
}
