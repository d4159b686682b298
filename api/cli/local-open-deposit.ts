import type { OpenDeposit } from '../schemas/open-deposit.ts';
import { openRegistry } from '../services/open-registry.ts';
import { makeOpenDeposit } from '../services/proof/open-deposits.ts';
import type { PictureFile } from './backend.ts';
import { ACTOR, commandLog, loadLocalConfig } from './local-backend.ts';
import { refusingIn } from './refusing.ts';
import type { Session } from './session.ts';

/** Hands the picture in at the registry of this machine, opened in this process. */
export function handInLocally(
  { environment, language }: Session,
  { bytes, fileName }: PictureFile,
): Promise<OpenDeposit> {
  const config = loadLocalConfig(environment);
  return refusingIn(language)(
    (async () => {
      const registry = await openRegistry(config, commandLog(environment, config));
      try {
        return await makeOpenDeposit(registry, { picture: bytes, fileName }, { actor: ACTOR });
      } finally {
        await registry.close();
      }
    })(),
  );
}
