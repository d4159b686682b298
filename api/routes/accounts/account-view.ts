import type { z } from 'zod';
import type { listedAccountSchema } from '../../schemas/account.ts';
import type { ListedAccount } from '../../services/accounts/staff.ts';

/** An account as its administrator sees it. */
export function viewOfAccount({ account, staff }: ListedAccount): z.input<typeof listedAccountSchema> {
  const { id, email, name, language, tenantId, status, createdAt } = account;
  return { id, email, name, language, tenant: tenantId, status, createdAt: createdAt.toISOString(), staff: [...staff] };
}
