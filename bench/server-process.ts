import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

const rootDir = join(import.meta.dirname, '..');

/** The compiled server as a process of its own, as users run it. */
export interface ServerProcess {
  readonly url: string;
  /** From the start of the process to the first ready answer. */
  readonly readyMs: number;
  /** Value of an unlabelled metric. */
  metric(name: string): Promise<number>;
  /** Asks it to stop and waits for the end; returns the exit code. */
  stop(): Promise<number | null>;
}

/** Starts `selvedge serve` on a free port and waits until it is ready. */
export async function startServer(dataDir: string, env: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, [join(rootDir, 'dist/api/cli/main.js'), 'serve', '--data', dataDir], {
    env: {
      ...process.env,
      ...env,
      SELVEDGE_PORT: String(port),
      SELVEDGE_LOG_LEVEL: 'error',
      SELVEDGE_CHECKS_PER_MINUTE: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // A benchmark that fails must not leave its server behind, which holds the data folder.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  await untilReady(url, child);
  const readyMs = performance.now() - started;
  return {
    url,
    readyMs,
    async metric(name) {
      const text = await (await fetch(`${url}/metrics`)).text();
      const line = text.split('\n').find((each) => each.startsWith(`${name} `));
      return Number(line?.slice(name.length + 1));
    },
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      if (child.signalCode !== null) throw new Error(`The server was ended by ${child.signalCode} while it stopped.`);
      return child.exitCode;
    },
  };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with exit code ${child.exitCode} before it was ready.`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}
