import { timingSafeEqual } from 'node:crypto';
import {
  findApiKey,
  insertApiKey,
  listApiKeys,
  revokeApiKey,
  type StoredApiKey,
} from '../../store/accounts/api-key-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import type { Queryable } from '../../store/database.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import { SCOPES, type Scope } from '../access/permissions.ts';
import { digestOfToken, makeToken } from '../access/secret-token.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../live-records.ts';
import { actorOfAccount } from './actor-of-account.ts';
import { ownAccount } from './own-account.ts';
import { tellOfChange } from './tell-of-change.ts';

const PREFIX = 'selvedge_key';
const DAY_MS = 24 * 3_600_000;

type Context = Pick<ServiceContext, 'store' | 'clock'>;

/** Makes a key and returns its secret, this once: it is kept as a digest. It can do no more than its account, within its scopes. */
export async function createApiKey(
  ctx: Context,
  actor: Actor,
  { name, scopes, days }: { readonly name: string; readonly scopes: readonly Scope[]; readonly days: number },
): Promise<{ readonly key: StoredApiKey; readonly secret: string }> {
  const account = await ownAccount(ctx, actor);
  authorize(actor, 'key:manage', { account: account.id });
  const now = ctx.clock();
  const secret = makeToken(PREFIX);
  const key: StoredApiKey = {
    id: makeId('KY', now),
    accountId: account.id,
    name,
    scopes: [...new Set(scopes)].sort(),
    createdAt: now,
    expiresAt: new Date(now.getTime() + days * DAY_MS),
    revokedAt: null,
    secondFactor: actor.secondFactor,
  };
  await ctx.store.transaction(async (tx) => {
    await insertApiKey(tx, key, digestOfToken(secret));
    await appendAudit(tx, {
      at: now,
      actor: actor.name,
      action: 'create-key',
      object: { kind: 'api-key', id: key.id },
      tenant: account.tenantId,
      after: { scopes: key.scopes, expiresAt: key.expiresAt },
    });
    await tellOfChange(tx, account.id, 'key-created', now);
  });
  return { key, secret };
}

export async function listOwnKeys(ctx: Context, actor: Actor): Promise<readonly StoredApiKey[]> {
  const { id } = await ownAccount(ctx, actor);
  authorize(actor, 'key:manage', { account: id });
  return listApiKeys(ctx.store, id);
}

export async function revokeOwnKey(ctx: Context, actor: Actor, id: string): Promise<void> {
  const account = await ownAccount(ctx, actor);
  authorize(actor, 'key:manage', { account: account.id });
  await ctx.store.transaction(async (tx) => {
    const now = ctx.clock();
    if (!(await revokeApiKey(tx, account.id, id, now))) throw notFound(id);
    const by = { at: now, actor: actor.name, tenant: account.tenantId };
    await appendAudit(tx, { ...by, action: 'revoke-key', object: { kind: 'api-key', id } });
    await tellOfChange(tx, account.id, 'key-revoked', now);
  });
}

/** Who the key stands for, within its scopes; undefined for any other text. */
export async function actorOfKey(
  { store, clock }: { readonly store: Queryable; readonly clock: () => Date },
  secret: string,
): Promise<Actor | undefined> {
  if (!secret.startsWith(`${PREFIX}_`)) return undefined;
  const now = clock();
  const digest = digestOfToken(secret);
  const key = await findApiKey(store, digest, now);
  if (key === undefined || !timingSafeEqual(Buffer.from(key.secretSha256), Buffer.from(digest))) return undefined;
  const scopes = SCOPES.filter((scope) => key.scopes.includes(scope));
  return actorOfAccount(store, key.accountId, { credential: 'api-key', scopes, secondFactor: key.secondFactor }, now);
}
