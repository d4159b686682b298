import { type DepositRecord, depositRecordSchema, type LoggedDeposit } from '../../proof/deposit.ts';
import { COMMITMENT_ALGORITHM } from '../../proof/log-entry.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { findDeposit, keepDeposit } from '../../store/deposit-rows.ts';
import { ServiceError } from '../../store/errors.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import { loggedRecord, type ProvingContext } from './proven-records.ts';

/** Under which key the log has a deposit, sealed or open. */
export const depositKey = (id: string): string => `deposit:${id}`;

/**
 * Takes a sealed deposit: a commitment that says nothing. Once it returns, the deposit is in the log, on disk and signed. The
 * same commitment by the same account gives the same deposit again. Throws `forbidden` for somebody else's commitment,
 * `clock-set-back`, `log-damaged`, `key-unusable`.
 */
export async function makeSealedDeposit(ctx: ProvingContext, commitment: string, actor: Actor): Promise<LoggedDeposit> {
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
      await ctx.transparency.enter(tx, depositKey(row.id), record);
    }
    return kept.id;
  });
  await ctx.transparency.flush();
  await ctx.stamping.settled();
  return loggedRecord(ctx, depositKey(id), depositRecordSchema);
}

/** The registry's part of the receipt, proved against the latest checkpoint. Only the depositor gets it. Throws `not-found`. */
export async function readSealedDeposit(ctx: ProvingContext, id: string, actor: Actor): Promise<LoggedDeposit> {
  const row = await findDeposit(ctx.store, id);
  // To anyone else it is not there: its very existence is nobody's business.
  if (row === undefined || row.account !== actor.name) throw depositNotFound(id);
  return loggedRecord(ctx, depositKey(id), depositRecordSchema);
}

function takenByAnother(): ServiceError {
  return new ServiceError('forbidden', {
    expected: 'a commitment of your own',
    received: 'one that another account has deposited',
    remedy: 'Seal your file anew; every sealing has a salt of its own.',
  });
}

export function depositNotFound(id: string): ServiceError {
  return new ServiceError('not-found', {
    expected: 'the id of a deposit of yours',
    received: JSON.stringify(id.slice(0, 64)),
    remedy: 'See the receipt for the id, and sign in with the account that deposited.',
  });
}
