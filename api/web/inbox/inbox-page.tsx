import { useState } from 'react';
import type { NotificationsView } from '../../schemas/notice.ts';
import { LoadProblem } from '../account/load-problem.tsx';
import { listNotifications, markRead } from '../api-client/inbox.ts';
import type { Common } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { SessionForm } from '../forms/session-form.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { NoticeEntry } from './notice-entry.tsx';
import { useUnread } from './unread-context.tsx';

const PAGE = 50;
const firstPage = (common: Common): Promise<NotificationsView> => listNotifications({ limit: PAGE }, common);

type Entries = NotificationsView['notifications'];

/** What happened to one's cases and what is due, newest first. */
export function InboxPage() {
  const t = useTranslator();
  const { language } = t;
  const { refresh } = useUnread();
  const { value, problem, reload } = useLoaded<NotificationsView>(firstPage);
  const [older, setOlder] = useState<{ readonly entries: Entries; readonly nextBefore: number | undefined } | null>(
    null,
  );
  const entries = [...(value?.notifications ?? []), ...(older?.entries ?? [])];
  const nextBefore = older === null ? value?.nextBefore : older.nextBefore;
  const newest = entries[0];
  return (
    <div className="registration-page">
      <PageHeading
        title={t.text('inbox.title')}
        lead={value && (value.unread === 0 ? t.text('inbox.allRead') : t.count('inbox.unread', value.unread))}
      />
      <LoadProblem problem={problem} onRetry={reload} />
      {value !== null && entries.length === 0 && <p className="quiet-notice">{t.text('inbox.none')}</p>}
      {value !== null && value.unread > 0 && newest !== undefined && (
        <SessionForm
          action={t.text('inbox.markRead')}
          work={(signal) => markRead(newest.entry, { language, signal })}
          onDone={() => {
            setOlder(older && { ...older, entries: older.entries.map((entry) => ({ ...entry, read: true })) });
            reload();
            refresh();
          }}
        />
      )}
      <ol className="inbox-list">
        {entries.map((notice) => (
          <NoticeEntry key={notice.entry} notice={notice} />
        ))}
      </ol>
      {nextBefore !== undefined && (
        <SessionForm
          action={t.text('inbox.older')}
          work={(signal) => listNotifications({ limit: PAGE, before: nextBefore }, { language, signal })}
          onDone={(page) =>
            setOlder({ entries: [...(older?.entries ?? []), ...page.notifications], nextBefore: page.nextBefore })
          }
        />
      )}
    </div>
  );
}
