import { join } from 'node:path';
import { createEngine, EngineError, runSelfTest } from '../../engine/index.ts';
import { installationDir } from '../config/installation.ts';
import type { Config } from '../config/settings.ts';
import { backup } from '../services/backup.ts';
import { openBackupFolder } from '../services/backup-folder.ts';
import type { Manifest } from '../services/backup-format.ts';
import { type DoctorFinding, runDoctor } from '../services/doctor.ts';
import { openRegistry } from '../services/open-registry.ts';
import { openStorage } from '../services/open-storage.ts';
import { logFolderOf } from '../services/proof/open-transparency.ts';
import { restore } from '../services/restore.ts';
import { ACTOR, commandLog, loadLocalConfig } from './local-backend.ts';
import { refusingIn } from './refusing.ts';
import type { Session } from './session.ts';

/** Checks the data and, with `repair`, rebuilds what can be rebuilt. A model that cannot be used is a finding, too. */
export async function examine(session: Session, repair: boolean): Promise<readonly DoctorFinding[]> {
  const config = loadLocalConfig(session.environment);
  return refusingIn(session.language)(
    findingModelFaults(async () => {
      const registry = await openRegistry(config, commandLog(session.environment, config));
      try {
        return await runDoctor(registry, { repair });
      } finally {
        await registry.close();
      }
    }),
  );
}

/** Recomputes the test vectors that come with this version on this installation. No data folder is touched. */
export async function testInstallation({ environment }: Session): Promise<readonly DoctorFinding[]> {
  const { engine: settings }: Config = loadLocalConfig(environment);
  return findingModelFaults(async () => {
    const engine = await createEngine({ modelsDir: settings.modelsDir, workers: settings.workers ?? undefined });
    try {
      const outcomes = await runSelfTest(engine, join(installationDir, 'datasets/sample'));
      return outcomes.map(({ severity, what }) => ({ severity, what, repaired: false }));
    } finally {
      await engine.close();
    }
  });
}

async function findingModelFaults(work: () => Promise<readonly DoctorFinding[]>): Promise<readonly DoctorFinding[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EngineError) || !error.code.startsWith('model-')) throw error;
    return [{ severity: 'error', what: `${error.code}: ${error.message}`, repaired: false }];
  }
}

/** Needs the database and the pictures only, so that a backup does not wait for the engine. */
export async function backupTo({ environment, language }: Session, folder: string): Promise<Manifest> {
  const config = loadLocalConfig(environment);
  return refusingIn(language)(
    (async () => {
      const { store, blobs, close } = await openStorage(config, commandLog(environment, config));
      try {
        const target = await openBackupFolder(folder);
        const transparency = { folder: logFolderOf(config.dataDir) };
        return await backup({ store, blobs, transparency, clock: () => new Date() }, target, ACTOR);
      } finally {
        await close();
      }
    })(),
  );
}

export async function restoreFrom({ environment, language }: Session, folder: string): Promise<Manifest> {
  return refusingIn(language)(restore(folder, loadLocalConfig(environment), ACTOR));
}
