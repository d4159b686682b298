import { createAdministrator, type NewAdministrator } from '../services/accounts/create-administrator.ts';
import { openStorage } from '../services/open-storage.ts';
import { ACTOR, commandLog, loadLocalConfig } from './local-backend.ts';
import { refusingIn } from './refusing.ts';
import type { Session } from './session.ts';

/** Needs the database only. */
export async function createFirstAdministrator(
  { environment, language }: Session,
  person: NewAdministrator,
): Promise<{ readonly id: string }> {
  const config = loadLocalConfig(environment);
  const refusing = refusingIn(language);
  const storage = await refusing(openStorage(config, commandLog(environment, config)));
  try {
    return await refusing(createAdministrator({ store: storage.store, clock: () => new Date() }, person, ACTOR));
  } finally {
    await storage.close();
  }
}
