import type { z } from 'zod';
import type { apiKeySchema } from '../../schemas/account.ts';
import type { StoredApiKey } from '../../store/accounts/api-key-rows.ts';

/** A key as its owner sees it, without its secret. */
export function viewOfKey({
  id,
  name,
  scopes,
  createdAt,
  expiresAt,
  revokedAt,
}: StoredApiKey): z.input<typeof apiKeySchema> {
  return {
    id,
    name,
    scopes: [...scopes],
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
