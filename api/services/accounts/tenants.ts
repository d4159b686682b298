import { insertTenant, listTenants as listRows, type StoredTenant } from '../../store/accounts/tenant-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';

/** Every office, for choosing where to apply and whom to ask. */
export function listTenants({ store }: Pick<ServiceContext, 'store'>, actor: Actor): Promise<StoredTenant[]> {
  authorize(actor, 'tenant:read', {});
  return listRows(store);
}

/** Whoever administers every office adds one. */
export async function createTenant(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  actor: Actor,
  office: { readonly name: string; readonly region: string | null; readonly contact: string },
): Promise<StoredTenant> {
  authorize(actor, 'tenant:create', { tenant: null });
  const now = clock();
  const tenant = { id: makeId('TN', now), ...office, createdAt: now };
  await store.transaction(async (tx) => {
    await insertTenant(tx, tenant);
    const object = { kind: 'tenant', id: tenant.id } as const;
    await appendAudit(tx, {
      at: now,
      actor: actor.name,
      action: 'create-tenant',
      object,
      tenant: tenant.id,
      after: office,
    });
  });
  return tenant;
}
