import type { Motif, MotifDetails } from '../schemas/motif.ts';
import { addMotif, listMotifs, removeMotif } from '../services/motifs/motifs.ts';
import { openRegistry } from '../services/open-registry.ts';
import { openStorage } from '../services/open-storage.ts';
import { ACTOR, commandLog, loadLocalConfig } from './local-backend.ts';
import { refusingIn } from './refusing.ts';
import type { Session } from './session.ts';

/** Adds a motif to the registry of this machine. */
export function addMotifHere(
  { environment, language }: Session,
  picture: Uint8Array,
  details: MotifDetails,
): Promise<Motif> {
  const config = loadLocalConfig(environment);
  return refusingIn(language)(
    (async () => {
      const registry = await openRegistry(config, commandLog(environment, config));
      try {
        return await addMotif(registry, { picture, details }, { actor: ACTOR });
      } finally {
        await registry.close();
      }
    })(),
  );
}

export function listMotifsHere(session: Session): Promise<Motif[]> {
  return withStorage(session, (storage) => listMotifs(storage, ACTOR));
}

export function removeMotifHere(session: Session, id: string, reason: string): Promise<void> {
  const log = commandLog(session.environment, loadLocalConfig(session.environment));
  return withStorage(session, (storage) =>
    removeMotif({ ...storage, clock: () => new Date(), log }, id, reason, ACTOR),
  );
}

/** Database and files, without the engine. */
function withStorage<T>({ environment, language }: Session, work: (storage: Storage) => Promise<T>): Promise<T> {
  const config = loadLocalConfig(environment);
  return refusingIn(language)(
    (async () => {
      const storage = await openStorage(config, commandLog(environment, config));
      try {
        return await work(storage);
      } finally {
        await storage.close();
      }
    })(),
  );
}

type Storage = Awaited<ReturnType<typeof openStorage>>;
