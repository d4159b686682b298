import { cpSync, readdirSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { motifPng } from '../http/motif-png.ts';
import { formOf } from '../http/running-server.ts';
import { onPostgres } from '../on-postgres.ts';
import { jsonLines, type Running, Workshop } from './command-line.ts';

// Every command starts the engine anew, which takes its time where other tests run beside it.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const TOKEN = 'a-token-for-the-backup-tests-of-forty-chars';
const workshop = new Workshop();
afterAll(async () => {
  workshop.remove();
});

interface Client {
  readonly url: string;
  add(seed: number): Promise<string>;
  remove(id: string): Promise<void>;
}

async function clientOf(server: Running): Promise<Client> {
  const [, url = ''] = await server.seen(/listens on (http:\/\/\S+)/);
  const headers = { authorization: `Bearer ${TOKEN}` };
  return {
    url,
    async add(seed) {
      const body = formOf({ picture: motifPng(seed) }, `${seed}.png`);
      const response = await fetch(`${url}/v1/patterns`, { method: 'POST', headers, body });
      expect(response.status).toBe(201);
      return ((await response.json()) as { id: string }).id;
    },
    async remove(id) {
      const response = await fetch(`${url}/v1/patterns/${id}`, {
        method: 'DELETE',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ reason: 'test' }),
      });
      expect(response.status).toBe(204);
    },
  };
}

/** Adds and removes until told to stop; gives how many were added. */
function keepBusy(client: Client): { stop(): Promise<number> } {
  let stopped = false;
  const working = (async () => {
    let added = 0;
    for (; !stopped; added++) {
      const id = await client.add(1_000 + added);
      if (added % 3 === 0) await client.remove(id);
    }
    return added;
  })();
  return {
    stop() {
      stopped = true;
      return working;
    },
  };
}

/** `data`: where the registry lay, whose keys no backup holds. */
async function expectSound(folder: string, patterns: number, data = 'data'): Promise<void> {
  expect(await workshop.run(['restore', folder, '--data', `${folder}-restored`])).toMatchObject({ code: 0 });
  cpSync(workshop.path(data, 'keys'), workshop.path(`${folder}-restored`, 'keys'), { recursive: true });
  const doctor = await workshop.run(['doctor', '--json', '--data', `${folder}-restored`]);
  const findings = jsonLines(doctor.stdout) as { severity: string; what: string }[];
  // Snapshots are not part of a backup.
  expect(findings.filter(({ severity, what }) => severity !== 'info' && !what.startsWith('no snapshot'))).toEqual([]);
  expect(doctor.code).toBe(0);
  expect(findings.map(({ what }) => what)).toContain(`${patterns} patterns read, each picture against its SHA-256`);
}

const patternsOf = (stderr: string) => Number(/^(\d+) records at position \d+/.exec(stderr)?.[1]);

describe('a backup of a running server on the embedded database', () => {
  it('is fetched while imports and removals go on, restored, and found sound', async () => {
    const server = workshop.start(['serve', '--port', '0', '--data', 'served'], { SELVEDGE_TOKEN: TOKEN });
    try {
      const client = await clientOf(server);
      for (let seed = 0; seed < 8; seed++) await client.add(seed);
      const busy = keepBusy(client);
      const backup = await workshop.run(['backup', 'saved', '--server', client.url, '--token', TOKEN]);
      const added = await busy.stop();
      expect(backup).toMatchObject({ code: 0, stdout: '' });
      expect(added).toBeGreaterThan(0);
      await expectSound('saved', patternsOf(backup.stderr), 'served');

      const again = await workshop.run(['backup', 'saved', '--server', client.url, '--token', TOKEN]);
      expect(again.code).toBe(3);
      expect(again.stderr).toContain('[target-not-empty]');
      const without = await workshop.run(['backup', 'unsaved', '--server', client.url]);
      expect(without.code).toBe(4);
      expect(without.stderr).toContain('[sign-in-required]');
      expect(readdirSync(workshop.path('unsaved'))).toEqual([]);
      // The data folder itself is the server's.
      const local = await workshop.run(['backup', 'unsaved', '--data', 'served']);
      expect(local.code).toBe(4);
      expect(local.stderr).toMatch(/--server.*\[data-folder-in-use\]\n$/);
    } finally {
      server.child.kill('SIGKILL');
      await server.finished;
    }
  });

  it('is no backup when the server goes away in between', async () => {
    const server = workshop.start(['serve', '--port', '0', '--data', 'served'], { SELVEDGE_TOKEN: TOKEN });
    const client = await clientOf(server);
    const backup = workshop.run(['backup', 'cut', '--server', client.url, '--token', TOKEN]);
    while (!pathsIn('cut').some((path) => path.startsWith('pictures/')))
      await new Promise((resolve) => setTimeout(resolve, 1));
    server.child.kill('SIGKILL');
    const { code, stderr } = await backup;
    if (pathsIn('cut').includes('manifest.json')) return expect(code).toBe(0);
    expect(code).toBe(4);
    expect(stderr).toContain('[server-answer-unexpected]');
    const restored = await workshop.run(['restore', 'cut', '--data', 'never']);
    expect(restored.stderr).toContain('[backup-unsound]');
  });
});

function pathsIn(folder: string): string[] {
  try {
    return readdirSync(workshop.path(folder), { recursive: true }).map(String);
  } catch {
    return [];
  }
}

await onPostgres((postgres) => {
  describe('a backup of a running server on a PostgreSQL server', () => {
    it.each([
      ['fetched from the server', (url: string, _database: string) => ['--server', url, '--token', TOKEN]],
      ['made beside it', (_url: string, database: string) => ['--data', 'shared', '--database-url', database]],
    ])('is %s while imports and removals go on, restored, and found sound', async (how, where) => {
      const name = how.replaceAll(' ', '_');
      const database = await postgres.createDatabase(name);
      const args = ['serve', '--port', '0', '--data', 'shared', '--database-url', database];
      const server = workshop.start(args, { SELVEDGE_TOKEN: TOKEN });
      try {
        const client = await clientOf(server);
        for (let seed = 0; seed < 8; seed++) await client.add(seed);
        const busy = keepBusy(client);
        const backup = await workshop.run(['backup', name, ...where(client.url, database)]);
        expect(await busy.stop()).toBeGreaterThan(0);
        expect(backup).toMatchObject({ code: 0, stdout: '' });
        await expectSound(name, patternsOf(backup.stderr), 'shared');
      } finally {
        server.child.kill('SIGKILL');
        await server.finished;
      }
    });
  });
});
