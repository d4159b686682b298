import { sha256 } from '@noble/hashes/sha2.js';
import { packArchive } from '../../proof/bundle/archive.ts';
import { type BundleManifest, MANIFEST, MANIFEST_PROOF, type MemberRole } from '../../proof/bundle/manifest.ts';
import { proofText } from '../../proof/bundle/verify-bundle.ts';
import { bytesToHex, fromBase64, utf8ToBytes } from '../../proof/bytes.ts';
import { canonicalText, type Json } from '../../proof/canonical-json.ts';
import { formatNote, parseNote } from '../../proof/note/signed-note.ts';
import { formatVerifierKey } from '../../proof/note/verifier-key.ts';
import { toPem } from '../../proof/pki/certificate.ts';
import type { ProvenRecord } from '../../proof/proven-record.ts';
import { type IssuedDocument, issuedDocumentSchema } from '../../proof/records.ts';
import { BUNDLE_INSTRUCTIONS } from '../../report/bundle-instructions.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import type { ServiceContext } from '../context.ts';
import { loggedRecord, type ProvingContext } from './proven-records.ts';
import { publishedAuthorities } from './published-authorities.ts';
import { publishedKeys } from './published-keys.ts';

export interface BundleMember {
  readonly name: string;
  readonly role: MemberRole;
  readonly bytes: Uint8Array;
}

export interface EvidenceBundle {
  readonly id: string;
  /** Zip. */
  readonly bytes: Uint8Array;
}

type BundleContext = ProvingContext & Pick<ServiceContext, 'authority' | 'timestampRoots'>;

/**
 * Packs what proves something with how to check it, and enters the digest of its list of members into the log, so that nothing in it can
 * change unseen. Nothing of it is kept. Throws `log-damaged`, `key-unusable`, `clock-set-back`.
 */
export async function makeBundle(
  ctx: BundleContext,
  {
    about,
    tenant,
    documents,
    actor,
  }: {
    /** What it is about. */
    readonly about: { readonly kind: 'application' | 'report'; readonly id: string };
    readonly tenant: string | null;
    readonly documents: readonly BundleMember[];
    readonly actor: Actor;
  },
): Promise<EvidenceBundle> {
  const signers = await ctx.keyring.signers('log');
  const members = [...documents, ...(await statedKeys(ctx)), ...instructions()];
  const at = ctx.transparency.now();
  const manifest: BundleManifest = {
    type: 'selvedge/evidence-bundle/v1',
    id: makeId('EB', at),
    about: about.id,
    madeAt: at.toISOString(),
    signedBy: signers.map(({ key }) => key.keyId),
    members: members.map(({ name, role, bytes }) => ({
      name,
      bytes: bytes.length,
      sha256: bytesToHex(sha256(bytes)),
      role,
    })),
  };
  const manifestBytes = utf8ToBytes(`${JSON.stringify(manifest, null, 2)}\n`);
  const key = `bundle:${manifest.id}`;
  await ctx.store.transaction(async (tx) => {
    await appendAudit(tx, {
      at,
      actor: actor.name,
      action: 'make-bundle',
      object: about,
      tenant,
      after: { bundle: manifest.id },
    });
    const record = { type: 'selvedge/issued-document/v1', kind: 'bundle', id: manifest.id } as const;
    const digest = bytesToHex(sha256(manifestBytes));
    await ctx.transparency.enter(tx, key, {
      ...record,
      sha256: digest,
      about: about.id,
      replaces: null,
      at: manifest.madeAt,
    });
  });
  await ctx.transparency.flush();
  const proven = await loggedRecord(ctx, key, issuedDocumentSchema);
  const packed = new Map(members.map(({ name, bytes }) => [name, bytes]));
  packed.set(MANIFEST, manifestBytes).set(MANIFEST_PROOF, proofOf(proven, manifest.signedBy, signers));
  return { id: manifest.id, bytes: packArchive(packed) };
}

/** A record that leads into the log, and what of it OpenSSL can check alone: state of the log and timestamp. */
export function recordMembers(name: string, proven: ProvenRecord<Json>): readonly BundleMember[] {
  const { timestamp } = proven;
  const record = { name: `proofs/${name}.json`, role: 'record' as const, bytes: jsonBytes(proven as unknown as Json) };
  if (timestamp?.state !== 'stamped') return [record];
  return [
    record,
    { name: `proofs/${name}.checkpoint`, role: 'evidence', bytes: utf8ToBytes(timestamp.checkpoint) },
    { name: `proofs/${name}.tst`, role: 'evidence', bytes: fromBase64(timestamp.token)! },
  ];
}

/** By the keys that sign now, each of them and no other: what is not listed could be added or taken away unseen. */
function proofOf(
  { timestamp: _, ...proven }: ProvenRecord<IssuedDocument>,
  signedBy: readonly string[],
  signers: Awaited<ReturnType<ServiceContext['keyring']['signers']>>,
): Uint8Array {
  const note = parseNote(proven.checkpoint);
  const signatures = signedBy.flatMap((keyId) => note.signatures.find((each) => each.keyId === keyId) ?? []);
  return proofText({
    ...proven,
    checkpoint: formatNote({ text: note.text, signatures }),
    statedKeys: signers.map(({ key }) => formatVerifierKey(key)),
  });
}

/** As the registry itself states them: to be compared with those that it publishes elsewhere, not to be believed. */
async function statedKeys(ctx: BundleContext): Promise<readonly BundleMember[]> {
  const authorities = await publishedAuthorities(ctx);
  const keys = { ...(await publishedKeys(ctx.keyring)), authorities };
  return [
    { name: 'stated/keys.json', role: 'evidence', bytes: jsonBytes(keys as unknown as Json) },
    ...authorities.map(({ use, certificate }, i): BundleMember => {
      const pem = toPem(fromBase64(certificate)!, 'CERTIFICATE');
      return { name: `stated/${i + 1}-${use}.pem`, role: 'evidence', bytes: utf8ToBytes(pem) };
    }),
  ];
}

function instructions(): readonly BundleMember[] {
  return (['en', 'zh'] as const).map((language) => ({
    name: `how-to-check.${language}.txt`,
    role: 'instructions',
    bytes: utf8ToBytes(BUNDLE_INSTRUCTIONS[language]),
  }));
}

function jsonBytes(value: Json): Uint8Array {
  return utf8ToBytes(`${JSON.stringify(JSON.parse(canonicalText(value)), null, 2)}\n`);
}
