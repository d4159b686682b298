import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { bytesToHex, toBase64 } from '../../../api/proof/bytes.ts';
import type { Json } from '../../../api/proof/canonical-json.ts';
import { commitmentOf, type DepositRecord, type Receipt, sealFile } from '../../../api/proof/deposit.ts';
import { logEntry } from '../../../api/proof/log-entry.ts';
import { leafHash, nodeHash } from '../../../api/proof/merkle/hashes.ts';
import type { Node } from '../../../api/proof/merkle/ranges.ts';
import { inclusionProof, treeRoot } from '../../../api/proof/merkle/tree.ts';
import { checkpointText } from '../../../api/proof/note/checkpoint.ts';
import { cosignText, formatNote, type NoteSigner, signText } from '../../../api/proof/note/signed-note.ts';
import {
  COSIGNATURE,
  formatVerifierKey,
  makeVerifierKey,
  NOTE_SIGNATURE,
  type SignatureType,
} from '../../../api/proof/note/verifier-key.ts';
import type { ProvenRecord } from '../../../api/proof/proven-record.ts';

export function makeSigner(name: string, type: SignatureType = NOTE_SIGNATURE): NoteSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    key: makeVerifierKey(name, type, publicBytes(publicKey)),
    sign: async (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

export const makeWitness = (name: string): NoteSigner => makeSigner(name, COSIGNATURE);

const publicBytes = (key: KeyObject) => new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url'));

export const DEPOSITED_AT = new Date('2026-05-04T03:02:01.000Z');

/** A receipt as a registry makes it, for a log of eleven entries with the deposit in the midst. */
export async function makeReceipt(
  file: Uint8Array,
  log: NoteSigner,
  cosigners: readonly { readonly witness: NoteSigner; readonly at: Date }[] = [],
): Promise<Receipt> {
  const receipt = sealFile(file, '林工作室 Lin Studio');
  const record: DepositRecord = {
    type: 'selvedge/deposit/v1',
    kind: 'sealed',
    id: 'SD-01JABCDEFGHJKMNPQRSTVWXYZ0',
    algorithm: 'sha256-salted-v1',
    commitment: commitmentOf(receipt),
    account: 'AC-01JABCDEFGHJKMNPQRSTVWXYZ0',
    at: DEPOSITED_AT.toISOString(),
  };
  return { ...receipt, logged: await proveRecord(record, log, cosigners) };
}

/** What shows a record to be in a log of eleven entries, in the midst. */
export async function proveRecord<Record extends Json>(
  record: Record,
  log: NoteSigner,
  cosigners: readonly { readonly witness: NoteSigner; readonly at: Date }[] = [],
): Promise<ProvenRecord<Record>> {
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const index = 6;
  const leaves = Array.from({ length: 11 }, (_, i) =>
    leafHash(i === index ? logEntry({ record, salt }) : new Uint8Array([i])),
  );
  const node = async ({ level, index: at }: Node): Promise<Uint8Array> =>
    level === 0
      ? leaves[at]!
      : nodeHash(await node({ level: level - 1, index: 2 * at }), await node({ level: level - 1, index: 2 * at + 1 }));
  const text = checkpointText({ origin: log.key.name, size: 11, root: await treeRoot(11, node) });
  const signing = [signText(text, log), ...cosigners.map(({ witness, at }) => cosignText(text, witness, at))];
  const signatures = await Promise.all(signing);
  return {
    record,
    salt: bytesToHex(salt),
    index,
    path: (await inclusionProof(index, 11, node)).map(toBase64),
    checkpoint: formatNote({ text, signatures }),
    statedKeys: [formatVerifierKey(log.key)],
  };
}
