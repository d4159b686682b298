import type { Language } from '../../config/settings.ts';
import {
  type AccountQuery,
  findAccount,
  findAccountByEmail,
  listAccountRows,
  type StoredAccount,
  setAccountStatus,
} from '../../store/accounts/account-rows.ts';
import { deleteSecondFactors } from '../../store/accounts/second-factor-rows.ts';
import { deleteSessionsOf } from '../../store/accounts/session-rows.ts';
import { countAdministratorsOfAll, insertGrant, listGrants, revokeGrant } from '../../store/accounts/standing-rows.ts';
import { readContacts } from '../../store/accounts/tenant-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor, StaffGrant } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import { STAFF_ROLES } from '../access/roles.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { notFound } from '../live-records.ts';
import { addInvited, sendLink, type WebPlace } from './mailed-links.ts';
import { tellOfChange } from './tell-of-change.ts';

type Context = Pick<ServiceContext, 'store' | 'clock'>;

/** Whoever acts in every office may name any; it has to be one. Null stands for none, or for all. Throws `not-found`. */
async function requireOffices(tx: Queryable, offices: readonly (string | null)[]): Promise<void> {
  const named = offices.filter((office) => office !== null);
  const known = await readContacts(tx, named);
  for (const office of named) if (!known.has(office)) throw notFound(office);
}

export interface ListedAccount {
  readonly account: StoredAccount;
  readonly staff: readonly StaffGrant[];
}

/** Accounts of the office that the actor administers, or of all offices. */
export async function listAccounts(
  { store }: Context,
  actor: Actor,
  query: Omit<AccountQuery, 'tenant'>,
): Promise<readonly ListedAccount[]> {
  authorize(actor, 'account:manage');
  const everywhere = actor.staff.some(({ role, tenant }) => role === 'administrator' && tenant === null);
  const accounts = await listAccountRows(store, { ...query, tenant: everywhere ? null : actor.tenant });
  const grants = await listGrants(
    store,
    accounts.map(({ id }) => id),
  );
  return accounts.map((account) => ({
    account,
    staff: grants.flatMap(({ account: of, role, tenant }) => {
      const known = STAFF_ROLES.find((each) => each === role);
      return of === account.id && known !== undefined ? [{ role: known, tenant }] : [];
    }),
  }));
}

/** Makes an account of an office, with roles, and sends its invitation. Throws `already-exists`. */
export async function inviteAccount(
  ctx: Context,
  actor: Actor,
  person: {
    readonly email: string;
    readonly name: string;
    readonly language: Language;
    readonly tenant: string;
    readonly roles: readonly StaffGrant[];
  },
  place: WebPlace,
): Promise<ListedAccount> {
  authorize(actor, 'account:manage', { tenant: person.tenant });
  for (const { tenant } of person.roles) authorize(actor, 'role:grant', { tenant });
  const email = person.email.toLowerCase();
  return ctx.store.transaction(async (tx) => {
    const now = ctx.clock();
    if ((await findAccountByEmail(tx, email)) !== undefined)
      throw new ServiceError('already-exists', {
        expected: 'an address without an account',
        received: 'one that has an account',
        remedy: 'Grant the roles to that account.',
      });
    const { name, language, tenant } = person;
    await requireOffices(tx, [tenant, ...person.roles.map((grant) => grant.tenant)]);
    const account = await addInvited(tx, { email, name, language, tenantId: tenant }, actor.name, now);
    for (const grant of person.roles) await addGrant(tx, actor, account, grant, now);
    await sendLink(tx, account, 'invitation', place, now);
    return { account, staff: person.roles };
  });
}

export async function grantRole(ctx: Context, actor: Actor, id: string, grant: StaffGrant): Promise<void> {
  authorize(actor, 'role:grant', { tenant: grant.tenant });
  await ctx.store.transaction(async (tx) => {
    const account = await theAccount(tx, id);
    const held = await listGrants(tx, [id]);
    if (held.some(({ role, tenant }) => role === grant.role && tenant === grant.tenant)) return;
    await requireOffices(tx, [grant.tenant]);
    await addGrant(tx, actor, account, grant, ctx.clock());
  });
}

