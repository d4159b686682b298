import { useSession } from '../account/session-context.tsx';
import { isStaff } from '../account/staff-roles.ts';
import { useUnread } from '../inbox/unread-context.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { worksInOffice } from '../office/office-page.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { hrefOf, type Route } from './route.ts';

/** Who is asked for opinions. */
const ADVISERS = ['expert-panellist', 'lay-panellist', 'technical-investigator'] as const;

/** Pages that belong to one of the navigation. */
const PARENT: Readonly<Partial<Record<Route['page'], string>>> = {
  record: 'library',
  party: 'account',
  ties: 'account',
  colleague: 'office',
  audit: 'office',
  application: 'applications',
  bulk: 'applications',
  notice: 'notices',
  title: 'notices',
  case: 'desk',
  opinion: 'opinions',
};

function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="3" className="mark-ground" />
      <rect x="4" width="3" height="32" className="mark-warp" />
      <rect x="9" width="2" height="32" className="mark-thread" />
      <path d="M15 6h6v6h-6zM21 12h6v6h-6zM15 18h6v6h-6z" className="mark-warp" />
    </svg>
  );
}

export function Header({ route }: { readonly route: Route }) {
  const t = useTranslator();
  const { session } = useSession();
  const { unread } = useUnread();
  const pages = [
    ['check', hrefOf({ page: 'check' })],
    ['compare', hrefOf({ page: 'compare' })],
    ['library', hrefOf({ page: 'library', text: '' })],
    ['applications', hrefOf({ page: 'applications' })],
    ['notices', hrefOf({ page: 'notices', text: '' })],
    ...(ADVISERS.some((role) => isStaff(session, role)) ? ([['opinions', hrefOf({ page: 'opinions' })]] as const) : []),
    ...(isStaff(session, 'examiner') || isStaff(session, 'registrar')
      ? ([
          ['desk', hrefOf({ page: 'desk' })],
          ['statistics', hrefOf({ page: 'statistics' })],
        ] as const)
      : []),
    ['evidence', hrefOf({ page: 'evidence' })],
    ['reports', hrefOf({ page: 'reports' })],
    ['deposit', hrefOf({ page: 'deposit' })],
    ['verify', hrefOf({ page: 'verify' })],
  ] as const;
  const signedIn = session?.signedIn === true;
  const people = signedIn
    ? (['deadlines', 'inbox', ...(worksInOffice(session) ? (['office'] as const) : []), 'account'] as const)
    : (['sign-in'] as const);
  const here = PARENT[route.page] ?? route.page;
  return (
    <header className="site-header">
      <a className="brand" href={hrefOf({ page: 'check' })}>
        <Mark />
        <span className="brand-name">{t.text('app.name')}</span>
        <span className="brand-tagline">{t.text('app.tagline')}</span>
      </a>
      <nav className="site-nav" aria-label={t.text('app.navigation')}>
        {pages.map(([page, href]) => (
          <a key={page} href={href} aria-current={here === page ? 'page' : undefined}>
            {t.text(`page.${page}`)}
          </a>
        ))}
        {people.map((page) => (
          <a key={page} href={hrefOf({ page })} aria-current={here === page ? 'page' : undefined}>
            {t.text(page === 'sign-in' ? 'account.signIn' : `page.${page}`)}
            {page === 'inbox' && unread > 0 && (
              <span className="inbox-count">
                <span aria-hidden="true">{unread}</span>
                <span className="visually-hidden">{t.count('inbox.unread', unread)}</span>
              </span>
            )}
          </a>
        ))}
      </nav>
      <LanguageSwitch />
    </header>
  );
}
