import type { Language } from '../../config/settings.ts';
import { insertAccount } from '../../store/accounts/account-rows.ts';
import { insertGrant } from '../../store/accounts/standing-rows.ts';
import { findTenantByName, insertTenant } from '../../store/accounts/tenant-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { type Queryable, SqlError } from '../../store/database.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { retireWriteToken } from '../access/write-token.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { hashPassword } from './password.ts';

export interface NewAdministrator {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly language: Language;
  /** The office he belongs to; made where there is none of this name. */
  readonly office: string;
}

/**
 * Makes an account that administers every office, and ends the token of the first start.
 * For whoever holds the data; over HTTP administrators invite others. Throws `weak-password`, `already-exists`.
 */
export async function createAdministrator(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { email, name, password, language, office }: NewAdministrator,
  actor: Actor,
): Promise<{ readonly id: string; readonly tenant: string }> {
  const address = email.toLowerCase();
  const passwordHash = await hashPassword(password, [name, address]);
  const now = clock();
  const id = makeId('AC', now);
  try {
    return await store.transaction(async (tx) => {
      const tenant = (await findTenantByName(tx, office)) ?? (await makeTenant(tx, office, address, now));
      const account = { id, email: address, name, language, tenantId: tenant, passwordHash, createdAt: now } as const;
      await insertAccount(tx, { ...account, status: 'active' });
      await insertGrant(tx, { account: id, role: 'administrator', tenant: null, by: actor.name, now });
      await retireWriteToken(tx);
      const by = { at: now, actor: actor.name, tenant } as const;
      await appendAudit(tx, { ...by, action: 'create-account', object: { kind: 'account', id } });
      await appendAudit(tx, {
        ...by,
        action: 'grant-role',
        object: { kind: 'account', id },
        after: { role: 'administrator', tenant: null },
      });
      return { id, tenant };
    });
  } catch (error) {
    if (error instanceof SqlError && error.constraint === 'account_email_key') throw emailTaken(error);
    throw error;
  }
}

async function makeTenant(tx: Queryable, name: string, contact: string, now: Date): Promise<string> {
  const id = makeId('TN', now);
  await insertTenant(tx, { id, name, region: null, contact, createdAt: now });
  return id;
}

function emailTaken(cause: unknown): ServiceError {
  return new ServiceError('already-exists', {
    expected: 'an address without an account',
    received: 'one that has an account',
    remedy: 'Sign in with it, or take another.',
    cause,
  });
}
