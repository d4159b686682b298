import { afterEach, describe, expect, it } from 'vitest';
import { TaskPool, type TaskPoolOptions } from '../../../engine/pool/task-pool.ts';

const pools: TaskPool[] = [];
const openPool = (options: Partial<TaskPoolOptions> = {}) => {
  const entry = new URL('./trial-worker.ts', import.meta.url);
  const pool = new TaskPool({ entry, workers: 1, queueLimit: 8, taskTimeoutMs: 10_000, ...options });
  pools.push(pool);
  return pool;
};
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe('task pool', () => {
  it('answers every task with its own result', async () => {
    const pool = openPool({ workers: 2, queueLimit: 100 });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => pool.run<number>('double', i)));
    expect(answers).toEqual(Array.from({ length: 50 }, (_, i) => i * 2));
    expect(pool.load()).toEqual({ waiting: 0, running: 0 });
  });

  it('refuses with a retryable error when the queue is full', async () => {
    const pool = openPool({ queueLimit: 2 });
    const accepted = [pool.run('sleep', 50), pool.run('sleep', 1), pool.run('sleep', 1)];
    await expect(pool.run('sleep', 1)).rejects.toMatchObject({ code: 'busy', details: { retryAfterS: 2 } });
    await Promise.all(accepted);
    await expect(pool.run('double', 4)).resolves.toBe(8);
  });

  it('lets the later steps of begun work pass the queue', async () => {
    const pool = openPool();
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    await Promise.all([
      pool.run('sleep', 30).then(note('first')),
      pool.run('sleep', 1).then(note('second')),
      pool.run('sleep', 1, { urgent: true }).then(note('urgent')),
    ]);
    expect(order).toEqual(['first', 'urgent', 'second']);
  });

  it('drops a waiting task when its caller goes away, and the answer of a running one', async () => {
    const pool = openPool();
    const running = new AbortController();
    const waiting = new AbortController();
    const first = pool.run('sleep', 40, { signal: running.signal });
    const second = pool.run('sleep', 10_000, { signal: waiting.signal });
    waiting.abort();
    running.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    await expect(pool.run('double', 1)).resolves.toBe(2);
  });

  it('gives up a task that overruns and serves the next on a fresh worker', async () => {
    const pool = openPool({ taskTimeoutMs: 1500 });
    await pool.run('double', 1);
    await expect(pool.run('spin', 60_000)).rejects.toMatchObject({ code: 'timed-out' });
    await expect(pool.run('double', 21)).resolves.toBe(42);
  });

  it('lets a task take the longer time that it asked for', async () => {
    const pool = openPool({ taskTimeoutMs: 1500 });
    await pool.run('double', 1);
    const slow = pool.run('spin', 60_000, { timeoutMs: 4_000 });
    const started = performance.now();
    await expect(slow).rejects.toMatchObject({ code: 'timed-out', message: expect.stringContaining('within 4 s') });
    expect(performance.now() - started).toBeGreaterThan(3_000);
  });

  it('survives a worker that dies', async () => {
    const pool = openPool();
    await expect(pool.run('die', null)).rejects.toMatchObject({ code: 'worker-lost' });
    await expect(pool.run('double', 3)).resolves.toBe(6);
  });

  it('fails tasks, not the process, when the worker module cannot load', async () => {
    const pool = openPool({ entry: new URL('./missing-worker.ts', import.meta.url) });
    await expect(pool.run('double', 1)).rejects.toMatchObject({ code: 'worker-lost' });
    await expect(pool.run('double', 1)).rejects.toMatchObject({ code: 'worker-lost' });
  });

  it('carries refusals over with code and words, and other failures without a code', async () => {
    const pool = openPool();
    await expect(pool.run('refuse', null)).rejects.toMatchObject({
      name: 'EngineError',
      code: 'too-many-bytes',
      details: { remedy: 'Shrink it.' },
    });
    await expect(pool.run('unknown', null)).rejects.toThrow('no task named unknown');
  });

  it('moves typed arrays over whole', async () => {
    const bytes = await openPool().run<Uint8Array>('bytes', 100_000);
    expect(bytes.length).toBe(100_000);
    expect(bytes[99_999]).toBe(7);
  });

  it('rejects what waits and what runs when it closes', async () => {
    const pool = openPool();
    const running = pool.run('sleep', 5000);
    const waiting = pool.run('sleep', 5000);
    const settled = Promise.allSettled([running, waiting]);
    await pool.close();
    for (const result of await settled)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'closed' } });
    await expect(pool.run('double', 1)).rejects.toMatchObject({ code: 'closed' });
  });
});
