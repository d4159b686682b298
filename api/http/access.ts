import type { Config } from '../config/settings.ts';
import { type Action, permissionOf } from '../services/access/permissions.ts';

export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Whether anyone but this machine can reach the server: a proxy or a further name means that somebody passes requests on. */
export function isExposed({ server }: Config): boolean {
  return !isLoopback(server.host) || server.trustProxy > 0 || server.allowedHosts.some((host) => !isLoopback(host));
}

/** Whether whoever has not signed in may do this on a server that is configured so. */
export function isOpenToPublic(action: Action, config: Config): boolean {
  const access = permissionOf(action).public;
  if (access === 'always' || access === 'never') return access === 'always';
  return !isExposed(config) || (access === 'library' && config.server.publicChecks);
}
