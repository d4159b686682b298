import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnchorFile, anchorDigest, VERIFY_ANCHOR } from '../../../api/proof/anchor.ts';
import { formatNote } from '../../../api/proof/note/signed-note.ts';
import { formatVerifierKey } from '../../../api/proof/note/verifier-key.ts';
import { NO_TRUST, readTrust, type Trust } from '../../../api/proof/trust.ts';
import { verifyFile } from '../../../api/proof/verify-file.ts';
import { createApiKey } from '../../../api/services/accounts/api-keys.ts';
import type { Anchor } from '../../../api/services/proof/anchors/anchor.ts';
import { logAnchor } from '../../../api/services/proof/anchors/log-anchor.ts';
import { witnessAnchor } from '../../../api/services/proof/anchors/witness-anchor.ts';
import { witnessOf } from '../../../api/services/proof/cosigning.ts';
import { makeSealedDeposit } from '../../../api/services/proof/deposits.ts';
import type { Registry } from '../../../api/services/registry.ts';
import { readCheckpoint } from '../../../api/store/log/log-folder.ts';
import { openOffice } from '../applications/office.ts';
import { type RunningServer, startServer } from '../http/running-server.ts';
import { makeSigner, makeWitness } from '../proof/receipt-fixture.ts';
import { ACTOR, makeDataDir, openPlain } from './registry-fixture.ts';

let ours: Registry;
let dispose: () => Promise<void>;
let other: RunningServer;
let trust: Trust;
const anchors = new Map<string, Anchor>();

beforeAll(async () => {
  const place = await makeDataDir();
  dispose = place.dispose;
  ours = await openPlain({ dataDir: place.dataDir, databaseUrl: null });
  const logs = (await ours.keyring.keys()).map(formatVerifierKey).join(',');
  other = await startServer({ SELVEDGE_WITNESS_LOGS: logs });
  const { services } = other.context;
  const somebody = await (await openOffice(services)).designer('别的登记处');
  const { secret } = await createApiKey(services, somebody, { name: 'anchor', scopes: ['deposits'], days: 1 });
  const published = (await (await other.fetch('/v1/log/keys')).json()) as {
    keys: { purpose: string; verifierKey: string }[];
  };
  trust = readTrust(published);
  const witness = published.keys.find(({ purpose }) => purpose === 'witness')!;
  anchors.set('the log of another registry', logAnchor(other.url, secret));
  const address = witnessOf(`${other.url}/v1/witness ${witness.verifierKey}`);
  anchors.set('a witness', witnessAnchor(address, ours.transparency.folder));
}, 240_000);
afterAll(async () => {
  await other?.close();
  await ours?.close();
  await dispose();
});

let deposits = 0;

/** Our log, one entry longer. */
async function grown() {
  await makeSealedDeposit(ours, (++deposits).toString(16).padStart(64, '0'), ACTOR);
  return (await readCheckpoint(ours.transparency.folder, ours.keyring))!;
}

