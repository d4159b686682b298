import { serviceActor } from '../../../../api/services/access/actor.ts';
import { createAdministrator } from '../../../../api/services/accounts/create-administrator.ts';
import type { Database } from '../../../../api/store/database.ts';
import { migrate } from '../../../../api/store/migrations.ts';
import { makeEmbedded, type TestDatabase } from '../../store/databases.ts';

export const OPERATOR = serviceActor('test', 'all');
export const PASSWORD = 'indigo vat on a rainy Tuesday';

/** A migrated database with a clock that tests set. */
export interface AccountsPlace {
  readonly store: Database;
  readonly clock: () => Date;
  /** Moves the clock forward. */
  pass(milliseconds: number): void;
  dispose(): Promise<void>;
}

export async function openAccounts(make: () => Promise<TestDatabase> = makeEmbedded): Promise<AccountsPlace> {
  const place = await make();
  const store = await place.open();
  await migrate(store);
  let nowMs = Date.parse('2026-03-02T08:00:00Z');
  return {
    store,
    clock: () => new Date(nowMs),
    pass(milliseconds) {
      nowMs += milliseconds;
    },
    async dispose() {
      await store.close();
      await place.dispose();
    },
  };
}

export function makeAdministrator(
  place: Pick<AccountsPlace, 'store' | 'clock'>,
  email: string,
): Promise<{ id: string; tenant: string }> {
  const person = { email, name: '王芳', password: PASSWORD, language: 'zh', office: '柯桥花样版权保护办公室' } as const;
  return createAdministrator(place, person, OPERATOR);
}
