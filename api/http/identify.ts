import type { Request } from 'express';
import { type Actor, ANONYMOUS } from '../services/access/actor.ts';
import { serviceOfToken } from '../services/access/write-token.ts';
import { actorOfKey } from '../services/accounts/api-keys.ts';
import { actorOfSession } from '../services/accounts/sessions.ts';
import type { ApiContext } from './context.ts';
import { HttpProblem } from './problem.ts';
import { requestContextOf } from './request-context.ts';
import { requireOwnPage } from './session-cookie.ts';

/**
 * Who asks: by bearer token, else by session; a session that has ended makes him the public. Throws `token-invalid` for a
 * bearer token that is none of ours, `cross-site-request` for a session's act from a page that is not ours.
 */
export async function identify(ctx: ApiContext, req: Request): Promise<Actor> {
  const authorization = req.get('Authorization');
  if (authorization !== undefined) return actorOfBearer(ctx, authorization);
  const { sessionToken: token } = requestContextOf(req);
  const actor = token === undefined ? undefined : await actorOfSession(ctx.services, token);
  if (actor === undefined) return ANONYMOUS;
  requireOwnPage(req);
  return actor;
}

async function actorOfBearer({ services, configuredTokenDigest }: ApiContext, authorization: string): Promise<Actor> {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const actor =
    token === undefined
      ? undefined
      : ((await actorOfKey(services, token)) ?? (await serviceOfToken(services.store, configuredTokenDigest, token)));
  if (actor === undefined) throw new HttpProblem('token-invalid');
  return actor;
}
