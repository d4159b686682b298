import { useSession } from '../account/session-context.tsx';
import { listReports } from '../api-client/reports.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { CounterForm, OrderForm } from './order-form.tsx';
import { ReportList } from './report-list.tsx';

/** Similarity reports for a court or a party: order, counter, take away. */
export function ReportsPage() {
  const t = useTranslator();
  const { session } = useSession();
  const { value, reload } = useLoaded(listReports);
  return (
    <>
      <PageHeading title={t.text('report.title')} lead={t.text('report.lead')} />
      <OrderForm onOrdered={reload} />
      {session?.signedIn === true && <ReportList reports={value?.reports ?? []} />}
      <CounterForm onOrdered={reload} />
    </>
  );
}
