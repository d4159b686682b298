import { ProofError } from '../../proof/errors.ts';
import { CUSTODY_MAX, type CustodyAct, type CustodyRecord, digestOfRecord, statementOf } from '../../proof/evidence.ts';
import { verifyCosignature } from '../../proof/pki/verify-cosignature.ts';
import { findAccount } from '../../store/accounts/account-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { sha256Of } from '../../store/blob-store.ts';
import { countCustodyActs, type EvidenceRow, insertCustody, lockEvidence } from '../../store/evidence-rows.ts';
import type { Actor } from '../access/actor.ts';
import type { Action } from '../access/permissions.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { type HourlyLimit, requireRoomThisHour } from '../hourly-limit.ts';
import { custodianOf, custodyKey, evidenceFor, type ReadEvidence, readEvidence, storedDigest } from './read.ts';

/** Each line stays in the list and in the log for ever, and every receipt carries all of them. */
const CUSTODY_ACTS: HourlyLimit = { most: 100, counted: 'acts of custody', countSince: countCustodyActs };

/**
 * The picture, once its being given out stands in the custody list and in the log. Throws `not-found`, `too-many-attempts`,
 * `step-not-possible`, and `picture-lost` where it was altered or is not there any more: that it was asked for stands in the list all the same.
 */
export async function readEvidencePicture(
  ctx: ServiceContext,
  id: string,
  actor: Actor,
): Promise<{ readonly bytes: Uint8Array; readonly sha256: string }> {
  const { sha256 } = (await addLine(ctx, id, actor, 'evidence:read', { act: 'read' })).record;
  const bytes = await ctx.blobs.read({ kind: 'picture', sha256 });
  if (bytes !== undefined && sha256Of(bytes) === sha256) return { bytes, sha256 };
  throw new ServiceError('picture-lost', {
    expected: 'the picture of this evidence as it was taken',
    received: bytes === undefined ? 'none' : 'one that was altered in the data folder',
    remedy: 'Restore the data folder from a backup; the custody list says when this was noticed.',
  });
}

/**
 * Only who has custody hands it over, to an account that is in use. Throws `not-found` for evidence and account, `forbidden`, `too-many-attempts`,
 * `step-not-possible`.
 */
export async function handOver(
  ctx: ServiceContext,
  id: string,
  { to, note }: { readonly to: string; readonly note: string | null },
  actor: Actor,
): Promise<ReadEvidence> {
  await addLine(ctx, id, actor, 'evidence:hand-over', { act: 'hand-over', to, note });
  return readEvidence(ctx, id, actor);
}

/**
 * Adds the signature of a notary: detached CMS over the RFC 8785 text of the evidence record. Whose signature it is, its certificate says; whether
 * that counts is for whoever verifies. Throws `not-found`, `unfit-document` for a signature over something else, `too-many-attempts`,
 * `step-not-possible`.
 */
export async function cosignEvidence(
  ctx: ServiceContext,
  id: string,
  { signature, note }: { readonly signature: Uint8Array; readonly note: string | null },
  actor: Actor,
): Promise<ReadEvidence> {
  await addLine(ctx, id, actor, 'evidence:cosign', { act: 'cosign', note, signature });
  return readEvidence(ctx, id, actor);
}

interface NewLine {
  readonly act: CustodyAct;
  readonly to?: string;
  readonly note?: string | null;
  readonly signature?: Uint8Array;
}

/** One line after the last, in the log when this returns. Throws `too-many-attempts`, and `step-not-possible` for a list that is full. */
async function addLine(
  ctx: ServiceContext,
  id: string,
  actor: Actor,
  action: Action,
  { act, to, note = null, signature }: NewLine,
): Promise<EvidenceRow> {
  await requireRoomThisHour(ctx, actor, CUSTODY_ACTS);
  const at = ctx.transparency.now();
  const evidence = await ctx.store.transaction(async (tx) => {
    const { row, custody } = await evidenceFor(tx, await lockEvidence(tx, id), id, actor, action);
    if (to !== undefined) {
      if (custodianOf(row.record, custody) !== actor.name) throw notCustodian();
      if ((await findAccount(tx, to))?.status !== 'active') throw noSuchAccount(to);
    }
    if (custody.length >= CUSTODY_MAX) throw listFull();
    if (signature !== undefined) await checkSignature(row, signature, at);
    const last = custody.at(-1)?.record ?? row.record;
    const line: CustodyRecord = {
      type: 'selvedge/custody/v1',
      evidence: id,
      ordinal: custody.length + 1,
      act,
      at: at.toISOString(),
      actor: actor.name,
      to: to ?? null,
      note,
      fileSha256: (await storedDigest(ctx, row.record)) ?? null,
      signatureSha256: signature === undefined ? null : sha256Of(signature),
      previous: digestOfRecord(last),
    };
    await insertCustody(tx, { record: line, signature: signature ?? null });
    await appendAudit(tx, {
      at,
      actor: actor.name,
      action: `evidence-${act}`,
      object: { kind: 'evidence', id },
      tenant: row.tenant,
      ...(to !== undefined && { after: { custodian: to } }),
    });
    await ctx.transparency.enter(tx, custodyKey(id, line.ordinal), line);
    return row;
  });
  await ctx.transparency.flush();
  return evidence;
}

async function checkSignature({ record }: EvidenceRow, signature: Uint8Array, at: Date): Promise<void> {
  try {
    const { standing } = await verifyCosignature(signature, statementOf(record), { at, trust: [] });
    if (standing !== 'expired') return;
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
  }
  throw new ServiceError('unfit-document', {
    expected: 'a detached CMS signature in DER over the statement of this evidence, by a certificate that is valid now',
    received: 'something else',
    remedy:
      'Fetch the statement anew and sign these very bytes, for instance with "openssl cms -sign -binary -outform DER".',
  });
}

function notCustodian(): ServiceError {
  return new ServiceError('forbidden', {
    expected: 'whoever has custody of the evidence',
    received: 'somebody who has not, or no longer',
    remedy: 'Ask the account that the custody list names last.',
  });
}

function listFull(): ServiceError {
  return new ServiceError('step-not-possible', {
    expected: `a custody list of fewer than ${CUSTODY_MAX} lines`,
    received: 'one that is full',
    remedy: 'Take the picture as evidence anew; this evidence can still be shown and proved.',
  });
}

function noSuchAccount(id: string): ServiceError {
  return new ServiceError('not-found', {
    expected: 'the id of an account here that is in use',
    received: JSON.stringify(id.slice(0, 64)),
    remedy: 'Ask whoever is to have custody for the id on his evidence page.',
  });
}
