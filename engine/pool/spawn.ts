import { createRequire } from 'node:module';
import { Worker, type WorkerOptions } from 'node:worker_threads';

const require = createRequire(import.meta.url);

/**
 * Starts a worker thread from a module of ours, given by URL, whether we run compiled (`.js`) or from source (`.ts`).
 * Node 20 cannot start a `.ts` worker and does not pass a loader on to it, so a source entry is reached through a
 * bootstrap that registers tsx inside the new thread first.
 */
export function spawnModuleWorker(entry: URL, options: Omit<WorkerOptions, 'eval'> = {}): Worker {
  if (!entry.pathname.endsWith('.ts')) return new Worker(entry, options);
  const bootstrap = `
    const { register } = require(${JSON.stringify(require.resolve('tsx/esm/api'))});
    register();
    import(${JSON.stringify(entry.href)});
  `;
  return new Worker(bootstrap, { ...options, eval: true, execArgv: [] });
}
