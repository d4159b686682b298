import type { NotificationsView } from '../../schemas/notice.ts';
import type { Common } from './registration-endpoints.ts';
import { sendForJson, sendForNothing } from './request.ts';

export function listNotifications(
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
  common: Common,
): Promise<NotificationsView> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (before !== undefined) query.set('before', String(before));
  return sendForJson({ ...common, method: 'GET', path: `v1/notifications?${query}` });
}

/** Marks everything up to one notice as read. */
export const markRead = (upTo: number, common: Common): Promise<void> =>
  sendForNothing({ ...common, method: 'POST', path: 'v1/notifications/read', body: JSON.stringify({ upTo }) });