/** Throws `last-administrator` rather than leave the registry without one. */
export async function revokeRole(
  ctx: Context,
  actor: Actor,
  id: string,
  grant: StaffGrant,
  reason: string,
): Promise<void> {
  authorize(actor, 'role:grant', { tenant: grant.tenant });
  await ctx.store.transaction(async (tx) => {
    const now = ctx.clock();
    const account = await theAccount(tx, id);
    if (grant.role === 'administrator' && grant.tenant === null) await keepOneAdministrator(tx, id);
    if (!(await revokeGrant(tx, { account: id, ...grant, by: actor.name, now })))
      throw notFound(`${grant.role} of ${id}`);
    await appendAudit(tx, {
      at: now,
      actor: actor.name,
      action: 'revoke-role',
      object: { kind: 'account', id },
      tenant: grant.tenant ?? account.tenantId,
      reason,
      before: { ...grant },
    });
  });
}

/** Ends the account's sessions when it is disabled. */
export async function changeStatus(
  ctx: Context,
  actor: Actor,
  id: string,
  { status, reason }: { readonly status: 'active' | 'disabled'; readonly reason: string },
): Promise<void> {
  await ctx.store.transaction(async (tx) => {
    const now = ctx.clock();
    const account = await theAccount(tx, id);
    authorize(actor, 'account:manage', { tenant: account.tenantId });
    if (account.status === status) return;
    if (status === 'disabled') await keepOneAdministrator(tx, id);
    await setAccountStatus(tx, id, status);
    if (status === 'disabled') await deleteSessionsOf(tx, id, null);
    const change = { before: { status: account.status }, after: { status } };
    const object = { kind: 'account', id } as const;
    const by = { at: now, actor: actor.name, tenant: account.tenantId };
    await appendAudit(tx, { ...by, action: 'change-status', object, reason, ...change });
  });
}

/** For somebody who has lost every second factor: he enrols anew with his password. */
export async function resetSecondFactors(ctx: Context, actor: Actor, id: string, reason: string): Promise<void> {
  await ctx.store.transaction(async (tx) => {
    const account = await theAccount(tx, id);
    authorize(actor, 'account:manage', { tenant: account.tenantId });
    await deleteSecondFactors(tx, id);
    await deleteSessionsOf(tx, id, null);
    const object = { kind: 'account', id } as const;
    const by = { at: ctx.clock(), actor: actor.name, tenant: account.tenantId };
    await appendAudit(tx, { ...by, action: 'remove-second-factor', object, reason });
    await tellOfChange(tx, id, 'second-factors-removed', by.at);
  });
}

async function addGrant(
  tx: Queryable,
  actor: Actor,
  account: StoredAccount,
  grant: StaffGrant,
  now: Date,
): Promise<void> {
  await insertGrant(tx, { account: account.id, ...grant, by: actor.name, now });
  await appendAudit(tx, {
    at: now,
    actor: actor.name,
    action: 'grant-role',
    object: { kind: 'account', id: account.id },
    tenant: grant.tenant ?? account.tenantId,
    after: { ...grant },
  });
}

async function theAccount(tx: Queryable, id: string): Promise<StoredAccount> {
  const account = await findAccount(tx, id);
  if (account === undefined || account.status === 'erased') throw notFound(id);
  return account;
}

/** Throws `last-administrator` where the account is the last that administers every office. */
export async function keepOneAdministrator(tx: Queryable, id: string): Promise<void> {
  const standing = await listGrants(tx, [id]);
  const isOne = standing.some(({ role, tenant }) => role === 'administrator' && tenant === null);
  if (!isOne || (await countAdministratorsOfAll(tx)) > 1) return;
  throw new ServiceError('last-administrator', {
    expected: 'another active administrator of every office',
    received: 'the last one',
    remedy: 'Make another one first.',
  });
}
