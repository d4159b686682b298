// Brings a checkout into a runnable state with what plain Node has: installs from the lockfile what is missing, builds
// what is stale. Does nothing, quickly, when all is there. Plain JavaScript, since it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const rootDir = resolve(import.meta.dirname, '../..');
const buildStamp = join(rootDir, 'dist/.selvedge-build');

/** Installs exactly what the lockfile names, unless npm's own record of node_modules says that it is there. */
export function ensureInstalled() {
  if (isInstalled()) return;
  say('Installing packages from the lockfile …');
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
}

function isInstalled() {
  const wanted = readJson(join(rootDir, 'package-lock.json')).packages;
  const record = join(rootDir, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const present = readJson(record).packages;
  // Optional packages are the binaries of other platforms; npm leaves those out.
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

/** Compiles server and web client, unless dist/ was built from these very sources. */
export function ensureBuilt() {
  if (isBuilt()) return;
  const wanted = digestOfSources();
  say('Building …');
  rmSync(join(rootDir, 'dist'), { recursive: true, force: true });
  run(process.execPath, [bin('typescript', 'tsc'), '-p', 'api/launch/tsconfig.build.json']);
  cpSync(join(rootDir, 'api/store/migrations'), join(rootDir, 'dist/api/store/migrations'), { recursive: true });
  cpSync(join(rootDir, 'api/report/fonts'), join(rootDir, 'dist/api/report/fonts'), { recursive: true });
  const isData = (path) => !path.endsWith('.ts');
  const calendar = 'api/registration/calendar';
  cpSync(join(rootDir, calendar), join(rootDir, 'dist', calendar), { recursive: true, filter: isData });
  for (const page of ['api/web', 'api/web/check-page'])
    run(process.execPath, [bin('vite', 'vite'), 'build', page, '--logLevel', 'warn']);
  mkdirSync(dirname(buildStamp), { recursive: true });
  writeFileSync(buildStamp, wanted);
}

/** Whether dist/ was built from these very sources. */
function isBuilt() {
  return readStamp(buildStamp) === digestOfSources();
}

function digestOfSources() {
  const sources = ['engine', 'api'].flatMap((folder) => listFiles(join(rootDir, folder)));
  return digest([...sources, join(rootDir, 'package-lock.json'), join(rootDir, 'tsconfig.json')]);
}

function bin(packageName, command) {
  const folder = join(rootDir, 'node_modules', packageName);
  const { bin: entry } = readJson(join(folder, 'package.json'));
  return join(folder, typeof entry === 'string' ? entry : entry[command]);
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(md|png)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(relative(rootDir, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: rootDir, stdio: ['ignore', 2, 2] });
  if (error || status !== 0) {
    process.stderr.write(
      `${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ` with exit code ${status}`}.\n`,
    );
    process.exit(status || 1);
  }
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

if (process.argv[1] === import.meta.filename) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    say(`Expected Node 20.19 or newer but received ${process.versions.node}. Install a newer Node and try again.`);
    process.exit(1);
  }
  // For the tests: says by its exit code whether there is anything to do, and does nothing.
  if (process.argv.includes('--check')) process.exit(isInstalled() && isBuilt() ? 0 : 1);
  ensureInstalled();
  ensureBuilt();
}
