import { bytesToHex, toBase64 } from '../../proof/bytes.ts';
import { type DepositRecord, depositRecordSchema, type LoggedDeposit } from '../../proof/deposit.ts';
import { COMMITMENT_ALGORITHM } from '../../proof/log-entry.ts';
import { formatNote } from '../../proof/note/signed-note.ts';
import { formatVerifierKey } from '../../proof/note/verifier-key.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { findDeposit, keepDeposit } from '../../store/deposit-rows.ts';
import { ServiceError } from '../../store/errors.ts';
import { logDamaged } from '../../store/log/damage.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { provenEntry } from './log-proofs.ts';
import { stampOf } from './stamping.ts';

type DepositContext = Pick<ServiceContext, 'store' | 'keyring' | 'transparency' | 'stamping'>;

/**
 * Takes a sealed deposit: a commitment that says nothing. Once it returns, the deposit is in the log, on disk and signed. The
 * same commitment by the same account gives the same deposit again. Throws `forbidden` for somebody else's commitment,
 * `clock-set-back`, `log-damaged`, `key-unusable`.
 */
export async function makeSealedDeposit(ctx: DepositContext, commitment: string, actor: Actor): Promise<LoggedDeposit> {
  authorize(actor, 'deposit:make', { account: actor.account });
  const at = ctx.transparency.now();
  const id = await ctx.store.transaction(async (tx) => {
    const row = { id: makeId('SD', at), commitment, account: actor.name, depositedAt: at };
    const kept = await keepDeposit(tx, row);
    if (kept.account !== actor.name) throw takenByAnother();
    if (kept.id === row.id) {
      const record: DepositRecord = {
        type: 'selvedge/deposit/v1',
        kind: 'sealed',
        id: row.id,
        algorithm: COMMITMENT_ALGORITHM,
        commitment,
        account: actor.name,
        at: at.toISOString(),
      };
      await appendAudit(tx, { at, actor: actor.name, action: 'deposit', object: { kind: 'deposit', id: row.id } });
      await ctx.transparency.enter(tx, keyOf(row.id), record);
    }
    return kept.id;
  });
  await ctx.transparency.flush();
  await ctx.stamping.settled();
  return loggedDeposit(ctx, id);
}

/** The registry's part of the receipt, proved against the latest checkpoint. Only the depositor gets it. Throws `not-found`. */
export async function readSealedDeposit(ctx: DepositContext, id: string, actor: Actor): Promise<LoggedDeposit> {
  const row = await findDeposit(ctx.store, id);
  // To anyone else it is not there: its very existence is nobody's business.
  if (row === undefined || row.account !== actor.name) throw notFound(id);
  return loggedDeposit(ctx, id);
}

async function loggedDeposit(ctx: DepositContext, id: string): Promise<LoggedDeposit> {
  const entry = await provenEntry(ctx, keyOf(id));
  if (entry === undefined) throw logDamaged(`the deposit ${id} in the log`, 'none');
  return {
    record: depositRecordSchema.parse(entry.record),
    salt: bytesToHex(entry.salt),
    index: entry.index,
    path: entry.path.map(toBase64),
    checkpoint: formatNote(entry.checkpoint.note),
    statedKeys: (await ctx.keyring.keys()).map(formatVerifierKey),
    timestamp: await stampOf(ctx, entry.index),
  };
}

const keyOf = (id: string) => `deposit:${id}`;

function takenByAnother(): ServiceError {
  return new ServiceError('forbidden', {
    expected: 'a commitment of your own',
    received: 'one that another account has deposited',
    remedy: 'Seal your file anew; every sealing has a salt of its own.',
  });
}

function notFound(id: string): ServiceError {
  return new ServiceError('not-found', {
    expected: 'the id of a deposit of yours',
    received: JSON.stringify(id.slice(0, 64)),
    remedy: 'See the receipt for the id, and sign in with the account that deposited.',
  });
}
