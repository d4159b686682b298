import { statementOf } from '../proof/evidence.ts';
import {
  type Capture,
  type Evidence,
  evidenceSchema,
  type TakenEvidence,
  takenEvidenceSchema,
} from '../schemas/evidence.ts';
import type { PictureFile } from './backend.ts';
import { callerOf, type RemoteOptions, unexpectedAnswer } from './remote-call.ts';
import type { Session } from './session.ts';

/** Where evidence is taken and kept: the registry of this machine, or one behind its HTTP API. */
export interface EvidenceOffice {
  take(picture: PictureFile, capture: Capture): Promise<TakenEvidence>;
  read(id: string): Promise<Evidence>;
  /** Stands in the custody list. */
  picture(id: string): Promise<Uint8Array>;
  handOver(id: string, to: string, note: string | undefined): Promise<Evidence>;
  cosign(id: string, signature: Uint8Array, note: string | undefined): Promise<Evidence>;
}

/** What a notary signs. */
export const statementIn = ({ receipt }: Evidence): Uint8Array => statementOf(receipt.taken.record);

export async function withEvidenceOffice<Result>(
  session: Session,
  work: (office: EvidenceOffice) => Promise<Result>,
): Promise<Result> {
  if (session.remote !== undefined) return work(remoteEvidenceOffice(session.remote));
  const { withLocalEvidence } = await import('./local-evidence.ts');
  return withLocalEvidence(session, work);
}

function remoteEvidenceOffice(remote: RemoteOptions): EvidenceOffice {
  const call = callerOf(remote);
  const pathOf = (id: string) => `v1/evidence/${encodeURIComponent(id)}`;
  const evidenceIn = async (answer: Response): Promise<Evidence> => {
    const parsed = evidenceSchema.safeParse(await answer.json().catch(() => undefined));
    if (parsed.success) return parsed.data;
    throw unexpectedAnswer(remote, 'something else');
  };
  const post = async (path: string, body: object) =>
    evidenceIn(await call({ method: 'POST', path, body: JSON.stringify(body) }));
  return {
    async take({ fileName, bytes }, capture) {
      const body = new FormData();
      body.set('picture', new Blob([new Uint8Array(bytes)]), fileName);
      body.set('capture', JSON.stringify(capture));
      const answer = await call({ method: 'POST', path: 'v1/evidence', body });
      const parsed = takenEvidenceSchema.safeParse(await answer.json().catch(() => undefined));
      if (parsed.success) return parsed.data;
      throw unexpectedAnswer(remote, 'something else');
    },
    read: async (id) => evidenceIn(await call({ method: 'GET', path: pathOf(id) })),
    picture: async (id) => {
      const answer = await call({ method: 'POST', path: `${pathOf(id)}/readings` });
      return new Uint8Array(await answer.arrayBuffer());
    },
    handOver: (id, to, note) => post(`${pathOf(id)}/hand-overs`, { to, note }),
    cosign: (id, signature, note) =>
      post(`${pathOf(id)}/cosignatures`, { signature: Buffer.from(signature).toString('base64'), note }),
  };
}
