import { expect } from 'vitest';
import { ServiceError } from '../../../api/services/errors.ts';
import type { Registry } from '../../../api/services/registry.ts';
import { startPostgres } from '../postgres-server.ts';
import { makeDataDir, openPlain } from '../services/registry-fixture.ts';

export const grant = { outcome: 'grant', reason: 'nothing-earlier-found', note: 'Nothing.', judgements: [] } as const;
export const refusal = { ...grant, outcome: 'refusal', reason: 'title-not-shown' } as const;
export const agreed = { reason: 'agrees-with-proposal', note: 'Yes.' };

/** Which of two people of one office acts. */
export type Who = 0 | 1;
export type Act = (id: string, who: Who) => Promise<unknown>;

/** Waits for acts that were begun at the same time: each is done or refused; nothing else can come of it. */
export async function atOnce(acts: readonly Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(acts))
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ServiceError);
}

export interface Databases {
  /** The name of each, and how a registry is opened on it. */
  readonly each: readonly (readonly [name: string, open: (clock?: () => Date) => Promise<Registry>])[];
  dispose(): Promise<void>;
}

/** The embedded database and, where there is one, a PostgreSQL server. */
export async function bothDatabases(): Promise<Databases> {
  const place = await makeDataDir();
  const postgres = await startPostgres();
  const on = (folder: string, databaseUrl: string | null, clock?: () => Date) =>
    openPlain({ dataDir: `${place.dataDir}/${folder}`, databaseUrl }, undefined, clock);
  return {
    each: [
      ['the embedded database', (clock) => on('embedded', null, clock)],
      ...('server' in postgres
        ? ([
            [
              'a PostgreSQL server',
              async (clock) => on('server', await postgres.server.createDatabase('concurrent'), clock),
            ],
          ] as const satisfies Databases['each'])
        : []),
    ],
    async dispose() {
      await place.dispose();
      if ('server' in postgres) await postgres.server.dispose();
    },
  };
}
