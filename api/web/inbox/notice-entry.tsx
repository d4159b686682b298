import type { NotificationsView } from '../../schemas/notice.ts';
import { useSession } from '../account/session-context.tsx';
import { isStaff } from '../account/staff-roles.ts';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';

type Notice = NotificationsView['notifications'][number];

/** One notice: what happened to which case, when, and by when something is due. */
export function NoticeEntry({ notice }: { readonly notice: Notice }) {
  const t = useTranslator();
  const { session } = useSession();
  const works = isStaff(session, 'examiner') || isStaff(session, 'registrar');
  const { applicationId: id, title, event, state, dueOn, at, read } = notice;
  const page = event === 'invite-opinion' ? 'opinion' : works ? 'case' : 'application';
  return (
    <li className={read ? undefined : 'inbox-unread'}>
      <time dateTime={at}>{t.instant(at)}</time>
      <strong>{t.lookUp(`noticeOf.${event}`) ?? t.lookUp(`caseEvent.${event}`) ?? event}</strong>
      <a href={hrefOf({ page, id })}>{title || t.text('applications.untitled')}</a>
      <span className="quiet">
        {t.lookUp(`caseState.${state}`) ?? state}
        {dueOn !== null && (
          <>
            {' · '}
            {t.text('inbox.due')} <time dateTime={dueOn}>{t.date(dueOn)}</time>
          </>
        )}
      </span>
      {!read && <span className="state-tag">{t.text('inbox.new')}</span>}
    </li>
  );
}
