import { setTimeout as pause } from 'node:timers/promises';
import { type AnchorFile, anchorDigest } from '../proof/anchor.ts';
import { formatNote } from '../proof/note/signed-note.ts';
import { type Anchor, AnchorUnavailable } from '../services/proof/anchors/anchor.ts';
import { logAnchor } from '../services/proof/anchors/log-anchor.ts';
import { witnessAnchor } from '../services/proof/anchors/witness-anchor.ts';
import { witnessOf } from '../services/proof/cosigning.ts';
import { logFolderOf, openKeys, transparencyLocation } from '../services/proof/open-transparency.ts';
import { readCheckpoint } from '../store/log/log-folder.ts';
import { Refusal } from './backend.ts';
import { loadLocalConfig } from './local-backend.ts';
import { refusingIn } from './refusing.ts';
import type { Session } from './session.ts';

const ATTEMPTS = 15;
const BETWEEN_MS = 2_000;

/** Anchors the present state of the log of this machine; reads its files alone, so that a server may run beside. */
export async function anchorLog(
  session: Session,
  { url, witnessKey }: { readonly url: string; readonly witnessKey: string | undefined },
): Promise<{ readonly size: number; readonly name: string; readonly file: AnchorFile }> {
  const config = loadLocalConfig(session.environment);
  const folder = logFolderOf(config.dataDir);
  const state = await refusingIn(session.language)(
    (async () => readCheckpoint(folder, (await openKeys(transparencyLocation(config), () => new Date())).keyring))(),
  );
  if (state === undefined || state.size === 0) throw new Refusal('not-now', session.texts.anchor.nothing);
  const anchor =
    witnessKey === undefined
      ? logAnchor(url, session.environment.SELVEDGE_ANCHOR_TOKEN ?? '')
      : witnessAnchor(witnessOf(`${url} ${witnessKey}`), folder);
  try {
    const proof = await proofOf(anchor, await anchor.submit(anchorDigest(state.note.text), state));
    if (proof === undefined) throw new AnchorUnavailable(`${anchor.name}: no proof yet`);
    const checkpoint = formatNote(state.note);
    const file: AnchorFile = { type: 'selvedge/anchor/v1', checkpoint, in: anchor.kind, proof };
    return { size: state.size, name: anchor.name, file };
  } catch (error) {
    if (!(error instanceof AnchorUnavailable)) throw error;
    throw new Refusal('server-unreachable', session.texts.anchor.unavailable(error.message), { cause: error });
  }
}

/** Chains take a while; so does a time by an authority. */
async function proofOf(anchor: Anchor, ticket: string): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const proof = await anchor.fetchProof(ticket);
    if (proof !== undefined || attempt === ATTEMPTS) return proof;
    await pause(BETWEEN_MS);
  }
}
