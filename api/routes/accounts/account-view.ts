import type { z } from 'zod';
import type { accountFileSchema, listedAccountSchema } from '../../schemas/account.ts';
import { STAFF_ROLES } from '../../services/access/roles.ts';
import type { AccountFile } from '../../services/accounts/read-account.ts';
import type { ListedAccount } from '../../services/accounts/staff.ts';

/** An account as its administrator sees it. */
export function viewOfAccount({ account, staff }: ListedAccount): z.input<typeof listedAccountSchema> {
  const { id, email, name, language, tenantId, status, createdAt } = account;
  return { id, email, name, language, tenant: tenantId, status, createdAt: createdAt.toISOString(), staff: [...staff] };
}

/** An account with the history of its roles; a role that this version no longer has is left out. */
export function viewOfAccountFile({ account, grants, names, erasure }: AccountFile): z.input<typeof accountFileSchema> {
  const { staff: _, ...listed } = viewOfAccount({ account, staff: [] });
  const side = (id: string) => ({ id, name: names.get(id) ?? null });
  return {
    ...listed,
    grants: grants.flatMap(({ role, tenant, grantedAt, grantedBy, revokedAt, revokedBy }) => {
      const known = STAFF_ROLES.find((each) => each === role);
      if (known === undefined) return [];
      return [
        {
          role: known,
          tenant,
          grantedAt: grantedAt.toISOString(),
          grantedBy: side(grantedBy),
          revokedAt: revokedAt?.toISOString() ?? null,
          revokedBy: revokedBy === null ? null : side(revokedBy),
        },
      ];
    }),
    erasure: erasure && {
      at: erasure.at.toISOString(),
      reason: erasure.reason,
      erased: [...erasure.statement.erased],
      kept: [...erasure.statement.kept],
    },
  };
}
