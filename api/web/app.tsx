import { lazy, Suspense, useMemo } from 'react';
import { AccountPage } from './account/account-page.tsx';
import { SetPasswordPage } from './account/set-password-page.tsx';
import { SignInPage } from './account/sign-in-page.tsx';
import { TiesPage } from './account/ties-page.tsx';
import { ApplicationPage } from './applications/application-page.tsx';
import { ApplicationsPage } from './applications/applications-page.tsx';
import { AuditPage } from './audit/audit-page.tsx';
import { BulkPage } from './bulk/bulk-page.tsx';
import { CheckPage } from './check/check-page.tsx';
import { useCheck } from './check/use-check.ts';
import { ComparePage } from './comparison/compare-page.tsx';
import { DeadlinesPage } from './deadlines/deadlines-page.tsx';
import { CasePage } from './desk/case-page.tsx';
import { QueuePage } from './desk/queue-page.tsx';
import { InboxPage } from './inbox/inbox-page.tsx';
import { useTranslator } from './language/language-context.tsx';
import { LibraryPage } from './library/library-page.tsx';
import { RecordPage } from './library/record-page.tsx';
import { NoticePage } from './notices/notice-page.tsx';
import { NoticesPage } from './notices/notices-page.tsx';
import { ColleaguePage } from './office/colleague-page.tsx';
import { OfficePage } from './office/office-page.tsx';
import { AwaitedPage } from './panels/awaited-page.tsx';
import { OpinionPage } from './panels/opinion-page.tsx';
import { PartyPage } from './parties/party-page.tsx';
import { Header } from './shell/header.tsx';
import { PageHeading } from './shell/page-heading.tsx';
import { hrefOf, parseRoute } from './shell/route.ts';
import { useHash } from './shell/router.ts';
import { useOnline } from './shell/use-online.ts';
import { StatisticsPage } from './statistics/statistics-page.tsx';
import { TitlePage } from './title/title-page.tsx';

// Brings schemas and cryptography along, which no other page needs.
const DepositPage = lazy(() =>
  import('./deposit/deposit-page.tsx').then((module) => ({ default: module.DepositPage })),
);

const EvidencePage = lazy(() =>
  import('./evidence/evidence-page.tsx').then((module) => ({ default: module.EvidencePage })),
);

const ReportsPage = lazy(() =>
  import('./reports/reports-page.tsx').then((module) => ({ default: module.ReportsPage })),
);

const VerificationPage = lazy(() =>
  import('./verification/verification-page.tsx').then((module) => ({ default: module.VerificationPage })),
);

// Long texts that few read.
const ChecklistPage = lazy(() =>
  import('./checklist/checklist-page.tsx').then((module) => ({ default: module.ChecklistPage })),
);

export function App() {
  const t = useTranslator();
  const hash = useHash();
  const route = useMemo(() => parseRoute(hash), [hash]);
  const online = useOnline();
  // Held above the pages, so that a look into the library does not lose a result.
  const check = useCheck();
  return (
    <>
      <button type="button" className="skip-link" onClick={focusMain}>
        {t.text('app.skip')}
      </button>
      <div className="selvedge-band" aria-hidden="true" />
      <Header route={route} />
      {!online && (
        <p className="offline-banner" role="status">
          {t.text('state.offlineBanner')}
        </p>
      )}
      <main id="main" tabIndex={-1}>
        {route.page === 'check' && <CheckPage check={check} />}
        {route.page === 'compare' && (
          <ComparePage key={hash} firstId={route.first ?? null} secondId={route.second ?? null} />
        )}
        {route.page === 'library' && <LibraryPage key={route.text} text={route.text} />}
        {route.page === 'record' && <RecordPage key={route.id} id={route.id} />}
        {route.page === 'deposit' && (
          <Suspense fallback={<PageHeading title={t.text('deposit.title')} />}>
            <DepositPage />
          </Suspense>
        )}
        {route.page === 'evidence' && (
          <Suspense fallback={<PageHeading title={t.text('evidence.title')} />}>
            <EvidencePage key={route.id} id={route.id ?? null} />
          </Suspense>
        )}
        {route.page === 'reports' && (
          <Suspense fallback={<PageHeading title={t.text('report.title')} />}>
            <ReportsPage />
          </Suspense>
        )}
        {route.page === 'verify' && (
          <Suspense fallback={<PageHeading title={t.text('verification.title')} />}>
            <VerificationPage key={route.id} id={route.id ?? null} />
          </Suspense>
        )}
        {route.page === 'litigation-rules' && (
          <Suspense fallback={<PageHeading title={t.text('app.litigationRules')} />}>
            <ChecklistPage />
          </Suspense>
        )}
        {route.page === 'sign-in' && <SignInPage />}
        {route.page === 'account' && <AccountPage />}
        {route.page === 'ties' && <TiesPage key={route.party} party={route.party ?? null} />}
        {route.page === 'office' && <OfficePage />}
        {route.page === 'colleague' && <ColleaguePage key={route.id} id={route.id} />}
        {route.page === 'party' && <PartyPage key={route.id} id={route.id} />}
        {route.page === 'set-password' && <SetPasswordPage token={route.token} />}
        {route.page === 'applications' && <ApplicationsPage />}
        {route.page === 'application' && <ApplicationPage key={route.id} id={route.id} />}
        {route.page === 'bulk' && <BulkPage />}
        {route.page === 'notices' && <NoticesPage key={route.text} text={route.text} />}
        {route.page === 'notice' && <NoticePage key={route.id} id={route.id} />}
        {route.page === 'title' && <TitlePage key={route.id} id={route.id} />}
        {route.page === 'opinions' && <AwaitedPage />}
        {route.page === 'opinion' && <OpinionPage key={route.id} id={route.id} />}
        {route.page === 'desk' && <QueuePage />}
        {route.page === 'case' && <CasePage key={route.id} id={route.id} />}
        {route.page === 'deadlines' && <DeadlinesPage />}
        {route.page === 'inbox' && <InboxPage />}
        {route.page === 'audit' && <AuditPage />}
        {route.page === 'statistics' && <StatisticsPage />}
        {route.page === 'missing' && <PageHeading title={t.text('page.missing')} />}
      </main>
      <footer className="site-footer">
        <p>{t.text('app.footer')}</p>
        <p>
          <a href="docs">{t.text('app.reference')}</a>
          {' · '}
          <a href={hrefOf({ page: 'litigation-rules' })}>{t.text('app.litigationRules')}</a>
        </p>
      </footer>
    </>
  );
}

// A link to #main would change the route, which is kept in that part of the address.
function focusMain(): void {
  document.getElementById('main')?.focus();
}
