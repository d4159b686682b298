import { cosignEvidence, handOver, readEvidencePicture } from '../services/evidence/custody.ts';
import { readEvidence } from '../services/evidence/read.ts';
import { takeEvidence } from '../services/evidence/take.ts';
import { openRegistry } from '../services/open-registry.ts';
import type { EvidenceOffice } from './evidence-office.ts';
import { ACTOR, commandLog, loadLocalConfig } from './local-backend.ts';
import { refusingIn } from './refusing.ts';
import type { Session } from './session.ts';

/** Works on the evidence of the registry of this machine, opened in this process. */
export function withLocalEvidence<Result>(
  { environment, language }: Session,
  work: (office: EvidenceOffice) => Promise<Result>,
): Promise<Result> {
  const config = loadLocalConfig(environment);
  return refusingIn(language)(
    (async () => {
      const registry = await openRegistry(config, commandLog(environment, config));
      try {
        return await work({
          take: ({ bytes }, { way, place = null, source = null, device = null }) =>
            takeEvidence(registry, bytes, { way, place, source, device }, { actor: ACTOR }),
          read: (id) => readEvidence(registry, id, ACTOR),
          picture: async (id) => (await readEvidencePicture(registry, id, ACTOR)).bytes,
          handOver: (id, to, note) => handOver(registry, id, { to, note: note ?? null }, ACTOR),
          cosign: (id, signature, note) => cosignEvidence(registry, id, { signature, note: note ?? null }, ACTOR),
        });
      } finally {
        await registry.close();
      }
    })(),
  );
}
