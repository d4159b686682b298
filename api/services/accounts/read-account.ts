import { findAccount, readNames, type StoredAccount } from '../../store/accounts/account-rows.ts';
import { type GrantHistory, readGrantHistory } from '../../store/accounts/standing-rows.ts';
import { readAudit } from '../../store/audit-trail.ts';
import type { Actor } from '../access/actor.ts';
import { isPermitted } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../live-records.ts';
import type { ErasureStatement } from './erasure-statement.ts';

export interface AccountFile {
  readonly account: StoredAccount;
  readonly grants: readonly GrantHistory[];
  /** Of those who granted roles and took them back, by account; null: erased. A service is not among them. */
  readonly names: ReadonlyMap<string, string | null>;
  readonly erasure: { readonly at: Date; readonly reason: string | null; readonly statement: ErasureStatement } | null;
}

/**
 * What its administrator is shown of an account, an erased one included: then, what was kept of the person and why. Of one
 * that is not his to administer he learns no more than of one that there never was.
 */
export async function readAccount(
  { store }: Pick<ServiceContext, 'store'>,
  actor: Actor,
  id: string,
): Promise<AccountFile> {
  const account = await findAccount(store, id);
  if (account === undefined || !isPermitted(actor, 'account:manage', { tenant: account.tenantId })) throw notFound(id);
  const grants = await readGrantHistory(store, id);
  const sides = grants.flatMap(({ grantedBy, revokedBy }) => [grantedBy, ...(revokedBy === null ? [] : [revokedBy])]);
  const names = await readNames(store, [...new Set(sides)]);
  return {
    account,
    grants,
    names: new Map(names.map((each) => [each.account, each.name])),
    erasure: account.status === 'erased' ? await erasureOf(store, id) : null,
  };
}

async function erasureOf(store: ServiceContext['store'], id: string): Promise<AccountFile['erasure']> {
  const entry = (await readAudit(store, 'account', id)).findLast(({ action }) => action === 'erase-person');
  if (entry === undefined) return null;
  // The trail holds the statement word for word, as erasePerson wrote it.
  return { at: entry.at, reason: entry.reason, statement: entry.after as unknown as ErasureStatement };
}
