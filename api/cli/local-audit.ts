import type { Grade } from '../../engine/index.ts';
import type { LibraryAudit } from '../schemas/library-audit.ts';
import { readLibraryAudit } from '../services/library-audit/read-audit.ts';
import { type AuditProgress, auditLibrary } from '../services/library-audit/run-audit.ts';
import { openRegistry } from '../services/open-registry.ts';
import type { Registry } from '../services/registry.ts';
import { ACTOR, commandLog, loadLocalConfig } from './local-backend.ts';
import { refusingIn } from './refusing.ts';
import type { Session } from './session.ts';

/** Stars read at once. */
const STARS_PER_READ = 200;

export interface AuditRun {
  readonly finished: boolean;
  /** What was found, without the stars. */
  readonly audit: Omit<LibraryAudit, 'stars'>;
}

/** Audits the library of this machine, or goes on with an audit that was cut off; then gives every star there is. */
export function auditHere(
  { environment, language, interruption }: Session,
  grade: Grade,
  onProgress: (progress: AuditProgress) => void,
  onStar: (star: LibraryAudit['stars'][number]) => Promise<void>,
): Promise<AuditRun> {
  const config = loadLocalConfig(environment);
  return refusingIn(language)(
    (async () => {
      const registry = await openRegistry(config, commandLog(environment, config));
      try {
        // Patterns whose fingerprints are of an older version are not in the index yet.
        await registry.recomputed;
        await registry.feed.catchUp();
        const finished = await auditLibrary(registry, { actor: ACTOR, signal: interruption.signal, onProgress });
        return { finished, audit: await readStars(registry, grade, onStar) };
      } finally {
        await registry.close();
      }
    })(),
  );
}

async function readStars(
  registry: Registry,
  grade: Grade,
  onStar: (star: LibraryAudit['stars'][number]) => Promise<void>,
): Promise<Omit<LibraryAudit, 'stars'>> {
  for (let offset = 0; ; offset += STARS_PER_READ) {
    const { stars, ...audit } = await readLibraryAudit(registry, { grade, offset, limit: STARS_PER_READ }, ACTOR);
    for (const star of stars) await onStar(star);
    if (offset + stars.length >= audit.total) return audit;
  }
}
