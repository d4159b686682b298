import type { Config } from '../config/settings.ts';
import type { WebPlace } from '../services/accounts/mailed-links.ts';
import { isExposed } from './access.ts';
import type { RequestContext } from './request-context.ts';

/**
 * Where links in mail lead. The name that a request was addressed to is taken only where it was checked against known
 * ones: else whoever asks for a mail could make its link lead to himself.
 */
export function webPlaceOf(config: Config, { origin }: RequestContext): WebPlace {
  const { publicUrl, allowedHosts, port } = config.server;
  if (publicUrl !== null) return { publicUrl };
  const isChecked = !isExposed(config) || allowedHosts.length > 0;
  return { publicUrl: isChecked ? origin : `http://localhost:${port}` };
}
