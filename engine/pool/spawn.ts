import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a worker thread from a module of ours, given by URL, whether we run compiled (`.js`) or from source (`.ts`).
 * Node 20 cannot start a `.ts` worker and does not pass a loader on to it, so a source entry is reached through a
 * bootstrap that registers tsx inside the new thread first.
 */
export function spawnModuleWorker(entry: URL, options: Omit<WorkerOptions, 'eval'> = {}): Worker {
  if (!entry.pathname.endsWith('.ts')) return new Worker(entry, options);
  const tsxPackage = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const registerUrl = new URL('dist/esm/api/index.mjs', tsxPackage).href;
  const bootstrap = `
    import(${JSON.stringify(registerUrl)})
      .then(({ register }) => { register(); return import(${JSON.stringify(entry.href)}); })
      .catch((error) => { setImmediate(() => { throw error; }); });
  `;
  return new Worker(bootstrap, { ...options, eval: true, execArgv: [] });
}

/** URL of a module beside `importer` (an `import.meta.url`), with the extension that the importer itself has: source or compiled. */
export function siblingModule(name: string, importer: string): URL {
  return new URL(`./${name}${importer.endsWith('.ts') ? '.ts' : '.js'}`, importer);
}
