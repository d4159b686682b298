import { setTimeout as pause } from 'node:timers/promises';
import { auditLibrary } from '../../../../api/services/library-audit/run-audit.ts';
import type { Library } from '../../../../engine/index.ts';
import { ACTOR, openPlain } from '../registry-fixture.ts';

/** Audits the library slowly, and says when something has been verified. */
const [dataDir] = process.argv.slice(2) as [string];
const registry = await openPlain({ dataDir, databaseUrl: null });
const library: Library = Object.assign(Object.create(registry.library), {
  async compareStored(...args: Parameters<Library['compareStored']>) {
    await pause(300);
    return registry.library.compareStored(...args);
  },
});
await auditLibrary(
  { ...registry, library },
  {
    actor: ACTOR,
    onProgress({ step }) {
      if (step === 'verify') process.stdout.write('verified some\n');
    },
  },
);
