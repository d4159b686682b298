import type { Request } from 'express';
import { type Actor, ANONYMOUS } from '../services/access/actor.ts';
import { serviceOfToken } from '../services/access/write-token.ts';
import type { ApiContext } from './context.ts';
import { HttpProblem } from './problem.ts';

/** Who asks. Throws `token-invalid` for a bearer token that is none of ours. */
export async function identify(ctx: ApiContext, req: Request): Promise<Actor> {
  const authorization = req.get('Authorization');
  if (authorization === undefined) return ANONYMOUS;
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const actor = token === undefined ? undefined : await actorOfToken(ctx, token);
  if (actor === undefined) throw new HttpProblem('token-invalid');
  return actor;
}

function actorOfToken({ services, configuredTokenDigest }: ApiContext, token: string): Promise<Actor | undefined> {
  return serviceOfToken(services.store, configuredTokenDigest, token);
}
