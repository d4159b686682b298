import { once } from 'node:events';
import { expect, it } from 'vitest';
import { GRADES } from '../../../engine/core/vocabulary.ts';
import { spawnModuleWorker } from '../../../engine/pool/spawn.ts';

it('starts a worker from a TypeScript source that imports others', async () => {
  const worker = spawnModuleWorker(new URL('./echo-worker.ts', import.meta.url));
  const [message] = await once(worker, 'message');
  expect(message).toBe(GRADES.length);
  await worker.terminate();
});
