import type { RequestHandler } from 'express';
import type { Config } from '../config/settings.ts';
import { isExposed, isLoopback } from './access.ts';
import { HttpProblem } from './problem.ts';

/**
 * Refuses requests that a browser was led to make: addressed to a foreign name that was made to resolve to this
 * machine (DNS rebinding), or caused by a page of another site.
 */
export function refuseForeignOrigins(config: Config): RequestHandler {
  const isOwnName = ownNames(config);
  return (req, _res, next) => {
    const name = hostNameOf(req.headers.host ?? '');
    if (!isOwnName(name)) throw new HttpProblem('unknown-host');
    const fromOtherSite = req.get('Sec-Fetch-Site') === 'cross-site' || isForeign(req.get('Origin'), req.headers.host);
    const changesNothing = req.method === 'GET' || req.method === 'HEAD';
    if (fromOtherSite && !changesNothing) throw new HttpProblem('cross-site-request');
    next();
  };
}

function ownNames(config: Config): (name: string) => boolean {
  const listed = new Set(config.server.allowedHosts.map((host) => host.toLowerCase()));
  if (!isExposed(config)) return (name) => isLoopback(name);
  return listed.size === 0 ? () => true : (name) => listed.has(name) || isLoopback(name);
}

function hostNameOf(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}

/** Scheme and port are left aside: a proxy that ends TLS changes both. */
function isForeign(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).hostname.toLowerCase() !== hostNameOf(host ?? '');
}