describe.each(['the log of another registry', 'a witness'])('a state of our log, anchored in %s', (name) => {
  const anchored = async () => {
    const anchor = anchors.get(name)!;
    const state = await grown();
    const ticket = await anchor.submit(anchorDigest(state.note.text), state);
    let proof: string | undefined;
    for (let i = 0; proof === undefined && i < 50; i++) proof = await anchor.fetchProof(ticket);
    const checkpoint = formatNote(state.note);
    return { anchor, state, file: { type: 'selvedge/anchor/v1', checkpoint, in: anchor.kind, proof: proof! } as const };
  };
  const verify = (file: AnchorFile, by = trust) =>
    verifyFile(new TextEncoder().encode(JSON.stringify(file)), { trust: by });

  it('is proved to have been known outside, and when, without network', async () => {
    const before = Date.now();
    const { state, file } = await anchored();
    const verdict = await verify(file);
    expect(verdict).toMatchObject({
      kind: 'anchor',
      verdict: 'proven',
      facts: { origin: ours.keyring.origin, size: state.size, anchoredIn: file.in },
    });
    const at = Date.parse((verdict as { facts: { anchoredAt: string } }).facts.anchoredAt);
    expect(at).toBeGreaterThanOrEqual(before - 1_000);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  it('is not proved of another state, by an altered proof, or by keys that nobody vouches for', async () => {
    const { file } = await anchored();
    const later = await grown();
    expect(await verify({ ...file, checkpoint: formatNote(later.note) })).toMatchObject({
      verdict: 'failed',
      fault: { code: 'commitment-differs' },
    });
    expect((await verify(file, NO_TRUST))?.verdict).not.toBe('proven');
    const [log, witness] = [makeSigner('elsewhere.example/log'), makeWitness('elsewhere.example/witness')];
    const strangers = { keys: [log, witness].map(({ key }) => ({ key, ...NO_ENDS })), authorities: [] };
    expect((await verify(file, strangers))?.verdict).not.toBe('proven');
    // The salt of the entry, and the last line: a signature.
    const places = [file.proof.indexOf('"salt":"') + 8, file.proof.lastIndexOf(' ') + 30];
    const at = places[file.in === 'log' ? 0 : 1]!;
    const digit = file.proof[at] === 'a' ? 'b' : 'a';
    const altered = file.proof.slice(0, at) + digit + file.proof.slice(at + 1);
    expect(await verify({ ...file, proof: altered })).toMatchObject({ verdict: 'failed' });
    await expect(VERIFY_ANCHOR[file.in](new Uint8Array(32), file.proof, trust)).rejects.toThrow();
    for (const proof of ['', '{}', 'x'.repeat(1_000)])
      expect(await verify({ ...file, proof })).toMatchObject({ verdict: 'failed' });
    expect(await verify({ ...file, checkpoint: 'x' })).toMatchObject({ fault: { code: 'checkpoint-malformed' } });
  });
});

describe('an anchor that cannot be had', () => {
  it('is told as such where something else answers, or answers without end', async () => {
    const state = await grown();
    const digest = anchorDigest(state.note.text);
    const answers: Record<string, (response: ServerResponse) => void> = {
      page: (response) => response.end('<!doctype html>'),
      json: (response) => response.end('{"some":"thing"}'),
      endless: (response) => {
        const part = Buffer.alloc(100_000, 'x');
        const more = () => {
          while (response.writable && response.write(part));
        };
        response.on('drain', more);
        more();
      },
    };
    const elsewhere = createServer(({ url }, response) => answers[url!.split('/')[1]!]!(response));
    await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
    try {
      const { port } = elsewhere.address() as AddressInfo;
      for (const kind of Object.keys(answers)) {
        const anchor = logAnchor(`http://127.0.0.1:${port}/${kind}`, 'key');
        const refusal = { name: 'AnchorUnavailable', message: expect.stringContaining('answer') };
        await expect(anchor.submit(digest, state), kind).rejects.toMatchObject(refusal);
        await expect(anchor.fetchProof('DP-1'), kind).rejects.toMatchObject(refusal);
      }
      const { key } = makeWitness('elsewhere.example/witness');
      const witness = witnessOf(`http://127.0.0.1:${port}/endless ${formatVerifierKey(key)}`);
      const anchor = witnessAnchor(witness, ours.transparency.folder);
      await expect(anchor.submit(digest, state)).rejects.toMatchObject({ name: 'AnchorUnavailable' });
    } finally {
      elsewhere.closeAllConnections();
      await new Promise((done) => elsewhere.close(done));
    }
  });

  it('is told as such: nobody there, no right, or a witness that does not know our log', async () => {
    const state = await grown();
    const digest = anchorDigest(state.note.text);
    const stranger = formatVerifierKey(makeWitness('elsewhere.example/witness').key);
    for (const anchor of [
      logAnchor('http://127.0.0.1:9/', 'key'),
      logAnchor(other.url, 'a key that is none'),
      witnessAnchor(witnessOf(`${other.url}/v1/witness ${stranger}`), ours.transparency.folder),
      witnessAnchor(witnessOf(`http://127.0.0.1:9/ ${stranger}`), ours.transparency.folder),
    ])
      await expect(anchor.submit(digest, state)).rejects.toMatchObject({ name: 'AnchorUnavailable' });
  });
});

const NO_ENDS = { signsUntil: null, revokedAsOf: null, revocationReason: null };
