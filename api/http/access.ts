import type { Request } from 'express';
import type { Config } from '../config/settings.ts';
import { HttpProblem } from './problem.ts';
import { matchesDigest } from './write-token.ts';

/**
 * Who may call an operation. `open`: anyone. `read`, `check`: anyone on this machine, beyond it whoever has the token
 * or, if so configured, anyone. `operate`: anyone on this machine, beyond it whoever has the token. `write`: whoever has it.
 */
export type Access = 'open' | 'read' | 'check' | 'operate' | 'write';

export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Whether anyone but this machine can reach the server: a proxy or a further name means that somebody passes requests on. */
export function isExposed({ server }: Config): boolean {
  return !isLoopback(server.host) || server.trustProxy > 0 || server.allowedHosts.some((host) => !isLoopback(host));
}

export function needsToken(access: Access, config: Config): boolean {
  if (access === 'open') return false;
  if (access === 'write') return true;
  if (access === 'operate') return isExposed(config);
  return isExposed(config) && !config.server.publicChecks;
}

/** Throws unless the request carries the token whose SHA-256 is `tokenDigest`. */
export function requireToken(req: Request, tokenDigest: string): void {
  const headers = { 'WWW-Authenticate': 'Bearer realm="selvedge"' };
  const [, token] = /^Bearer +(\S+)$/i.exec(req.get('Authorization') ?? '') ?? [];
  if (token === undefined) throw new HttpProblem('token-required', { headers });
  if (!matchesDigest(token, tokenDigest)) {
    throw new HttpProblem('token-invalid', {
      headers: { 'WWW-Authenticate': 'Bearer realm="selvedge", error="invalid_token"' },
    });
  }
}
